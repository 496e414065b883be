"""A whole Special Constabulary form, filled in as someone would."""

from datetime import date
from typing import Any


def answers_of(
    first_name: str = "Ada",
    last_name: str = "Lovelace",
    birth_date: date = date(1990, 12, 10),
    area: str | None = "bristol",
) -> dict[str, Any]:
    """Every answer as it is stored: {question: {field: plain value}}."""
    return {
        "in-area": {"answer": "lives"},
        "residence": {"answer": "yes"},
        "right-to-stay": {"answer": "british_or_irish"},
        "occupation": {"answer": "none"},
        "finance": {"answer": "none"},
        "memberships": {"answer": "none"},
        "convictions": {"answer": "no"},
        "name": {"first_name": first_name, "last_name": last_name, "previous_names": "", "preferred_name": ""},
        "date-of-birth": {"birth_date": birth_date.isoformat()},
        "birthplace": {"town": "London", "country": "United Kingdom"},
        "address": {
            "line_1": "12 St James's Square", "line_2": "", "town": "Bristol", "county": "", "postcode": "BS1 4DJ",
            "moved_in": "2015-06-01",
        },
        "earlier-addresses": {"items": [], "done": True},
        "contact": {"phone": "07700 900 982"},
        "driving": {"licence": "full", "number": "", "penalty_points": ""},
        "employment": {"occupation": "Analyst", "employer": "Babbage and Company"},
        "activities": {
            "items": [
                {"kind": "work", "what": "Analyst", "where": "Babbage and Company", "began": "2012-09-01", "ended": ""}
            ],
            "done": True,
        },
        "education": {"education": "Degree in mathematics, 2012"},
        "adjustments": {"needed": "no", "what": ""},
        "tattoos": {"any": "no", "describe": ""},
        "availability": {"hours": 20, "when": ["weekday_evenings", "weekends"]},
        "commitments": {"agreed": ["hours", "years", "training", "fitness", "conduct", "tell"]},
        "area": {"area": area},
        "heard-about": {"source": "friend", "other": ""},
        "declaration": {"true": True},
    }  # fmt: skip
