"""How much of a rate may be chance, and what is called missing."""

import pytest

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.missing import missing_in, most_missing
from volunteers.trends.rules.rates import poisson_interval, rate_of, strip_of

EXACT, GUARDED = Counting(True, 5), Counting(False, 5)
NAMES = {"north": "North", "south": "South", "new": "New"}
RESIDENTS = {"north": 100_000, "south": 100_000}


# The 95% limits of Garwood's own table (1936); 0 and 10 at 99% by the quantiles of chi-squared.
@pytest.mark.parametrize(
    ("count", "level", "low", "high"),
    [
        (0, 0.95, 0.0, 3.689),
        (1, 0.95, 0.0253, 5.572),
        (10, 0.95, 4.795, 18.390),
        (50, 0.95, 37.111, 65.919),
        (0, 0.99, 0.0, 5.298),
        (10, 0.99, 3.717, 21.398),
    ],
)
def test_the_exact_interval_is_that_of_the_tables(count: int, level: float, low: float, high: float) -> None:
    assert poisson_interval(count, level) == pytest.approx((low, high), abs=0.002)


def test_the_interval_of_a_great_number_is_near_the_normal_one() -> None:
    low, high = poisson_interval(20_000, 0.95)
    assert (low, high) == pytest.approx((20_000 - 277, 20_000 + 277), abs=4)


@pytest.mark.parametrize(
    ("north", "south", "counting", "found"),
    [
        (10, 60, EXACT, ["North"]),
        (25, 35, EXACT, []),  # what chance allows
        (3, 60, GUARDED, []),  # too few to be shown, and so too few to be spoken of
        (0, 0, EXACT, []),
    ],
)
def test_a_place_is_missing_people_beyond_chance_alone(
    north: int, south: int, counting: Counting, found: list[str]
) -> None:
    people = {"north": north, "south": south, "new": 40}
    assert [one.place for one in missing_in("s", "S", people, RESIDENTS, NAMES, counting)] == found


def test_what_is_missing_is_said_as_people_and_one_area_is_compared_with_nothing() -> None:
    (one,) = missing_in("s", "S", {"north": 10, "south": 60}, RESIDENTS, NAMES, EXACT)
    assert (one.fewer, one.together) == (25, pytest.approx(35))
    assert missing_in("s", "S", {"north": 10}, {"north": 100_000}, NAMES, EXACT) == []


def test_the_place_spoken_of_first_is_missing_in_most_kinds() -> None:
    twice = [
        missing_in(name, name, {"north": few, "south": 60}, RESIDENTS, NAMES, EXACT)[0]
        for name, few in (("a", 20), ("b", 10))
    ]
    once = missing_in("c", "c", {"north": 60, "south": 1}, RESIDENTS, NAMES, EXACT)
    assert [one.place for one in most_missing([*once, *twice])] == ["North", "North"]
    assert most_missing([]) == []


def test_a_rate_is_drawn_within_its_line() -> None:
    rate = rate_of(10, 100_000)
    drawn = strip_of(rate, 35.0, 40.0)
    assert 0 < drawn.low < drawn.at < drawn.low + drawn.length < (drawn.together or 0) < drawn.width
