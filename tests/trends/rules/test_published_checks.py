"""What is refused of a file that others published, and in which words."""

from datetime import date

import pytest

from volunteers.trends.rules.forces import ALL_FORCES, FORCES, force_slug, region_slug
from volunteers.trends.rules.published import PublishedRow
from volunteers.trends.rules.published_checks import check_census, latest_release, noise_allowed, whole_number


def a_row(value: int, note: str | None = None) -> PublishedRow:
    return PublishedRow("a/force/kent", date(2018, 9, 30), "30 September 2018", value, "exact", "X", None, note)


def a_census(*rows: tuple[str, str, str, str, str]) -> list[tuple[int, dict[str, str]]]:
    names = ("characteristic", "area", "category", "count", "area_total")
    return [(number, dict(zip(names, row, strict=True))) for number, row in enumerate(rows, 2)]


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


def test_small_noise_of_the_source_is_let_through_and_no_more() -> None:
    assert (noise_allowed(1_000), noise_allowed(1_000_000)) == (10, 200)
    check_census(a_census(("sex", "Bristol", "Female", "500", "1010"), ("sex", "Bristol", "Male", "500", "1010")))
    with pytest.raises(ValueError, match="line 2: the rows of sex in Bristol add up to 1,000 and not to 1,011"):
        check_census(a_census(("sex", "Bristol", "Female", "500", "1011"), ("sex", "Bristol", "Male", "500", "1011")))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("sex", "Bristol", "Male", "-5", "100")], "line 2: '-5' is not a whole number"),
        ([("sex", "Bristol", "Male", "9", "9"), ("sex", "Bristol", "Male", "9", "9")], "stands already in line 2"),
        ([("sex", "Bristol", "Male", "9", "9"), ("sex", "Bristol", "Female", "9", "8")], "line 3: two totals"),
        ([("sex", "Avon and Somerset", "All", "90", "90"), ("sex", "Bristol", "All", "50", "50")],
         "the areas of sex add up to 50 and not to 90"),
        ([("age_band", "Bristol", "18+", "99", "99")], "add up to 0 and not to 99"),
    ],
)  # fmt: skip
def test_a_census_that_does_not_add_up_is_refused(rows: list[tuple[str, str, str, str, str]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_census(a_census(*rows))
