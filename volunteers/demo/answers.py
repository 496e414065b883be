"""Believable answers to the Special Constabulary's form, stored as the form stores them."""

from datetime import date
from random import Random
from typing import Any

from volunteers.applications.rules.choices import SOURCES
from volunteers.demo.answers_person import address_of
from volunteers.demo.names import Person

STUDENT = "Student"
JOBS = (
    ("Teaching assistant", "Hillcote Primary School"),
    ("Software tester", "Brightwell Systems"),
    ("Warehouse supervisor", "Avonvale Logistics"),
    (STUDENT, "University"),
    ("Care home manager", "Orchard Lane Care"),
    ("Accounts assistant", "Penfold and Marsh"),
    ("Electrician", ""),
    ("Shop manager", "Corner and Co"),
    ("Call handler", "Westward Insurance"),
    ("Project officer", "Local council"),
    ("Chef", "The Old Mill Kitchen"),
    ("Lab technician", "Severn Materials"),
)
SCHOOLING = ("GCSEs and A levels", "Degree in history", "BTEC in public services", "NVQ level 3", "GCSEs")
TIMES = (["weekday_evenings"], ["weekends"], ["weekday_evenings", "weekends"], ["weekday_days", "weekends"])


def answers_of(person: Person, area: str, chance: Random, on: date) -> dict[str, Any]:
    """The whole form of one person, as filled in about a day."""
    occupation, employer = chance.choice(JOBS)
    eligibility = _eligibility(chance)
    return {
        **eligibility,
        "name": {"first_name": person.first_name, "last_name": person.last_name, "previous_names": "",
                 "preferred_name": ""},
        "date-of-birth": {"birth_date": person.birth_date.isoformat()},
        "birthplace": {"town": chance.choice(("Bristol", "Bath", "Cardiff", "London", "Exeter", "Taunton")),
                       "country": "United Kingdom"},
        "address": address_of(area, chance, on),
        "earlier-addresses": {"items": [], "done": True},
        "contact": {"phone": f"07700 900{chance.randrange(1000):03d}"},
        **({"offences": _offences(on)} if eligibility["convictions"]["answer"] == "yes" else {}),
        "driving": {"licence": chance.choices(("full", "provisional", "none"), (8, 1, 1))[0], "number": "",
                    "penalty_points": ""},
        "employment": {"occupation": occupation, "employer": employer},
        "activities": _activities(occupation, employer, chance, on),
        "education": {"education": chance.choice(SCHOOLING)},
        "adjustments": {"needed": "no", "what": ""},
        "tattoos": {"any": "no", "describe": ""},
        "availability": {"hours": chance.choice((16, 16, 20, 24)), "when": chance.choice(TIMES)},
        "commitments": {"agreed": ["hours", "years", "training", "fitness", "conduct", "tell"]},
        "area": {"area": area},
        "heard-about": {"source": chance.choice(SOURCES[:-1])[0], "other": ""},
        "declaration": {"true": True},
    }  # fmt: skip


def _eligibility(chance: Random) -> dict[str, Any]:
    stay = "british_or_irish" if chance.random() < 0.93 else "unrestricted"
    return {
        "in-area": {"answer": "near" if chance.random() < 0.06 else "lives"},
        "residence": {"answer": "yes"},
        "right-to-stay": {"answer": stay},
        "occupation": {"answer": "ambulance_or_medical" if chance.random() < 0.04 else "none"},
        "finance": {"answer": "none"},
        "memberships": {"answer": "none"},
        "convictions": {"answer": "yes" if chance.random() < 0.05 else "no"},
    }


def _offences(on: date) -> dict[str, Any]:
    """What someone tells who was cautioned once, long ago."""
    caution = {"what": "A caution for criminal damage", "happened": date(on.year - 14, 6, 1).isoformat(),
               "outcome": "A caution", "more": "I was young, and I paid for the window."}  # fmt: skip
    return {"items": [caution], "done": True}


def _activities(occupation: str, employer: str, chance: Random, on: date) -> dict[str, Any]:
    """One job that reaches back further than is asked."""
    began = date(on.year - chance.randint(4, 9), chance.randrange(1, 13), 1)
    kind = "study" if occupation == STUDENT else "work"
    job = {"kind": kind, "what": occupation, "where": employer, "began": began.isoformat(), "ended": ""}
    return {"items": [job], "done": True}
