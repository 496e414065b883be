"""What is read from an outlook."""

from datetime import date

import pytest

from volunteers.trends.forecast.outlook import Outlook, outlook_of

DAY = date(2027, 3, 31)


def test_middle_and_ranges_are_read_from_the_draws() -> None:
    found = outlook_of([DAY], [list(range(1001))])
    assert found.median(0) == 500
    assert found.span(0, 80) == (100, 900)
    assert found.span(0, 50) == (250, 750)


@pytest.mark.parametrize(
    ("at_least", "chance"), [(-1, 1), (0, 1), (100, 0.9), (500, 0.5), (505, 0.495), (1000, 0), (2000, 0)]
)
def test_chance_is_read_between_the_percentiles(at_least: float, chance: float) -> None:
    assert outlook_of([DAY], [list(range(1001))]).chance_of(0, at_least=at_least) == pytest.approx(chance)


def test_a_value_that_all_draws_share_is_certain_or_impossible() -> None:
    found = outlook_of([DAY], [[7] * 10])
    assert (found.chance_of(0, at_least=7), found.chance_of(0, at_least=8)) == (1, 0)


@pytest.mark.parametrize("row", [(1.0,) * 100, (*(1.0,) * 100, 0.5)])
def test_percentiles_that_are_missing_or_fall_are_refused(row: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="101 percentiles"):
        Outlook((DAY,), (row,))
