"""Conversion stage by stage."""

import pytest

from volunteers.trends.rules.conversion import StageName, convert
from volunteers.trends.rules.counts import Counting

PATH = [StageName("submitted", "Form review"), StageName("interview", "Interview"), StageName("appointed", "Appointed")]
EXACT = Counting(is_exact=True, fewest=5)


def conversion(reached: dict[str, int], counting: Counting = EXACT):  # type: ignore[no-untyped-def]
    return convert(PATH, reached, unsuccessful="unsuccessful", withdrawn="withdrawn", counting=counting)


def test_shares_of_all_and_of_the_stage_before() -> None:
    found = conversion({"submitted": 40, "interview": 20, "appointed": 5, "unsuccessful": 12, "withdrawn": 3})

    assert [(step.reached.words, step.of_all, step.of_previous) for step in found.steps] == [
        ("40", "", ""),
        ("20", "50%", "50%"),
        ("5", "12%", "25%"),
    ]
    assert (found.unsuccessful.known, found.withdrawn.known, found.under_way.known) == (12, 3, 20)


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ({"submitted": 10, "appointed": 4}, [10, 4, 4]),  # the interview was passed over
        ({"appointed": 4}, [4, 4, 4]),
        ({"submitted": 10, "retired_stage": 9}, [10, 0, 0]),
        ({}, [0, 0, 0]),
    ],
)
def test_a_stage_passed_over_counts_as_reached(reached: dict[str, int], expected: list[int]) -> None:
    assert [step.reached.known for step in conversion(reached).steps] == expected


def test_the_narrowest_place_is_between_two_stages() -> None:
    before, after = conversion({"submitted": 40, "interview": 30, "appointed": 15}).narrowest

    assert (before.name, after.name, after.of_previous) == ("Interview", "Appointed", "50%")


def test_nothing_is_called_narrow_where_shares_are_not_told() -> None:
    few = conversion({"submitted": 10, "interview": 8, "appointed": 4}, Counting(is_exact=False, fewest=5))

    assert few.narrowest is None
    assert few.steps[2].reached.words == "fewer than 5"
    assert few.under_way is None  # it would give away how few
    assert conversion({}).is_empty
