"""A role that someone may not take yet is said with the day from which they may."""

from datetime import date
from typing import Any

import pytest

from volunteers.forces.rules import SupportRole
from volunteers.strands.rules import Outcome, judge_roles

ROLES = (
    SupportRole("driver", "Driver", "Drive.", 2, 25, needs_driving=True),
    SupportRole("leader", "Cadet leader", "Lead.", 2, 18),
    SupportRole("chaplain", "Chaplain", "Listen.", 2, 16),
)
ON = date(2026, 5, 4)


def judged(role: str = "", *others: str, born: str = "", since: str = "", on: date = ON) -> list[tuple[Any, ...]]:
    answers = {
        "role": {"role": role},
        "other-roles": {"roles": list(others)},
        "date-of-birth": {"birth_date": born},
        "driver": {"since": since},
    }
    found = judge_roles(ROLES, answers, on, licence_months=12)
    return [(each.question, each.outcome, each.clears_on) for each in found]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"role": "driver", "born": "2001-05-04", "since": "2020-01-01"}, []),
        ({"role": "driver", "born": "2001-05-05"}, [("role", Outcome.NOT_YET, date(2026, 5, 5))]),
        ({"role": "driver", "born": "2004-02-29"}, [("role", Outcome.NOT_YET, date(2029, 3, 1))]),
        ({"role": "leader", "born": "2008-05-04"}, []),
        ({"role": "leader", "born": "2008-05-05"}, [("role", Outcome.NOT_YET, date(2026, 5, 5))]),
        ({"role": "chaplain", "born": "2009-01-01"}, []),
        ({"role": "driver", "since": "2025-03-01"}, []),
        ({"role": "driver", "since": "2025-04-01"}, []),
        ({"role": "driver", "since": "2025-05-01"}, [("driver", Outcome.NOT_YET, date(2026, 6, 1))]),
        ({"role": "chaplain", "since": "2026-05-01"}, []),
        ({"role": "gone"}, [("role", Outcome.NO, None)]),
        ({}, []),
    ],
)
def test_the_first_choice(given: dict[str, str], found: list[tuple[Any, ...]]) -> None:
    assert judged(**given) == found


def test_other_roles_are_judged_by_age_and_not_by_licence() -> None:
    assert judged("chaplain", "driver", "leader", born="2007-05-04", since="2026-04-01") == [
        ("other-roles", Outcome.NOT_YET, date(2032, 5, 4))
    ]
    assert judged("chaplain", "none", born="2007-05-04") == []
    assert judged("chaplain", "gone") == [("other-roles", Outcome.NO, None)]


def test_it_is_said_in_words_with_the_day() -> None:
    answers = {
        "role": {"role": "driver"},
        "date-of-birth": {"birth_date": "2004-05-05"},
        "driver": {"since": "2026-01-01"},
    }
    age, licence = judge_roles(ROLES, answers, ON, licence_months=12)
    assert age.message == (
        "For the role “Driver” you must be 25 or over. You can take it from 5 May 2029. Choose another role for now."
    )
    assert licence.message == (
        "To drive for us you must have held a full licence for more than 12 months. You can from 1 February 2027. "
        "Choose another role for now."
    )


def test_nothing_answered_is_nothing_judged() -> None:
    assert judge_roles(ROLES, {}, ON, licence_months=12) == []
    assert judge_roles(ROLES, {"role": {}, "other-roles": {}, "driver": {}}, ON, licence_months=12) == []
