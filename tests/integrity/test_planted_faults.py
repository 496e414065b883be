"""A look whose pass is to count must first have failed: every impossible state is planted once, and found."""

import pytest
from sqlalchemy.orm import Session

from tests.integrity.planted import PLANTED
from tests.integrity.planted.planting import Planter
from volunteers.integrity.models import Finding
from volunteers.integrity.queries import STATES
from volunteers.integrity.service import look_for_impossible

BY_CODE = {state.code: state for state in STATES}
# How many are found where their numbers are not shown.
COUNTED_ONLY = {"typed_kept": 1, "equality_linked": 10}


def look_for(code: str) -> Finding:
    return look_for_impossible(states=[BY_CODE[code]]).findings[0]


def test_there_are_twenty_at_least_each_with_words_of_its_own() -> None:
    assert len(BY_CODE) == len(STATES) >= 20
    assert len({state.means for state in STATES}) == len(STATES)
    assert all(state.why.endswith(".") and state.means.endswith(".") for state in STATES)


def test_every_state_is_planted_at_least_once() -> None:
    assert set(PLANTED) == set(BY_CODE)


@pytest.mark.parametrize(
    ("code", "planter"),
    [
        pytest.param(code, planter, id=f"{code}-{planter.__name__}")
        for code, planters in PLANTED.items()
        for planter in planters
    ],
)
def test_what_was_planted_is_found_and_nothing_else(session: Session, code: str, planter: Planter) -> None:
    assert look_for(code).count == 0

    expected = planter()
    session.flush()
    finding = look_for(code)

    assert finding.failure is None
    assert finding.ids == sorted(expected)
    assert finding.count == (COUNTED_ONLY.get(code) or len(expected))
