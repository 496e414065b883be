"""Occupations for tests: good in every detail that a test does not name."""

import itertools
from typing import Any

from volunteers.extensions import db
from volunteers.forces.rules import OccupationOutcome
from volunteers.strands.models import Occupation

_numbers = itertools.count(1)
SPECIALS = "special_constabulary"


def an_occupation(name: str = "Astronaut", **changes: Any) -> Occupation:
    """An occupation of the force's own list that refuses for the Special Constabulary. Flushed, not committed."""
    number = next(_numbers)
    values = {
        "code": f"occupation_{number}", "name": name, "outcome": OccupationOutcome.REFUSE, "note": "",
        "strands": [SPECIALS], "position": number, "version": 1, **changes,
    }  # fmt: skip
    made = Occupation(**values)
    db.session.add(made)
    db.session.flush()
    return made
