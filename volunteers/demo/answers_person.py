"""What every form of the demonstration asks alike, answered as the forms store it. All of it is invented."""

from datetime import date
from random import Random
from typing import Any

from volunteers.applications.rules.choices import SOURCES
from volunteers.demo.names import Person
from volunteers.demo.stations import towns_of

STREETS = ("Church Road", "Station Road", "Mill Lane", "Orchard Close", "Hill View", "The Green", "Bridge Street")
TRADES = (
    ("Teaching assistant", "Hillcote Primary School"),
    ("Warehouse supervisor", "Avonvale Logistics"),
    ("Retired nurse", ""),
    ("Accounts assistant", "Penfold and Marsh"),
    ("Electrician", ""),
    ("Shop manager", "Corner and Co"),
    ("Student", "University"),
    ("Looking after family", ""),
    ("Retired teacher", ""),
    ("Project officer", "Local council"),
)
HELP = (
    "I am hard of hearing, so a quiet room for meetings would help.",
    "Letters in large print, please.",
    "I use a wheelchair: a place without steps, please.",
)
NO_HELP = {"needed": "no", "what": ""}


def about_you(person: Person, area: str, chance: Random, on: date) -> dict[str, Any]:
    """Name, date of birth, address and telephone, as filled in about a day."""
    return {
        "name": {"first_name": person.first_name, "last_name": person.last_name, "previous_names": "",
                 "preferred_name": ""},
        "date-of-birth": {"birth_date": person.birth_date.isoformat()},
        "address": address_of(area, chance, on),
        "contact": {"phone": a_phone(chance)},
    }  # fmt: skip


def address_of(area: str, chance: Random, on: date) -> dict[str, str]:
    """An invented street, and a postcode that stands for nowhere: one of the towns would be somebody's home."""
    return {
        "line_1": f"{chance.randrange(1, 140)} {chance.choice(STREETS)}",
        "line_2": "",
        "town": a_town(area, chance),
        "county": "",
        "postcode": "ZZ99 3VZ",
        "moved_in": f"{on.year - chance.randint(4, 12)}-{chance.randrange(1, 13):02d}-01",
    }


def a_town(area: str, chance: Random) -> str:
    """One of the towns of an area; the teams of Bristol are named for parts of it."""
    town = chance.choice(towns_of(area, area.replace("_", " ").title()))
    return "Bristol" if town.startswith("Bristol ") else town


def a_phone(chance: Random) -> str:
    """A number set aside for drama: nobody is ever rung on it."""
    return f"07700 900{chance.randrange(1000):03d}"


def heard_about(chance: Random) -> dict[str, str]:
    """How someone heard of us."""
    return {"source": chance.choice(SOURCES[:-1])[0], "other": ""}


def adjustments(chance: Random) -> dict[str, str]:
    """Most need nothing, some say what would help."""
    return {"needed": "yes", "what": chance.choice(HELP)} if chance.random() < 0.15 else dict(NO_HELP)
