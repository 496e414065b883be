"""The same entries settle to the same attendance, in any order and however often each is sent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.attendance.forms import read_queued
from volunteers.attendance.rules import BookingOutcome, BookingWhat, Place, Said, books_now, counted, leads_now, settle
from volunteers.attendance.rules.duty_codes import duty_token, read_duty_token
from volunteers.rosters.rules import DutyState, SignUpState

STARTS = datetime(2026, 12, 4, 18, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=5)
PLACE = Place(SignUpState.CONFIRMED, DutyState.PUBLISHED, STARTS, ENDS)
MINUTES = st.integers(-300, 900)


def said(key: str, what: str, minutes: int | None, received: int = 2_000) -> Said:
    at = None if minutes is None else STARTS + timedelta(minutes=minutes)
    return Said(key, BookingWhat(what), at, STARTS + timedelta(minutes=received))


@st.composite
def entries(draw: st.DrawFn) -> list[Said]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        what = draw(st.sampled_from(["on", "off", "on", "off", "on_corrected", "off_corrected"]))
        takes_away = what.endswith("corrected") and draw(st.booleans())
        made.append(said(str(number), what, None if takes_away else draw(MINUTES), draw(st.integers(900, 905))))
    return made


@settings(max_examples=200, deadline=None)
@given(entries(), st.randoms())
def test_order_and_repetition_change_nothing(made, chance):
    mixed = [*made, *chance.sample(made, len(made) // 2)]
    chance.shuffle(mixed)
    first, again = settle(made, PLACE), settle(mixed, PLACE)
    assert (first.on, first.off, first.verdicts) == (again.on, again.off, again.verdicts)
    assert set(first.verdicts) == {each.key for each in made}
    if first.off is not None:
        assert first.on is not None
        assert first.on < first.off <= first.on + timedelta(hours=24)
    counting = [each for each in first.verdicts.values() if each.outcome in (BookingOutcome.TAKEN, BookingOutcome.LATE)]
    assert len(counting) <= 2


@pytest.mark.parametrize(
    ("all_said", "on", "off"),
    [
        ([("on", 0)], 0, None),
        ([("on", 9), ("on", 3)], 3, None),
        ([("on", 0), ("off", 290), ("off", 310)], 0, 290),
        ([("off", 290)], None, None),
        ([("on", 60), ("off", 30)], 60, None),
        ([("on", -241)], None, None),
        ([("on", 300)], None, None),
        ([("on", 0), ("off", 24 * 60 + 1)], 0, None),
        ([("on", 0), ("on_corrected", 30)], 30, None),
        ([("on", 0), ("off", 290), ("off_corrected", None)], 0, None),
        ([("on", 0), ("off", 290), ("on_corrected", None)], None, None),
    ],
)
def test_what_stands_of_what_was_said(all_said, on, off):
    found = settle([said(str(number), *each) for number, each in enumerate(all_said)], PLACE)
    after = [None if minutes is None else STARTS + timedelta(minutes=minutes) for minutes in (on, off)]
    assert [found.on, found.off] == after


@pytest.mark.parametrize(
    ("device", "sent", "expected", "skew"),
    [(0, 60, 0, 0), (0, 58, 0, 0), (0, 57, 3, 180), (0, 180, -120, -7200), (61, 61, 60, 0)],
)
def test_the_moment_a_device_meant(device, sent, expected, skew):
    def at(minutes: int) -> datetime:
        return STARTS + timedelta(minutes=minutes)

    meant = counted(at(device), at(sent), at(60))
    assert (meant.at, meant.skew_seconds) == (at(expected), skew)


@pytest.mark.parametrize(
    ("hours", "own", "leader"),
    [(-4.1, False, False), (-4, True, False), (-2, True, True), (29, True, True), (29.1, False, False)],
)
def test_when_a_duty_is_open_to_its_people_and_its_leader(hours, own, leader):
    now = STARTS + timedelta(hours=hours)
    assert (books_now(STARTS, ENDS, now), leads_now(STARTS, ENDS, now)) == (own, leader)


def test_only_our_own_codes_open_a_duty():
    token = duty_token(481, key=b"k")
    assert read_duty_token(token, key=b"k") == 481
    for wrong in (token.replace("481", "482"), "481", "", ".", duty_token(481, key=b"other"), "é.x"):
        assert read_duty_token(wrong, key=b"k") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {}, {"what": "never"}, {"key": "short"}, {"device_at": "soon"}, {"sent_at": "-1"},
        {"device_at": "99999999999999"}, {"key": "k" * 65},
    ],
)  # fmt: skip
def test_a_press_that_is_not_whole_is_not_read(wrong):
    whole = {"what": "on", "key": "k" * 20, "device_at": "1796407200000", "sent_at": "1796407260000"}
    assert read_queued(whole) is not None
    assert read_queued({**whole, **wrong} if wrong else {}) is None
