"""A measure as each viewer may see it."""

from datetime import date

import pytest

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.measured import SHOWN, Cell, cells, change, retention_cells, told
from volunteers.trends.rules.measures import DEFINITIONS, Measure
from volunteers.trends.rules.series import MonthlySeries

EXACT, GUARDED = Counting(is_exact=True, fewest=5), Counting(is_exact=False, fewest=5)
MONTHS = [date(2024 + at // 12, at % 12 + 1, 1) for at in range(24)]


def a_series(**values: int) -> MonthlySeries:
    """The same value in each of 24 months."""
    return MonthlySeries(MONTHS, {Measure(name): dict.fromkeys(MONTHS, value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("measure", "values", "exact", "guarded"),
    [
        (Measure.HEADCOUNT, {"headcount": 240}, "240", "240"),
        (Measure.HEADCOUNT, {"headcount": 4}, "4", "fewer than 5"),
        (Measure.LEAVERS, {"leavers": 3}, "36", "36"),
        (Measure.NET_CHANGE, {"joiners": 3, "leavers": 4}, "−12", "−12"),
        (Measure.HOURS, {"hours": 90}, "18", "18"),
        (Measure.HOURS_PER_HEAD, {"hours": 600, "headcount": 4}, "2.5", "not shown"),
        (Measure.VACANCIES, {"vacancies": 2}, "2", "2"),
        (Measure.CONVERSION, {}, "not known", "not known"),
    ],
)
def test_a_value_and_what_is_made_of_it_are_guarded_alike(
    measure: Measure, values: dict[str, int], exact: str, guarded: str
) -> None:
    series = a_series(**values)
    assert [told(series, measure, series.year, how).words for how in (EXACT, GUARDED)] == [exact, guarded]


def test_net_change_of_few_joiners_would_give_them_away() -> None:
    series = MonthlySeries(MONTHS, {Measure.JOINERS: {MONTHS[-1]: 2}, Measure.LEAVERS: dict.fromkeys(MONTHS, 5)})
    assert told(series, Measure.NET_CHANGE, series.year, GUARDED).words == "not shown"
    assert told(series, Measure.NET_CHANGE, series.year, EXACT).words == "−58"


@pytest.mark.parametrize(("counting", "words"), [(EXACT, ["6 of 10", "60%"]), (GUARDED, ["not shown", ""])])
def test_a_share_of_few_people_is_not_told(counting: Counting, words: list[str]) -> None:
    parts = {
        (measure, part): {MONTHS[-1]: value}
        for measure, value in ((Measure.ANNIVERSARIES, 10), (Measure.STILL_SERVING, 6))
        for part in ("6", "12", "24")
    }
    series = MonthlySeries(MONTHS, {}, parts=parts)
    assert [[cell.words, cell.share] for cell in retention_cells(series, counting)] == [words] * 3


def test_where_one_small_number_is_hidden_another_goes_with_it() -> None:
    rows = [("Bath", 40), ("Bristol", 12), ("Somerset", 3)]

    assert cells(rows, GUARDED, measure=Measure.HEADCOUNT) == [
        Cell("Bath", "40"), Cell("Bristol", "not shown"), Cell("Somerset", "fewer than 5"),
    ]  # fmt: skip
    assert [cell.words for cell in cells(rows, EXACT, measure=Measure.HEADCOUNT)] == ["40", "12", "3"]
    assert cells([*rows, ("Mendip", 2)], GUARDED, measure=Measure.HEADCOUNT) == [
        Cell("Bath", "40"), Cell("Bristol", "12"), Cell("Mendip", "fewer than 5"), Cell("Somerset", "fewer than 5"),
    ]  # fmt: skip


def test_a_small_number_alone_stands_for_itself() -> None:
    assert cells([("Farm Watch", 3)], GUARDED, measure=Measure.HEADCOUNT) == [Cell("Farm Watch", "fewer than 5")]


def test_a_year_is_held_against_the_one_before_where_both_may_be_told() -> None:
    grown = MonthlySeries(MONTHS, {Measure.HEADCOUNT: {MONTHS[11]: 200, MONTHS[23]: 212}})
    few = MonthlySeries(MONTHS, {Measure.HEADCOUNT: {MONTHS[11]: 3, MONTHS[23]: 212}})

    assert change(grown, Measure.HEADCOUNT, GUARDED) == "+12 in a year"
    assert change(few, Measure.HEADCOUNT, GUARDED) == ""


def test_every_measure_with_a_page_has_its_formula_and_source_in_words() -> None:
    assert all(DEFINITIONS[one].formula.endswith(".") and DEFINITIONS[one].source.endswith(".") for one in SHOWN)
