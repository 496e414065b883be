"""The moment at which someone may be told, by a London clock, also on the nights on which it is changed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from volunteers import clock
from volunteers.notifications.rules import SECRET_KINDS, MessageKind
from volunteers.notifications.rules.choices import GROUPS, Choices, Way
from volunteers.notifications.rules.holding import News, plan
from volunteers.notifications.rules.quiet import CLOSE, LONGEST, TO_ANSWER, Quiet, next_gathering

NIGHT = Quiet(time(22), time(7))
FORWARD, BACK = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)  # when the clock is changed

near_a_change = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from([FORWARD, BACK]), st.integers(-2 * 24 * 60, 2 * 24 * 60),
)  # fmt: skip
any_day = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
moments = near_a_change | any_day
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
hours = (
    st.tuples(times, times)
    .filter(lambda both: both[0] != both[1])
    .map(lambda both: Quiet(*both))
    .filter(lambda quiet: quiet.length <= LONGEST)
)
kinds = st.sampled_from([kind for kind in MessageKind if kind not in SECRET_KINDS])


def london(wall: str, *, second_time: bool = False) -> datetime:
    """A moment by what a London clock shows."""
    return clock.from_london(datetime.fromisoformat(wall), second_time=second_time)


def shows_quiet(quiet: Quiet, at: datetime) -> bool:
    """Whether a clock on the wall shows one of the quiet hours."""
    shown = clock.in_london(at).time()
    if quiet.begins < quiet.ends:
        return quiet.begins <= shown < quiet.ends
    return shown >= quiet.begins or shown < quiet.ends


@pytest.mark.parametrize(
    ("quiet", "at", "over"),
    [
        (NIGHT, london("2026-11-23 21:59"), None),
        (NIGHT, london("2026-11-23 22:00"), london("2026-11-24 07:00")),
        (NIGHT, london("2026-11-24 06:59"), london("2026-11-24 07:00")),
        (NIGHT, london("2026-11-24 07:00"), None),
        (Quiet(time(8), time(16)), london("2026-11-24 09:00"), london("2026-11-24 16:00")),
        (Quiet(time(8), time(16)), london("2026-11-24 07:59"), None),
        (Quiet(time(22), time(0)), london("2026-11-24 23:30"), london("2026-11-25 00:00")),
        # 29 March 2026: after 12:59am comes 2am, so that night is an hour shorter.
        (NIGHT, london("2026-03-28 22:00"), london("2026-03-29 07:00")),
        (Quiet(time(23), time(1, 30)), london("2026-03-29 00:30"), FORWARD),
        (Quiet(time(1, 30), time(7)), FORWARD, london("2026-03-29 07:00")),
        # 25 October 2026: 1am comes twice, so that night is an hour longer.
        (NIGHT, london("2026-10-24 22:00"), london("2026-10-25 07:00")),
        (Quiet(time(23), time(1, 30)), london("2026-10-25 01:10"), london("2026-10-25 01:30", second_time=True)),
        (Quiet(time(23), time(1, 30)), london("2026-10-25 01:40"), london("2026-10-25 01:30", second_time=True)),
        (Quiet(time(1, 30), time(7)), london("2026-10-25 01:10", second_time=True), london("2026-10-25 07:00")),
    ],
)
def test_quiet_hours_are_over_when_a_london_clock_shows_it(quiet: Quiet, at: datetime, over: datetime | None) -> None:
    assert quiet.over(at) == (over or at)


@pytest.mark.parametrize(
    ("night", "hours"), [("2026-03-28 22:00", 8), ("2026-10-24 22:00", 10), ("2026-11-23 22:00", 9)]
)
def test_a_night_lasts_as_long_as_it_really_does(night: str, hours: int) -> None:
    assert NIGHT.over(london(night)) - london(night) == timedelta(hours=hours)


def test_hours_that_end_when_they_begin_are_none() -> None:
    with pytest.raises(ValueError, match="are none"):
        Quiet(time(7), time(7))


@given(quiet=hours, at=moments)
@example(quiet=Quiet(time(1, 30), time(7)), at=BACK)
@example(quiet=Quiet(time(23), time(1, 30)), at=FORWARD)
def test_nobody_is_told_while_the_clock_shows_quiet_hours(quiet: Quiet, at: datetime) -> None:
    over = quiet.over(at)
    assert not shows_quiet(quiet, over)
    assert quiet.over(over) == over, "once over they are over"
    if over == at:
        return
    shown = clock.in_london(over).time()
    jumped = over == FORWARD and time(1) <= quiet.ends < time(2)
    assert shown == (time(2) if jumped else quiet.ends)
    assert timedelta() < over - at <= quiet.length + timedelta(hours=1)


@given(quiet=hours, at=moments, part=st.integers(0, 59))
def test_until_then_it_is_quiet_all_the_time(quiet: Quiet, at: datetime, part: int) -> None:
    over = quiet.over(at)
    between = at + (over - at) * part / 60
    assert quiet.over(between) == over
    if abs(between - BACK) > timedelta(hours=1):  # in that hour the clock shows for the second time what was over
        assert over == at or shows_quiet(quiet, between)


@given(at=moments)
@example(at=FORWARD)
@example(at=london("2026-11-24 17:30"))
def test_news_is_gathered_at_the_next_half_past_five(at: datetime) -> None:
    gathered = next_gathering(at)
    assert clock.in_london(gathered).time() == time(17, 30)
    assert timedelta() < gathered - at <= timedelta(hours=25)
    days = clock.on(gathered) - clock.on(at)
    assert days == timedelta(days=clock.in_london(at).time() >= time(17, 30))


aways = st.none() | st.timedeltas(timedelta(), timedelta(days=3))
all_choices = st.builds(
    Choices,
    st.fixed_dictionaries({code: st.sampled_from(group.ways) for code, group in GROUPS.items()}),
    st.none() | hours,
)  # fmt: skip


@given(kind=kinds, at=moments, starts=aways, expires=aways, choices=all_choices)
def test_nothing_is_held_until_it_is_of_no_use(
    kind: MessageKind, at: datetime, starts: timedelta | None, expires: timedelta | None, choices: Choices
) -> None:
    news = News(kind, at, at + starts if starts is not None else None, at + expires if expires is not None else None)
    planned = plan(news, choices)
    assert planned.at >= at
    assert (planned.at > at) is (planned.is_quiet or planned.is_daily)
    assert planned.is_wanted or choices.way(news.group.code if news.group else "essential") is Way.OFF
    if planned.at == at:
        return
    assert starts is None or starts >= CLOSE, "what is said of a duty in its last twelve hours goes at once"
    left = CLOSE if planned.is_daily else TO_ANSWER
    for ends in (news.starts_at, news.expires_at):
        assert ends is None or ends - planned.at >= left
    if planned.is_quiet:
        assert choices.quiet
        assert planned.at == choices.quiet.over(at)


@given(kind=st.sampled_from(sorted(SECRET_KINDS)), at=moments, choices=all_choices)
def test_codes_and_links_go_at_once(kind: MessageKind, at: datetime, choices: Choices) -> None:
    assert plan(News(kind, at), choices).at == at


AT = london("2026-11-23 23:00")
SOON, LATER = AT + timedelta(hours=11), AT + timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "starts_at", "expires_at", "is_held"),
    [
        (MessageKind.DUTY_CANCELLED, SOON, SOON + timedelta(hours=8), False),
        (MessageKind.DUTY_CANCELLED, LATER, LATER + timedelta(hours=8), True),
        (MessageKind.DUTY_CANCELLED, None, LATER, False),  # nobody said when it begins
        (MessageKind.ADDRESS_CHANGED, None, None, False),
        (MessageKind.APPLICATION_MOVED, None, None, True),
        (MessageKind.APPLICATION_MOVED, None, AT + timedelta(hours=9), False),  # lapses before they could answer
        (MessageKind.APPLICATION_MOVED, None, AT + timedelta(hours=10), True),
    ],
)
def test_what_cannot_wait_for_the_morning(
    kind: MessageKind, starts_at: datetime | None, expires_at: datetime | None, is_held: bool
) -> None:
    planned = plan(News(kind, AT, starts_at, expires_at), Choices(quiet=NIGHT))
    assert planned.is_quiet is is_held
    assert planned.at == (london("2026-11-24 07:00") if is_held else AT)


def test_a_day_that_is_gathered_in_quiet_hours_waits_for_their_end() -> None:
    choices = Choices({"my_duties": Way.DAILY}, Quiet(time(15), time(19)))
    planned = plan(News(MessageKind.SIGNED_UP, AT, LATER), choices)
    assert (planned.is_daily, planned.at) == (True, london("2026-11-24 19:00"))
