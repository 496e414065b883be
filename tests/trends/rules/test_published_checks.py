"""What is refused of a file that others published, and in which words."""

from datetime import date

import pytest

from volunteers.trends.rules.forces import ALL_FORCES, FORCES, force_slug, region_slug
from volunteers.trends.rules.published import PublishedRow
from volunteers.trends.rules.published_checks import latest_release, noise_allowed, whole_number


def a_row(value: int, note: str | None = None) -> PublishedRow:
    return PublishedRow("a/force/kent", date(2018, 9, 30), "30 September 2018", value, "exact", "X", None, note)


def test_the_43_forces_are_known_by_every_spelling() -> None:
    assert len(FORCES) == ALL_FORCES
    assert force_slug("Avon & Somerset") == force_slug("Avon and Somerset") == "avon_and_somerset"
    assert FORCES[force_slug("London, City of")].name == "City of London"
    assert region_slug("South West") == "south_west"


@pytest.mark.parametrize("name", ["Atlantis", "British Transport Police", ""])
def test_another_body_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not one of the 43 forces"):
        force_slug(name)


@pytest.mark.parametrize("text", ["-3", "1.5", "n/a", "", "1,234", "²", " 7"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a whole number of 0 or more"):
        whole_number(text)


def test_the_later_release_wins_in_either_order() -> None:
    early, late = (2, a_row(10, "Sep 2018 release")), (3, a_row(12, "Mar 2019 release (tables)"))

    assert [row.value for row in latest_release([early, late])] == [12]
    assert [row.value for row in latest_release([late, early])] == [12]


@pytest.mark.parametrize("note", [None, "Sep 2018 release"])
def test_the_same_number_twice_is_refused_by_both_lines(note: str | None) -> None:
    with pytest.raises(ValueError, match="line 9: a/force/kent at 30 September 2018 stands already in line 4"):
        latest_release([(4, a_row(10, note)), (9, a_row(10, note))])


def test_small_noise_of_the_source_is_let_through() -> None:
    assert (noise_allowed(1_000), noise_allowed(1_000_000)) == (10, 200)
