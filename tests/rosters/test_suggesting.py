"""Who is suggested first for a place, as a table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.rosters.rules.suggesting import Helper, burden, in_turn

TODAY = date(2026, 11, 20)
LATELY, LONG_AGO = date(2026, 11, 18), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(Helper(1, "Z", minutes=60), Helper(2, "A", minutes=600), id="fewer hours"),
        pytest.param(Helper(1, "Z", last_on=LONG_AGO), Helper(2, "A", last_on=LATELY), id="longer since a duty"),
        pytest.param(Helper(1, "Z"), Helper(2, "A", last_on=LATELY), id="never out"),
        pytest.param(Helper(1, "Z", miles=0), Helper(2, "A", miles=25), id="nearer"),
        pytest.param(Helper(1, "Z", miles=2), Helper(2, "A"), id="near before unknown"),
        pytest.param(Helper(1, "Z"), Helper(2, "A", miles=60), id="unknown before far"),
        pytest.param(Helper(1, "Z", minutes=900), Helper(2, "A", is_usual=False), id="usual times before the others"),
        pytest.param(
            Helper(1, "Z", minutes=60, is_usual=True), Helper(2, "A", minutes=120), id="unsaid is not outside"
        ),
        pytest.param(Helper(2, "Ann"), Helper(1, "Ben"), id="equals by name"),
        pytest.param(Helper(1, "Ann"), Helper(2, "ann"), id="equal names by number"),
    ],
)
def test_who_stands_before_whom(before: Helper, after: Helper):
    assert in_turn([after, before], today=TODAY) == [before, after]
    assert in_turn([before, after], today=TODAY) == [before, after]


@pytest.mark.parametrize(
    ("helper", "expected"),
    [
        (Helper(1, "A", minutes=600, last_on=TODAY, miles=0), 10.0),
        (Helper(1, "A", minutes=600, last_on=date(2026, 11, 14), miles=4), 10.0),
        (Helper(1, "A", last_on=LONG_AGO, miles=0), -30.0),
        (Helper(1, "A", miles=0), -30.0),
        (Helper(1, "A", last_on=TODAY), 5.0),
    ],
)
def test_hours_days_and_miles_weigh_as_they_are_said_to(helper: Helper, expected: float):
    assert burden(helper, today=TODAY) == pytest.approx(expected)


HELPERS = st.lists(
    st.builds(
        Helper,
        volunteer_id=st.integers(1, 10_000),
        name=st.sampled_from(["Ann", "Ben", "Siân", "Łukasz"]),
        minutes=st.integers(0, 20_000),
        last_on=st.none() | st.dates(date(2026, 1, 1), TODAY),
        miles=st.none() | st.floats(0, 100),
        is_usual=st.sampled_from([None, True, False]),
    ),
    unique_by=lambda one: one.volunteer_id,
)


@given(HELPERS, st.randoms())
def test_the_order_does_not_depend_on_the_order_they_came_in(helpers: list[Helper], chance):
    shuffled = list(helpers)
    chance.shuffle(shuffled)
    assert in_turn(shuffled, today=TODAY) == in_turn(helpers, today=TODAY)
    outside = [one.is_usual is False for one in in_turn(helpers, today=TODAY)]
    assert outside == sorted(outside)
