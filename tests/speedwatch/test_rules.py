"""The rules of SpeedWatch as tables: registrations, daylight, sessions, and the sheet."""

import string
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.forces.rules import SpeedWatch
from volunteers.places.queries import daylight_at
from volunteers.places.rules.daylight import said
from volunteers.places.rules.sites import SiteOutcome, SiteState
from volunteers.speedwatch.rules.outcomes import refusals_of_outcomes, speeds_of
from volunteers.speedwatch.rules.registrations import meant, read_registration
from volunteers.speedwatch.rules.sessions import Stand, Team, refusals_of_team, refusals_to_stand
from volunteers.speedwatch.rules.sheet import Bounds, Draft, TypedRow, read_sheet, read_time

LONDON = ZoneInfo("Europe/London")
BRISTOL = (51.45, -2.59)
SITE = SiteState(
    1, "High Street", "Wrington", 30, SiteOutcome.SUITABLE, date(2026, 1, 5), date(2026, 12, 31), "By the wall."
)
BOUNDS = Bounds(time(10), time(12), threshold=35, highest=140)


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("WX19 KDE", "WX19 KDE"),
        ("wx19kde", "WX19 KDE"),
        (" w x 1 9-k.d e ", "WX19 KDE"),
        ("BD51 SMR", "BD51 SMR"),
        ("AB00 CDE", None),  # no such age
        ("AB01 CDE", None),
        ("IB12 CDE", None),  # no I at the front
        ("AB12 CDQ", None),  # no Q at the end
        ("A123 BCD", "A123 BCD"),
        ("Y1 ABC", "Y1 ABC"),
        ("U123 ABC", None),  # no such year
        ("A0 BCD", None),
        ("Q456 RTY", "Q456 RTY"),
        ("ABC 123D", "ABC 123D"),
        ("ABC 1Z", None),  # no such year
        ("AIG 1234", "AIG 1234"),
        ("FZ 9876", "FZ 9876"),
        ("IA 1", "IA 1"),
        ("ABC 1234", None),  # four digits after three letters in Northern Ireland only
        ("A 1", "A 1"),
        ("AB 1234", "AB 1234"),
        ("ABC 123", "ABC 123"),
        ("1234 AB", "1234 AB"),
        ("123 ABC", "123 ABC"),
        ("1234 ABC", None),
        ("", None),
        ("FORD", None),
        ("AB12 CDEF", None),
        ("ÄB12 CDE", None),
    ],
)
def test_registrations(typed: str, plate: str | None) -> None:
    assert read_registration(typed) == plate


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("WXI9 KDE", ["WX19 KDE"]),
        ("WXIO KDE", ["WX10 KDE"]),
        ("A8I2 CDE", "AB12 CDE"),
        ("HELLO", []),
        ("ABCDEFGHI", []),
    ],
)
def test_slips_are_offered(typed: str, offered: list[str] | str) -> None:
    assert offered in meant(typed) if isinstance(offered, str) else meant(typed) == offered


@given(st.text(alphabet=string.printable, max_size=12))
def test_what_is_offered_can_be_and_reading_is_stable(typed: str) -> None:
    for one in meant(typed):
        assert read_registration(one) == one
    if (plate := read_registration(typed)) is not None:
        assert read_registration(plate) == plate


@pytest.mark.parametrize(
    ("on", "rises", "sets"),
    [
        (date(2026, 12, 21), "8:13am", "4:02pm"),
        (date(2026, 6, 21), "4:54am", "9:31pm"),
        (date(2026, 3, 28), "5:55am", "6:35pm"),
        (date(2026, 3, 29), "6:53am", "7:37pm"),  # the clocks went forward
        (date(2026, 10, 24), "7:46am", "5:56pm"),
        (date(2026, 10, 25), "6:48am", "4:54pm"),  # the clocks went back
    ],
)
def test_daylight_in_bristol(on: date, rises: str, sets: str) -> None:
    light = daylight_at(*BRISTOL, on)
    for found, wanted in ((light.rises, rises), (light.sets, sets)):
        shown = datetime.strptime(f"{on} {wanted}", "%Y-%m-%d %I:%M%p").replace(tzinfo=LONDON)
        assert abs((found - shown).total_seconds()) <= 240, said(found)


def stand(
    starts: str = "10:00",
    ends: str = "12:00",
    on: date = date(2026, 12, 21),
    site: SiteState = SITE,
    *,
    known: bool = True,
) -> list[str]:
    moments = [datetime.combine(on, time.fromisoformat(each), LONDON) for each in (starts, ends)]
    light = daylight_at(*BRISTOL, on) if known else None
    found = refusals_to_stand(Stand(site, moments[0], moments[1], light), rules=SpeedWatch(), longest_hours=2)
    return [each.message for each in found]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ({}, []),
        ({"starts": "14:00", "ends": "16:00"}, []),
        ({"starts": "14:30", "ends": "16:15"}, ["Daylight"]),
        ({"starts": "08:00", "ends": "09:00"}, ["Daylight"]),
        ({"starts": "04:30", "ends": "06:00", "on": date(2026, 6, 21)}, ["Daylight", "Hours"]),
        ({"ends": "12:01"}, ["Length"]),
        ({"ends": "09:00"}, ["Length"]),
        ({"known": False}, ["Daylight"]),
        ({"on": date(2027, 1, 1)}, ["Site risk assessment"]),
        ({"site": SiteState(1, "A", "B", 30)}, ["Site risk assessment"]),
        ({"site": SiteState(1, "A", "B", 50, SiteOutcome.SUITABLE, date(2026, 1, 1), date(2027, 1, 1))}, ["Limit"]),
        ({"starts": "17:00", "ends": "20:00", "on": date(2027, 1, 1)}, ["Site risk assessment", "Daylight", "Length"]),
    ],
)
def test_each_refusal_begins_with_its_rule(asked: dict[str, object], rules: list[str]) -> None:
    assert [words.partition(":")[0] for words in stand(**asked)] == rules  # type: ignore[arg-type]


