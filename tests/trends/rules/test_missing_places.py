"""From which number on a place counts as missing people: by arithmetic that can be done again with a table."""

import pytest

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.missing import missing_in
from volunteers.trends.rules.rates import poisson_interval

# Adults of the Census of 2021: Somerset has 461,854 of 1,405,173, that is 32.87%.
RESIDENTS = {"somerset": 461_854, "elsewhere": 943_319}


def test_the_interval_is_that_of_the_printed_tables() -> None:
    """Half the chi-squared of 12 degrees at 0.5% and of 14 at 99.5%: 3.074 / 2 and 31.319 / 2."""
    assert poisson_interval(6) == (pytest.approx(1.537, abs=0.001), pytest.approx(15.660, abs=0.001))


@pytest.mark.parametrize(("together", "is_missing"), [(46, False), (47, False), (48, True), (66, True)])
def test_six_are_too_few_once_more_than_what_chance_allows_were_due(together: int, is_missing: bool) -> None:
    """Six allow for a mean of up to 15.66. Of 47 people 15.45 were due in Somerset, of 48 15.78: the first too many."""
    people = {"somerset": 6, "elsewhere": together - 6}
    names = {"somerset": "Somerset", "elsewhere": "Elsewhere"}

    found = missing_in("specials", "Specials", people, RESIDENTS, names, Counting(is_exact=True, fewest=5))

    assert [one.place for one in found] == (["Somerset"] if is_missing else [])
