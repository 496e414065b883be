"""Believable answers to the form of the police cadets: a few at first, and more once a guardian has agreed."""

from datetime import date
from random import Random
from typing import Any

from volunteers.applications.rules import sent_mark
from volunteers.applications.rules.choices import AT_SCHOOL
from volunteers.demo.answers_person import a_phone, a_town, address_of, adjustments, heard_about
from volunteers.demo.names import FIRST, Person

# The stage at which more is asked.
ASKED_AT = "application"
SCHOOLS = ("Hillcote School", "Castle Academy", "Riverside School", "St Aldhelm’s School", "Northfield College")
SECOND = {"has": "no", "name": "", "relation": "", "phone": "", "email": ""}


def a_guardian(person: Person, chance: Random) -> dict[str, str]:
    """A parent of the young person, at an address of their own."""
    first_name, relation = chance.choice(FIRST[0]), chance.choice(("mother", "father"))
    number = chance.randrange(10_000)
    return {
        "name": f"{first_name} {person.last_name}",
        "relation": relation,
        "email": f"{first_name}.{person.last_name}.{number}@example.org".lower(),
        "phone": a_phone(chance),
    }


def before_consent(person: Person, unit: dict[str, str], guardian: dict[str, str]) -> dict[str, Any]:
    """All that is asked before a guardian agrees. ``unit`` is its number, its name as it was chosen, and its area."""
    return {
        "name": {"first_name": person.first_name, "last_name": person.last_name},
        "date-of-birth": {"birth_date": person.birth_date.isoformat()},
        "unit": unit,
        "guardian": guardian,
        "declaration": {"true": True},
    }


def once_agreed(area: str, chance: Random, on: date) -> dict[str, Any]:
    """What is asked at the stage after it, sent on a day."""
    town = a_town(area, chance)
    weekly = chance.choice(("yes", "yes", "mostly"))
    return {
        "birthplace": {"town": town, "country": "United Kingdom"},
        "address": address_of(area, chance, on),
        "school": {"kind": AT_SCHOOL, "school": chance.choice(SCHOOLS), "town": town},
        "second-guardian": dict(SECOND),
        "weekly-attendance": {"weekly": weekly, "what": "Swimming on some Thursdays" if weekly == "mostly" else ""},
        "adjustments": adjustments(chance),
        "heard-about": heard_about(chance),
        sent_mark(ASKED_AT): {"on": on.isoformat()},
    }
