"""Figures by month, the headlines made of them, and the measures they are of."""

from datetime import date

import pytest

from volunteers.trends.rules import DEFINITIONS, TARGET_MEASURES, Measure
from volunteers.trends.rules.areas import area_rows
from volunteers.trends.rules.conversion import StageName, convert
from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.headlines import answers, baseline_words, headlines
from volunteers.trends.rules.pictures import flows_picture, headcount_picture, hours_picture
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.trend import Direction

MONTHS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(30)]
EXACT, GUARDED = Counting(is_exact=True, fewest=5), Counting(is_exact=False, fewest=5)
NOTHING = convert([StageName("a", "A")], {}, unsuccessful="u", withdrawn="w", counting=EXACT)


def series(months: int = 30, *, running: date | None = None) -> MonthlySeries:
    """Headcount 101, 102, ...; seven joiners, six leavers (two progressed) and 90 minutes in every month."""
    every = MONTHS[:months] + ([running] if running else [])
    values = {
        Measure.HEADCOUNT: {month: 101 + place for place, month in enumerate(every)},
        Measure.JOINERS: dict.fromkeys(every, 7),
        Measure.LEAVERS: dict.fromkeys(every, 6),
        Measure.PROGRESSED: dict.fromkeys(every, 2),
        Measure.HOURS: dict.fromkeys(every, 90),
    }
    return MonthlySeries(MONTHS[:months], values, running)


def test_every_measure_has_one_definition_in_words() -> None:
    assert set(DEFINITIONS) == set(Measure)
    assert all(one.formula.endswith(".") and one.source.endswith(".") for one in DEFINITIONS.values())
    assert Measure.LEAVERS not in TARGET_MEASURES


def test_hours_are_rounded_down_after_they_are_added_up() -> None:
    assert series().of(Measure.HOURS, MONTHS[0]) == 1
    assert series().total(Measure.HOURS, MONTHS[:2]) == 3


def test_the_year_and_the_one_before() -> None:
    assert (series().year[0], series().year[-1]) == (MONTHS[18], MONTHS[29])
    assert list(series().year_before) == MONTHS[6:18]
    assert list(series(23).year_before) == []


@pytest.mark.parametrize(("last", "months"), [(date(2024, 3, 31), 3), (date(2024, 3, 30), 2), (date(2023, 12, 31), 0)])
def test_the_figures_as_they_stood(last: date, months: int) -> None:
    assert len(series().until(last).months) == months


def test_a_month_that_is_not_stored_is_zero() -> None:
    assert series().of(Measure.APPLICATIONS, MONTHS[0]) == 0


def test_headlines() -> None:
    found = headlines(series(running=date(2026, 7, 1)), EXACT, date(2026, 7, 9))

    assert [(one.name, one.value, one.note) for one in found] == [
        ("Headcount on 9 July 2026", "131", "12 more than at the end of July 2025 (119)"),
        ("Joiners in twelve months", "84", "84 in the twelve months before"),
        ("Leavers in twelve months", "72", "24 of them to the regular service; 72 in the twelve months before"),
        ("Applications in twelve months", "0", "0 in the twelve months before"),
        ("Hours in twelve months", "18", "18 in the twelve months before"),
    ]


def test_headlines_without_an_earlier_year() -> None:
    found = headlines(series(6), EXACT, date(2024, 7, 9))

    assert found[0].name == "Headcount on 30 June 2024"
    assert found[0].note == "No figure of a year ago"
    assert found[1].note == "No figure of the twelve months before"


def test_pictures_say_what_they_show_and_have_every_number_in_the_table() -> None:
    given = series(running=date(2026, 7, 1))
    headcount = headcount_picture(given, EXACT, None, date(2026, 7, 9))
    flows, hours = flows_picture(given, EXACT), hours_picture(given)

    assert headcount.sentence == "130 at the end of June 2026, 12 more than a year before."
    assert headcount.rows[:2] == [("July 2026, so far", "131"), ("June 2026", "130")]
    assert len(headcount.rows) == 31
    assert flows.rows[1] == ("June 2026", "7", "6", "2")
    assert flows.sentence.endswith("84 joined and 72 left, of whom 24 joined the regular service.")
    assert hours.rows[1] == ("June 2026", "1")


def test_guarded_tables_hide_the_few() -> None:
    assert flows_picture(series(), GUARDED).rows[0] == ("June 2026", "7", "6", "fewer than 5")


def test_the_three_questions() -> None:
    growing, against, stuck = answers(series().trend(Measure.HEADCOUNT), None, NOTHING)

    assert (growing.short, against.short, stuck.short) == ("Growing", "No target", "Too few to say")
    assert series(11).trend(Measure.HEADCOUNT).direction is Direction.UNKNOWN


def test_a_baseline_is_the_first_month_of_the_test() -> None:
    words = baseline_words(series(), EXACT, series().trend(Measure.HEADCOUNT))

    assert words.startswith("Headcount was 107 at the end of July 2024 and 130 at the end of June 2026. Rising")


def test_areas_with_their_residents() -> None:
    figures = {
        "bristol": {Measure.HEADCOUNT: 38, Measure.HOURS: 125, Measure.JOINERS: 5},
        "": {Measure.APPLICATIONS: 7},
    }
    rows = area_rows(figures, {"bristol": "Bristol", "somerset": "Somerset"}, {"bristol": 380_000}, GUARDED)

    assert [(row.name, row.headcount, row.per_resident, row.joiners, row.hours) for row in rows] == [
        ("Bristol", "38", "10.0", "5", "2"),
        ("Somerset", "fewer than 5", "Not in the Census", "fewer than 5", "0"),
        ("No area given", "fewer than 5", "–", "fewer than 5", "0"),
    ]
    assert rows[2].applications == "7"
