"""The way through the form of the police cadets: a few questions, and more once a guardian has agreed."""

from typing import Any

from tests.applications.walks import ADDRESS, Walk
from volunteers import clock

GUARDIAN = {"name": "Jo Tiller", "relation": "mother", "email": "jo@example.org", "phone": "07700 900 123"}
MORE: dict[str, dict[str, Any]] = {
    "birthplace": {"town": "Taunton", "country": "United Kingdom"},
    "address": ADDRESS,
    "school": {"kind": "school", "school": "Castle School", "town": "Taunton"},
    "second-guardian": {
        "has": "yes", "name": "Al Tiller", "relation": "father", "phone": "07700 900 124", "email": "al@example.org",
    },
    "weekly-attendance": {"weekly": "mostly", "what": "Swimming on some Thursdays"},
    "adjustments": {"needed": "no", "what": ""},
    "heard-about": {"source": "event", "other": ""},
}  # fmt: skip


def born(age: int = 14) -> dict[str, Any]:
    """The date of birth of someone of that age since some weeks."""
    today = clock.today()
    return {"birth_date": ["1", "1", str(today.year - age)]}


def cadet_walk(unit_id: int, *, age: int = 14) -> Walk:
    """The questions before the form is sent, for that unit."""
    unit = {"unit": {"unit": str(unit_id)}}
    return Walk(
        "cadets",
        {**unit, "date-of-birth": born(age)},
        {
            "name": {"first_name": "Sam", "last_name": "Tiller"},
            "date-of-birth": born(age),
            **unit,
            "guardian": GUARDIAN,
        },
    )
