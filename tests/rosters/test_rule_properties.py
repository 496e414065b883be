"""What holds of the rules whatever the duties are: looked for by hypothesis in places nobody would think of."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rosters.test_eligibility import ALL_CLEAR, LONG_AGO, POST, SPECIALS, STANDING, USUAL, duty, london
from volunteers import clock
from volunteers.availability.rules import Availability
from volunteers.people.rules import Holding
from volunteers.rosters.rules import Diary, Engagement, Member, PostFacts, Team, in_words, refusals_to_take
from volunteers.rosters.rules.case import Case
from volunteers.rosters.rules.team import may_be_alone

DEMANDS = SPECIALS.duty
SPRING, AUTUMN = datetime(2027, 3, 27, 22, tzinfo=UTC), datetime(2026, 10, 24, 21, tzinfo=UTC)
DAY = timedelta(days=1)
# About four weeks on either side of the usual duty, and the two nights on which the clocks change.
moments = st.one_of(
    st.integers(-30 * 96, 30 * 96).map(lambda quarters: USUAL.duty.starts_at + timedelta(minutes=15 * quarters)),
    st.sampled_from([SPRING, AUTUMN]),
)
lengths = st.integers(2, 48).map(lambda quarters: timedelta(minutes=15 * quarters))


def engagement(number: int, starts_at: datetime, lasts: timedelta) -> Engagement:
    ends_at = starts_at + lasts
    return Engagement(
        number, f"Duty {number}", starts_at, ends_at, clock.on(starts_at), clock.on(ends_at - timedelta.resolution)
    )


anywhere = st.lists(st.tuples(moments, lengths), max_size=12).map(
    lambda spans: [engagement(number, *span) for number, span in enumerate(spans, 100)]
)
# From noon on days of their own: nothing but the limits is in the way of these.
NOON = london("2026-12-04T12:00")
days_off = st.integers(-40, 40).filter(bool)
roomy = st.dictionaries(days_off, st.integers(2, 44), max_size=30).map(
    lambda chosen: [
        engagement(100 + step, NOON + DAY * step, timedelta(minutes=15 * quarters)) for step, quarters in chosen.items()
    ]
)
jobs = st.integers(0, 50 * 60).map(lambda minutes: Availability(job_minutes=minutes))
beside = st.sampled_from([-60, -15, 0, 15, 60])
QUIET = Availability()


def spread(days: list[date], minutes: int) -> list[Engagement]:
    """Duties from noon on these days that last so long in all."""
    share, more = divmod(minutes, len(days))
    return [
        engagement(100 + n, london(f"{day}T12:00"), timedelta(minutes=share + (more if n == 0 else 0)))
        for n, day in enumerate(days)
    ]


def full_week(more: int) -> tuple[list[Engagement], Availability]:
    days = [USUAL.duty.week + DAY * step for step in (0, 1, 2, 3, 5)]
    return spread(days, DEMANDS.maximum_weekly_hours * 60 - USUAL.duty.minutes + more), QUIET


def full_month(more: int) -> tuple[list[Engagement], Availability]:
    days = [date(2026, 12, day) for day in (1, 2, 7, 8, 10, 14, 15, 17, 21, 22, 24, 28, 29)]
    return spread(days, DEMANDS.maximum_monthly_hours * 60 - USUAL.duty.minutes + more), QUIET


def full_weeks(more: int) -> tuple[list[Engagement], Availability]:
    """A day job that, with one duty in each of the weeks before or after, comes to the most there may be on average."""
    weeks, most = DEMANDS.average_weeks, DEMANDS.average_weekly_hours * 60
    way = 1 if more > 0 else -1
    others = spread([USUAL.duty.first_on + DAY * 7 * step * way for step in range(1, weeks)], 60 * (weeks - 1))
    job = most - 60 + (60 - USUAL.duty.minutes) // weeks
    return others, Availability(job_minutes=job + more)


def full_days(more: int) -> tuple[list[Engagement], Availability]:
    """As many days in a row as there may be, or one more or fewer, some of them after the duty."""
    length = DEMANDS.maximum_days_in_a_row + (more > 0) - (more < 0)
    after = abs(more) // 20
    days = [USUAL.duty.first_on + DAY * step for step in range(after + 1 - length, after + 1) if step]
    return spread(days, 60 * len(days)), QUIET


def near_in_time(more: int) -> tuple[list[Engagement], Availability]:
    """One before and one after, with as much rest as there must be, or not quite."""
    rest, long = timedelta(hours=DEMANDS.rest_hours, minutes=more), timedelta(hours=2)
    return [
        engagement(100, USUAL.duty.starts_at - rest - long, long), engagement(101, USUAL.duty.ends_at + rest, long)
    ], QUIET  # fmt: skip


def touching(more: int) -> tuple[list[Engagement], Availability]:
    long = timedelta(hours=2)
    return [engagement(100, USUAL.duty.starts_at - long + timedelta(minutes=more), long)], QUIET


engagements = st.one_of(anywhere, roomy)
shapes = st.sampled_from([full_week, full_month, full_weeks, full_days, near_in_time, touching])
at_the_limit = st.tuples(shapes, beside).map(lambda chosen: chosen[0](chosen[1]))
lives = st.one_of(at_the_limit, st.tuples(engagements, jobs))


def codes(case: Case, post: PostFacts = POST) -> set[str]:
    return {refusal.code for refusal in refusals_to_take(case, post)}


@given(lives)
def test_no_overlap_and_no_short_rest_is_ever_allowed(life):
    others, said = life
    if codes(replace(USUAL, engagements=others, availability=said)):
        return
    rest = timedelta(hours=DEMANDS.rest_hours)
    for one in others:
        assert one.ends_at + rest <= USUAL.duty.starts_at or USUAL.duty.ends_at + rest <= one.starts_at


@given(lives)
def test_no_limit_is_ever_passed(life):
    others, said = life
    if codes(replace(USUAL, engagements=others, availability=said)):
        return
    both, of = [*others, USUAL.duty], USUAL.duty
    week = [one.minutes for one in both if one.week == of.week]
    month = [one.minutes for one in both if clock.month_of(one.first_on) == clock.month_of(of.first_on)]
    assert sum(week) <= DEMANDS.maximum_weekly_hours * 60
    assert sum(month) <= DEMANDS.maximum_monthly_hours * 60
    by_week = Counter({one.week: 0 for one in both})
    for one in both:
        by_week[one.week] += one.minutes
    for start in range(1 - DEMANDS.average_weeks, 1):
        window = [of.week + timedelta(weeks=start + step) for step in range(DEMANDS.average_weeks)]
        total = sum(by_week[monday] for monday in window) + said.job_minutes * DEMANDS.average_weeks
        assert total <= DEMANDS.average_weekly_hours * 60 * DEMANDS.average_weeks
    days = {day for one in both for day in one.days()}
    for first in range(DEMANDS.maximum_days_in_a_row + 1):
        run = [of.first_on + DAY * (step - first) for step in range(DEMANDS.maximum_days_in_a_row + 1)]
        assert not days.issuperset(run)


SHAPES = [
    (full_week, 1, "weekly_hours"), (full_month, 1, "monthly_hours"), (full_weeks, 1, "average_hours"),
    (full_days, 1, "days_in_a_row"), (near_in_time, -1, "rest"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "way", "code"), [*SHAPES, (touching, 1, "clash")])
@given(more=st.integers(1, 120))
def test_a_minute_past_a_limit_is_refused(shape, way, code, more):
    others, said = shape(more * way)
    assert codes(replace(USUAL, engagements=others, availability=said)) == {code}


@pytest.mark.parametrize(("shape", "way", "code"), SHAPES)
@given(more=st.integers(0, 120))
def test_up_to_a_limit_everything_is_allowed(shape, way, code, more):
    others, said = shape(-more * way)
    assert codes(replace(USUAL, engagements=others, availability=said)) == set()


@given(lives, st.tuples(moments, lengths))
def test_one_duty_more_never_takes_a_refusal_away(life, span):
    others, said = life
    before = codes(replace(USUAL, engagements=others, availability=said))
    after = codes(replace(USUAL, engagements=[*others, engagement(99, *span)], availability=said))
    assert before <= after


@given(engagements.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), jobs)
def test_the_order_of_the_other_duties_changes_nothing(both, said):
    one, other = (
        Counter(refusals_to_take(replace(USUAL, engagements=found, availability=said), POST)) for found in both
    )
    assert one == other


@given(st.sampled_from([one.code for one in ALL_CLEAR]), st.integers(1, 400), st.integers(0, 2))
def test_what_lapses_before_the_duty_is_over_refuses_with_its_name_and_date(code, days, nights):
    night = duty("2026-12-04T18:00", f"2026-12-{4 + nights:02}T23:00")
    until = night.last_on - DAY * days
    held = tuple(one if one.code != code else Holding(code, LONG_AGO, until) for one in ALL_CLEAR)
    (refusal,) = (
        one
        for one in refusals_to_take(replace(USUAL, duty=night, standing=replace(STANDING, clearances=held)), POST)
        if one.code == f"{code}_lapsed"
    )
    assert in_words(until) in refusal.message
    assert code.replace("_", " ") in refusal.message.lower()


@given(st.integers(1, 400))
def test_a_qualification_that_lapses_before_the_duty_refuses_with_its_name_and_date(days):
    until = USUAL.duty.first_on - DAY * days
    standing = replace(STANDING, qualifications=(Holding("response_driver", LONG_AGO, until),))
    (refusal,) = refusals_to_take(replace(USUAL, standing=standing), replace(POST, needs=("response_driver",)))
    assert refusal.code == "response_driver_lapsed"
    assert "response driver" in refusal.message.lower()
    assert in_words(until) in refusal.message


posts = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([(), ("accompanied",), ("directed", "qualified")])),
    min_size=1, max_size=3,
)  # fmt: skip
arrivals = st.lists(
    st.tuples(st.sampled_from(["accompanied", "directed", "qualified"]), st.integers(0, 2)), max_size=20
)


@given(posts, arrivals, st.booleans())
def test_no_full_duty_has_only_people_who_may_not_be_alone(kinds, people, asks):
    """People arrive in any order and take what they may: whoever is let on, a full duty has one who may be alone."""
    places = [PostFacts(f"Post {n}", (), grades, size, 0, post_id=n) for n, (size, grades) in enumerate(kinds)]
    members: list[Member] = []
    for number, (grade, wish) in enumerate(people):
        wanted = places[wish % len(places)]
        standing = replace(STANDING, volunteer_id=number, grades=((LONG_AGO, grade),))
        case = replace(
            USUAL, standing=standing, team=Team(tuple(members), tuple(places)),
            duty=replace(USUAL.duty, needs_independent=asks),
        )  # fmt: skip
        if not refusals_to_take(case, wanted):
            members.append(Member(number, grade, may_be_alone(grade, SPECIALS)))
            places[wish % len(places)] = replace(wanted, taken=wanted.taken + 1)
    if all(post.taken == post.places for post in places):
        assert any(member.may_be_alone for member in members)


@given(st.sampled_from([("2026-10-24", 9), ("2027-03-27", 7)]), st.integers(0, 12), jobs)
def test_the_nights_on_which_the_clocks_change_count_as_long_as_they_last(night, more, said):
    """Eight hours on the clock; nine in October and seven in March, in the week, in the month and on average."""
    day, hours = night
    first = date.fromisoformat(day)
    starts, ends = london(f"{day}T22:00"), london(f"{first + DAY}T06:00")
    one = engagement(7, starts, ends - starts)
    diary = Diary([one, *(engagement(n, starts - DAY * (n - 7) * 9, timedelta(hours=1)) for n in range(8, 8 + more))])
    assert one.minutes == hours * 60
    assert diary.weeks[one.week] == hours * 60
    same_month = sum(1 for other in diary if other.month == one.month) - 1
    assert diary.months[one.month] == hours * 60 + same_month * 60
    within = sum(1 for other in diary if one.week - timedelta(weeks=16) <= other.week) - 1
    assert diary.fullest(one.week, 17)[0] == hours * 60 + within * 60
