"""The single series: the method that was best where the answer is known, and ranges made of its own errors."""

import random
from datetime import date

import pytest

from volunteers.trends.forecast.choosing import choose_and_forecast
from volunteers.trends.forecast.series import coming_dates

MONTHS = [date(2020, 1, 31), *coming_dates([date(2019, 12, 31), date(2020, 1, 31)], 59)]


def _ahead(known: int, count: int = 12) -> tuple[date, ...]:
    return coming_dates(MONTHS[:known], count)


def test_too_few_months_are_refused_in_words() -> None:
    found = choose_and_forecast([5.0] * 11, MONTHS[:11], ahead=_ahead(11))
    assert (found.outlook, found.scores) == (None, ())
    assert found.refusal == "11 months are known. At least 12 are needed for a forecast."


def test_a_straight_line_goes_on() -> None:
    found = choose_and_forecast([100.0 + 3 * at for at in range(24)], MONTHS[:24], ahead=_ahead(24))
    assert found.outlook is not None
    assert [found.outlook.median(at) for at in (0, 11)] == pytest.approx([172, 205], abs=1)
    assert found.scores[0].mase == pytest.approx(0, abs=0.01)


def test_a_season_is_found_and_goes_on() -> None:
    chance = random.Random(1)
    joined = [20.0 * (at % 12 in (8, 9)) + chance.choice((3, 4, 5)) for at in range(48)]
    found = choose_and_forecast(joined, MONTHS[:48], ahead=_ahead(48))
    assert "season" in found.method
    assert found.outlook is not None
    high = {at for at in range(12) if found.outlook.median(at) > 15}
    assert high == {8, 9}


@pytest.mark.parametrize("values", [[0.0] * 20, [7.0] * 20, [0.0] * 19 + [500.0], [500.0] * 19 + [0.0]])
def test_odd_series_stay_sane(values: list[float]) -> None:
    found = choose_and_forecast(values, MONTHS[:20], ahead=_ahead(20, 36))
    assert found.outlook is not None
    for at in range(36):
        low, high = found.outlook.span(at, 80)
        assert 0 <= low <= found.outlook.median(at) <= high < 100_000
        assert low == round(low)
    low, high = found.outlook.span(35, 80)
    assert low < high


def test_its_range_holds_about_as_often_as_it_says() -> None:
    """Over random walks, counts about a level, and levels under noise: 30 months known, a year ahead."""
    inside = asked = 0
    for seed in range(12):
        truth = _made(seed, 42)
        found = choose_and_forecast(truth[:30], MONTHS[:30], ahead=_ahead(30))
        assert found.outlook is not None
        for at in range(12):
            low, high = found.outlook.span(at, 80)
            inside += low <= truth[30 + at] <= high
            asked += 1
    assert 0.72 <= inside / asked <= 0.93


def _made(seed: int, size: int) -> list[float]:
    chance, level, made = random.Random(seed), 300.0, []
    for _ in range(size):
        level += chance.gauss(0, (4, 0, 1)[seed % 3])
        made.append(float(max(0, round(level + chance.gauss(0, (0, 6, 4)[seed % 3])))))
    return made
