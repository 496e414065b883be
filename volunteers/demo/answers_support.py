"""Believable answers to the form of the Police Support Volunteers, stored as the form stores them."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from volunteers import clock
from volunteers.applications.rules.choices import DAYS, OTHER_ROLES_NONE, TIMES_OF_DAY
from volunteers.demo.answers_person import TRADES, about_you, adjustments, heard_about
from volunteers.demo.names import Person
from volunteers.demo.referees import two_referees
from volunteers.forces.rules import Force, SupportRole

SKILLS = (
    "I ran the office of a small charity for ten years: diaries, minutes and a lot of patient telephone calls.",
    "I speak Polish and some German. I am good with people who are upset.",
    "Thirty years of driving for work without an accident, and I know every lane in the county.",
    "I kept horses as a girl, and I still help at a riding school for disabled children on Sundays.",
    "Spreadsheets, databases and explaining both to others.",
    "I was a youth worker. I listen well, and I stay calm.",
)
MORE = ("", "", "Not in the school holidays", "Every second week")
CONFLICTS = ("My brother-in-law works for a firm of solicitors in Bristol.", "I sit on our parish council.")


def answers_of(person: Person, area: str, chance: Random, on: date, *, force: Force) -> dict[str, Any]:
    """The whole form of one person, as filled in about a day."""
    role = _role(force, person, chance, on)
    occupation, employer = chance.choice(TRADES)
    has_conflict = chance.random() < 0.12
    return {
        "right-to-stay": {"answer": "british_or_irish" if chance.random() < 0.9 else "unrestricted"},
        **about_you(person, area, chance, on),
        "role": {"role": role.code, "name": role.name},
        **({"driver": _licence(person, chance, on)} if role.needs_driving else {}),
        "other-roles": _others(force, role, chance),
        "skills": {"skills": chance.choice(SKILLS)},
        "availability": {
            "days": _some(DAYS, chance), "times": _some(TIMES_OF_DAY, chance), "more": chance.choice(MORE),
        },
        "area": {"area": area},
        "work": {"occupation": occupation, "employer": employer},
        "occupation": {"answer": "conflict" if has_conflict else "none"},
        "convictions": {"answer": "yes" if chance.random() < 0.05 else "no"},
        "conflicts": {"any": "yes", "what": chance.choice(CONFLICTS)} if has_conflict else {"any": "no", "what": ""},
        "referees": {"items": two_referees(chance, person), "done": True},
        "adjustments": adjustments(chance),
        "heard-about": heard_about(chance),
        "declaration": {"true": True},
    }  # fmt: skip


def _role(force: Force, person: Person, chance: Random, on: date) -> SupportRole:
    """One of the roles that someone of that age may take."""
    age = clock.years_between(person.birth_date, on)
    return chance.choice([role for role in force.roles if role.minimum_age <= age])


def _others(force: Force, first: SupportRole, chance: Random) -> dict[str, Any]:
    """Another role that anyone may take, or none."""
    least = min(role.minimum_age for role in force.roles)
    others = [role for role in force.roles if role != first and role.minimum_age == least]
    if not others or chance.random() < 0.4:
        return {"roles": [OTHER_ROLES_NONE], "names": []}
    chosen = chance.sample(others, min(len(others), chance.randint(1, 2)))
    return {"roles": [role.code for role in chosen], "names": [role.name for role in chosen]}


def _licence(person: Person, chance: Random, on: date) -> dict[str, Any]:
    """A full licence since soon after the 18th birthday, at least two years ago."""
    since = min(clock.add_months(clock.month_of(person.birth_date), 12 * 18 + 3), clock.add_months(on, -24))
    letters = f"{person.last_name.upper().replace('-', '')}99999"[:5]
    return {
        "since": since.replace(day=1).isoformat(),
        "number": f"{letters}{chance.randrange(10**6):06d}{person.first_name[0].upper()}99ZZ",
        "points": chance.choice((0, 0, 0, 3)),
        "vehicles": chance.choice((["b"], ["b", "be"], ["b", "d1"])),
    }


def _some(options: Sequence[tuple[str, str]], chance: Random) -> list[str]:
    """One or two of several, in their order."""
    chosen = chance.sample(range(len(options)), chance.randint(1, 2))
    return [options[place][0] for place in sorted(chosen)]