def test_it_says_when_it_gets_dark() -> None:
    assert any("gets dark there at 4:0" in words for words in stand("15:00", "16:30"))


@pytest.mark.parametrize(
    ("people", "operators", "rules"),
    [(3, 1, []), (2, 1, ["Team"]), (4, 0, ["Trained operator"]), (0, 0, ["Team", "Trained operator"])],
)
def test_the_team(people: int, operators: int, rules: list[str]) -> None:
    found = refusals_of_team(Team(people, operators), least=3)
    assert [each.message.partition(":")[0] for each in found] == rules


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (TypedRow("10:42", "WX19KDE", "Ford", "Blue", "38"), None, ""),
        (TypedRow("1042", "WX19KDE", "Ford", "Blue", "140"), None, ""),
        (TypedRow("9.59", "WX19KDE", "Ford", "Blue", "38"), "at", "outside the session"),
        (TypedRow("noonish", "WX19KDE", "Ford", "Blue", "38"), "at", "is no time"),
        (TypedRow("11:00", "WXI9KDE", "Ford", "Blue", "38"), "registration", "Did you mean WX19 KDE?"),
        (TypedRow("11:00", "", "Ford", "Blue", "38"), "registration", "Enter the registration"),
        (TypedRow("11:00", "WX19KDE", "", "Blue", "38"), "make", "Enter the make"),
        (TypedRow("11:00", "WX19KDE", "Ford", "x" * 41, "38"), "colour", "Shorten the colour"),
        (TypedRow("11:00", "WX19KDE", "Ford", "Blue", "34"), "speed", "below the threshold of 35"),
        (TypedRow("11:00", "WX19KDE", "Ford", "Blue", "141"), "speed", "above 140"),
        (TypedRow("11:00", "WX19KDE", "Ford", "Blue", "fast"), "speed", "in numbers"),
    ],
)
def test_a_row_of_the_sheet(row: TypedRow, column: str | None, words: str) -> None:
    vehicles, faults = read_sheet([TypedRow(), row], BOUNDS)
    if column is None:
        assert (len(vehicles), faults) == (1, {})
    else:
        assert vehicles == []
        assert list(faults) == [(1, column)]
        assert words in faults[1, column]


CELL = st.text(max_size=12)
ROW = st.builds(TypedRow, CELL, CELL, CELL, CELL, CELL)


@given(st.lists(ROW, max_size=12), st.dictionaries(st.sampled_from(["device", "counted", "shown"]), CELL))
def test_a_draft_comes_back_as_it_was_typed(rows: list[TypedRow], values: dict[str, str]) -> None:
    draft = Draft(values, tuple(rows))
    assert Draft.from_plain(draft.as_plain()) == draft


@given(
    st.lists(
        st.tuples(st.integers(600, 720), st.from_regex(r"[A-HJ-PR-Z]{2}[1-9][0-9][A-HJ-PR-Z]{3}", fullmatch=True),
                  st.integers(35, 140)),
        max_size=20,
    )
)  # fmt: skip
def test_a_good_sheet_is_read_whole(rows: list[tuple[int, str, int]]) -> None:
    typed = [TypedRow(f"{at // 60}:{at % 60:02}", plate, "Ford", "Red", str(speed)) for at, plate, speed in rows]
    vehicles, faults = read_sheet(typed, BOUNDS)
    assert faults == {}
    found = [(each.at.hour * 60 + each.at.minute, each.registration.replace(" ", ""), each.speed) for each in vehicles]
    assert found == rows


@pytest.mark.parametrize(
    ("typed", "at"), [("2.15pm", time(14, 15)), ("12:05am", time(0, 5)), ("24:00", None), ("7", None)]
)
def test_times_of_a_sheet(typed: str, at: time | None) -> None:
    assert read_time(typed) == at


def test_outcomes_and_speeds_are_counts() -> None:
    assert refusals_of_outcomes({"first_letter": 2, "visit": 1}, handed_over=3) == []
    assert refusals_of_outcomes({"first_letter": 2, "visit": 2}, handed_over=3)
    speeds = speeds_of([(30, 35), (30, 41), (20, 40), (40, 59)])
    assert [count for _, count in speeds.bands] == [1, 1, 1, 1]
    assert (speeds.average, speeds.highest) == (43.75, 59)
    assert speeds_of([]).highest is None
