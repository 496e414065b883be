"""Believable answers to the forms of the three watches, stored as the forms store them.

Some start a scheme and some join one; a farm has one place on the map or two. None of the farms or streets is a real
one: the points on the map are taken at random from the squares of the county.
"""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from volunteers.applications.rules.choices import DAYLIGHT, JOIN, NOT_LISTED, START
from volunteers.demo.answers_person import STREETS, a_phone, a_town, about_you, adjustments, heard_about
from volunteers.demo.names import FIRST, LAST, Person

# A scheme that is there to join: its number and its name as the form shows it.
Scheme = tuple[int, str]
FARMS = ("Manor Farm", "Coombe Farm", "Withy Farm", "Lower Mead", "Blackdown Holding", "Orchard Farm", "Moorlands")
FARMED = (["dairy", "arable"], ["beef", "sheep"], ["sheep"], ["horses"], ["fruit", "poultry"], ["arable"], ["pigs"])
PLACES = ("The main yard", "The lower barn", "The top fields", "The stables")
CRIMES = (["agricultural", "equine"], ["agricultural", "wildlife", "environmental"], ["equine"], ["heritage"])
ROADS = (("High Street", "20"), ("School Lane", "20"), ("Bath Road", "30"), ("The Street", "30"), ("A39", "40"))
WHY = (
    "Children cross here on the way to school, and there is no pavement on one side.",
    "Two near misses at the bend this year.",
    "Cars come down the hill far too fast, above all in the evening.",
)


def neighbourhood_watch(
    person: Person, area: str, chance: Random, on: date, *, scheme: Scheme | None = None
) -> dict[str, Any]:
    """The whole form of someone who starts a scheme, or would help with one."""
    starts = scheme is None and chance.random() < 0.7
    town = a_town(area, chance)
    return {
        "in-area": {"answer": "lives"},
        **about_you(person, area, chance, on),
        "plan": {"plan": START if starts else JOIN},
        **(_scheme_to_start(town, chance) if starts else {"unit": _joined(scheme, town)}),
        "area": {"area": area},
        **({"duties": {"accepted": ["yes"]}} if starts else {}),
        "heard-about": heard_about(chance),
        "declaration": {"true": True},
    }


def community_speedwatch(
    person: Person, area: str, chance: Random, on: date, *, scheme: Scheme | None = None, others: int = 5
) -> dict[str, Any]:
    """The whole form of someone who joins a scheme, or starts one with so many others."""
    starts = scheme is None or chance.random() < 0.4
    town = a_town(area, chance)
    part = chance.choice(("coordinator", "deputy")) if starts else "roadside"
    return {
        "in-area": {"answer": "lives"},
        "vetting": {"answer": "yes"},
        **about_you(person, area, chance, on),
        "plan": {"plan": START if starts else JOIN},
        **(_team_to_start(town, others, chance) if starts else {"unit": _joined(scheme, town)}),
        "area": {"area": area},
        "part": {"part": part},
        "daylight": {"when": [each for each, _ in DAYLIGHT if chance.random() < 0.5] or ["saturdays"]},
        "adjustments": adjustments(chance),
        "heard-about": heard_about(chance),
        "declaration": {"true": True},
    }


def farm_watch(person: Person, area: str, chance: Random, on: date) -> dict[str, Any]:
    """The whole form of someone who farms."""
    number = f"36/{chance.randrange(1000):03d}/{chance.randrange(10_000):04d}" if chance.random() < 0.7 else ""
    return {
        "on-the-land": {"answer": "yes"},
        **about_you(person, area, chance, on),
        "holding": {"name": chance.choice(FARMS), "farmed": chance.choice(FARMED), "other": "", "number": number},
        "premises": {"items": _premises(chance), "done": True},
        "area": {"area": area},
        "alerts": {"crimes": chance.choice(CRIMES)},
        "channels": _channels(chance),
        "consent": {"agreed": ["yes"]},
        "heard-about": heard_about(chance),
        "declaration": {"true": True},
    }


def _joined(scheme: Scheme | None, town: str) -> Mapping[str, str]:
    if scheme is None:
        return {"scheme": NOT_LISTED, "place": town, "unit": "", "name": ""}
    number, name = scheme
    return {"scheme": str(number), "place": "", "unit": str(number), "name": name}


def _scheme_to_start(town: str, chance: Random) -> dict[str, Any]:
    streets = chance.sample(STREETS, chance.randint(1, 3))
    knows = chance.random() < 0.3
    which = "There is an old sign by the bus stop." if knows else ""
    return {
        "streets": {"items": [{"street": street, "town": town} for street in streets], "done": True},
        "households": {"households": chance.randrange(12, 90)},
        "known-scheme": {"known": "yes" if knows else chance.choice(("no", "not_sure")), "which": which},
        "neighbours": {"agree": chance.choice(("yes", "some", "not_yet"))},
    }


def _team_to_start(town: str, others: int, chance: Random) -> dict[str, Any]:
    names = zip(chance.sample(FIRST[0], others), chance.sample(LAST[0], others), strict=True)
    team = [{"name": f"{first} {last}", "email": f"{first}.{last}@example.org".lower()} for first, last in names]
    roads = chance.sample(ROADS, chance.randint(1, 2))
    sites = [{"road": road, "place": town, "limit": limit, "why": chance.choice(WHY)} for road, limit in roads]
    return {
        "team": {"items": team, "done": True},
        "sites": {"items": sites, "done": True},
        "parish": {"support": chance.choice(("yes", "asked", "no"))},
    }


def _premises(chance: Random) -> list[dict[str, Any]]:
    names = chance.sample(PLACES, chance.randint(1, 2))
    return [_place(name, chance) for name in names]


def _place(name: str, chance: Random) -> dict[str, Any]:
    """A point somewhere inland in the map square of the county, as the form keeps it."""
    point = f"ST {chance.randrange(320, 750)} {chance.randrange(150, 550)}"
    return {"name": name, "typed": point, "reference": point, "kind": "grid", "checked": True}


def _channels(chance: Random) -> dict[str, Any]:
    ways = chance.choice((["text", "email"], ["email"], ["text", "phone"]))
    mobile, phone = a_phone(chance), a_phone(chance)
    return {"by": ways, "mobile": mobile if "text" in ways else "", "phone": phone if "phone" in ways else ""}
