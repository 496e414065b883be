"""Who may take which place, as tables of cases. Every duty is in the Special Constabulary unless it says otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.people.rules import Holding, Standing
from volunteers.rosters.rules import (
    THEY,
    YOU,
    Case,
    DutyFacts,
    DutyState,
    Engagement,
    PostFacts,
    refusals_to_take,
)
from volunteers.strands.queries import get_strand

SPECIALS = get_strand("special_constabulary")
TODAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
LONG_AGO, FAR_OFF = date(2020, 1, 1), date(2030, 1, 1)


def london(text: str) -> datetime:
    return clock.from_london(datetime.fromisoformat(text))


def engagement(start: str, end: str, *, duty_id: int = 7, title: str = "Street pastors") -> Engagement:
    starts_at, ends_at = london(start), london(end)
    last = clock.on(ends_at - timedelta(microseconds=1))
    return Engagement(duty_id, title, starts_at, ends_at, clock.on(starts_at), last)


def duty(
    start: str = "2026-12-04T18:00", end: str = "2026-12-04T23:00", state: DutyState = DutyState.PUBLISHED
) -> DutyFacts:
    on = engagement(start, end)
    return DutyFacts(
        1, "Friday patrol", on.starts_at, on.ends_at, on.first_on, on.last_on,
        strand="special_constabulary", area="somerset", state=state, starts=clock.in_london(on.starts_at),
        ends=clock.in_london(on.ends_at),
    )  # fmt: skip


ALL_CLEAR = tuple(Holding(code, LONG_AGO, FAR_OFF) for code in ("vetting", "medical", "personal_safety_training"))
STANDING = Standing(
    5, "Priya Shah", date(1990, 1, 1), "special_constabulary", "somerset",
    serves=((LONG_AGO, None),), grades=((LONG_AGO, "qualified"),), clearances=ALL_CLEAR,
)  # fmt: skip
POST = PostFacts("Patrol", needs=(), grades=(), places=2, taken=0)


def medical(*spans: tuple[date, date | None]) -> Standing:
    others = tuple(one for one in ALL_CLEAR if one.code != "medical")
    return replace(STANDING, clearances=others + tuple(Holding("medical", start, end) for start, end in spans))


USUAL = Case(duty(), STANDING, (), SPECIALS, NOW, TODAY, YOU)


def refusals(post: PostFacts = POST, **changes: object) -> tuple[Refusal, ...]:
    """What stands in the way of the usual case with these changes."""
    return refusals_to_take(replace(USUAL, **changes), post)  # type: ignore[arg-type]


def codes(post: PostFacts = POST, **changes: object) -> list[str]:
    return [refusal.code for refusal in refusals(post, **changes)]


def test_nothing_stands_in_the_way_of_someone_in_good_standing():
    assert refusals() == ()


@pytest.mark.parametrize(
    ("state", "expected"),
    [(DutyState.PUBLISHED, []), (DutyState.DRAFT, ["not_published"]), (DutyState.CANCELLED, ["cancelled"])],
)
def test_only_a_published_duty_is_open(state, expected):
    assert codes(duty=duty(state=state)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-04T17:59", []),
        ("2026-12-04T18:00", ["begun"]),
        ("2026-12-05T09:00", ["begun"]),
    ],
)
def test_a_duty_that_has_begun_is_closed(now, expected):
    assert codes(now=london(now)) == expected


@pytest.mark.parametrize(
    ("serves", "expected", "clears_on"),
    [
        (((LONG_AGO, None),), None, None),
        (((LONG_AGO, date(2026, 12, 5)),), None, None),
        (((LONG_AGO, date(2026, 12, 4)),), "ends on 4 December 2026, before this duty is over", None),
        (((LONG_AGO, date(2026, 9, 1)),), "ended on 1 September 2026", None),
        (((date(2026, 12, 4), None),), None, None),
        (((date(2026, 12, 5), None),), "begins on 5 December 2026, after this duty begins", date(2026, 12, 5)),
        (((LONG_AGO, date(2025, 1, 1)), (date(2027, 1, 1), None)), "begins on 1 January 2027", date(2027, 1, 1)),
        ((), "You do not serve in the Special Constabulary", None),
    ],
)
def test_service_covers_every_day_of_the_duty(serves, expected, clears_on):
    found = refusals(standing=replace(STANDING, serves=serves))
    assert [refusal.code for refusal in found] == ([] if expected is None else ["not_serving"])
    assert expected is None or (expected in found[0].message and found[0].clears_on == clears_on)


def test_someone_of_another_strand_is_told_that_and_nothing_more():
    assert codes(standing=None) == ["not_serving"]


@pytest.mark.parametrize(
    ("grades", "named", "allowed", "clears_on"),
    [
        (((LONG_AGO, "accompanied"),), (), True, None),
        (((LONG_AGO, "in_training"),), (), False, None),
        (((LONG_AGO, "in_training"),), ("in_training", "qualified"), False, None),
        ((), (), False, None),
        (((LONG_AGO, "accompanied"),), ("qualified",), False, None),
        (((LONG_AGO, "accompanied"),), ("accompanied", "directed"), True, None),
        (((LONG_AGO, "accompanied"), (date(2026, 12, 4), "qualified")), ("qualified",), True, None),
        (((LONG_AGO, "accompanied"), (date(2026, 12, 5), "qualified")), ("qualified",), False, date(2026, 12, 5)),
        (((LONG_AGO, "qualified"), (date(2026, 11, 1), "in_training")), (), False, None),
        (((LONG_AGO, "made_up"),), (), False, None),
    ],
)
def test_the_grade_is_that_of_the_date_of_the_duty(grades, named, allowed, clears_on):
    found = refusals(standing=replace(STANDING, grades=grades), post=replace(POST, grades=named))
    assert [refusal.code for refusal in found] == ([] if allowed else ["grade"])
    assert allowed or found[0].clears_on == clears_on


def test_a_grade_reached_in_the_middle_of_the_night_is_too_late():
    night = duty("2026-12-04T22:00", "2026-12-05T06:00")
    grades = ((LONG_AGO, "accompanied"), (date(2026, 12, 5), "qualified"))
    assert codes(duty=night, standing=replace(STANDING, grades=grades), post=replace(POST, grades=("qualified",))) == [
        "grade"
    ]


NIGHT = ("2026-12-03T22:00", "2026-12-04T06:00")
TO_MIDNIGHT = ("2026-12-03T18:00", "2026-12-04T00:00")
EVENING = ("2026-12-04T18:00", "2026-12-04T23:00")


@pytest.mark.parametrize(
    ("times", "spans", "expected"),
    [
        (EVENING, [(LONG_AGO, None)], None),
        (EVENING, [(LONG_AGO, date(2026, 12, 4))], None),
        (EVENING, [(LONG_AGO, date(2026, 12, 3))], "Your medical lapses on 3 December 2026, before this duty."),
        (EVENING, [(LONG_AGO, date(2026, 9, 30))], "Your medical lapsed on 30 September 2026, before this duty."),
        (NIGHT, [(LONG_AGO, date(2026, 12, 3))], "lapses at the end of 3 December 2026, before this duty is over."),
        (TO_MIDNIGHT, [(LONG_AGO, date(2026, 12, 3))], None),
        (NIGHT, [(LONG_AGO, date(2026, 12, 3)), (date(2026, 12, 4), FAR_OFF)], None),
        (NIGHT, [(LONG_AGO, date(2026, 12, 2)), (date(2026, 12, 4), FAR_OFF)], "lapses on 2 December 2026"),
        (
            EVENING,
            [(date(2026, 12, 5), None)],
            "Your medical counts only from 5 December 2026, after this duty begins.",
        ),
        (EVENING, [], "There is no medical on your record, and this duty needs it."),
    ],
)
def test_a_clearance_is_good_on_every_london_day_the_duty_touches(times, spans, expected):
    found = refusals(duty=duty(*times), standing=medical(*spans))
    assert len(found) == (expected is not None)
    assert expected is None or expected in found[0].message


def test_a_lapse_names_who_can_put_it_right_and_when_it_is_good_again():
    again = date(2026, 12, 20)
    (refusal,) = refusals(standing=medical((LONG_AGO, date(2026, 12, 3)), (again, None)))
    assert refusal.message == (
        "Your medical lapses on 3 December 2026, before this duty. The force medical officer can renew it. "
        "It is good again from 20 December 2026."
    )
    assert (refusal.code, refusal.who, refusal.clears_on) == ("medical_lapsed", "the force medical officer", again)


def test_clearances_are_judged_on_the_date_of_the_duty_and_never_today():
    lapsed_today = medical((date(2026, 11, 1), FAR_OFF))
    assert codes(standing=lapsed_today) == []


@pytest.mark.parametrize(
    "strand", ["special_constabulary", "police_support_volunteers", "cadets", "community_speedwatch"]
)
def test_each_clearance_the_strand_demands_is_asked_for(strand):
    demands = get_strand(strand)
    grades = ((LONG_AGO, demands.grades[-1].code),)
    birth_date = date(2011, 5, 17) if strand == "cadets" else STANDING.birth_date
    bare = replace(STANDING, strand=strand, birth_date=birth_date, clearances=(), grades=grades)
    found = codes(strand=demands, standing=bare, duty=replace(duty(), adults=2))
    assert found == [f"{code}_missing" for code in demands.duty.clearances]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((Holding("response_driver", LONG_AGO, None),), []),
        ((Holding("response_driver", LONG_AGO, date(2026, 12, 3)),), ["response_driver_lapsed"]),
        ((Holding("first_aid", LONG_AGO, None),), ["response_driver_missing"]),
        ((Holding("response_driver", date(2027, 1, 1), None),), ["response_driver_not_begun"]),
    ],
)
def test_a_qualification_the_post_needs_is_held_on_the_date(held, expected):
    assert (
        codes(standing=replace(STANDING, qualifications=held), post=replace(POST, needs=("response_driver",)))
        == expected
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([("2026-12-04T17:00", "2026-12-04T18:01")], ["clash"]),
        ([("2026-12-04T22:59", "2026-12-05T02:00")], ["clash"]),
        ([("2026-12-04T19:00", "2026-12-04T20:00")], ["clash"]),
        ([("2026-12-04T12:00", "2026-12-05T12:00")], ["clash"]),
        ([("2026-12-04T14:00", "2026-12-04T18:00")], ["rest"]),
        ([("2026-12-04T05:00", "2026-12-04T07:01")], ["rest"]),
        ([("2026-12-04T05:00", "2026-12-04T07:00")], []),
        ([("2026-12-05T09:59", "2026-12-05T12:00")], ["rest"]),
        ([("2026-12-05T10:00", "2026-12-05T12:00")], []),
    ],
)
def test_other_duties_neither_clash_nor_take_the_rest_away(others, expected):
    assert codes(engagements=[engagement(*times) for times in others]) == expected


def test_rest_is_time_that_really_passes():
    """Eleven hours on the clock are ten when the clocks go forward, and twelve when they go back."""
    spring = duty("2027-03-28T09:00", "2027-03-28T12:00")
    autumn = duty("2026-10-25T08:30", "2026-10-25T12:00")
    assert codes(duty=spring, engagements=[engagement("2027-03-27T18:00", "2027-03-27T22:00")]) == ["rest"]
    assert codes(duty=autumn, engagements=[engagement("2026-10-24T18:00", "2026-10-24T22:00")]) == []


def test_being_on_the_duty_already_is_no_clash_with_itself():
    same = engagement("2026-12-04T18:00", "2026-12-04T23:00", duty_id=1)
    assert codes(engagements=[same]) == ["already_on"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-11-30", "2026-12-01", "2026-12-02"], []),  # 43 hours and 5
        (["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-06"], ["weekly_hours"]),
        (["2026-11-29", "2026-12-01", "2026-12-02", "2026-12-07"], []),
    ],
)
def test_a_week_from_monday_to_sunday_has_no_more_hours_than_allowed(days, expected):
    lengths = {"2026-12-06": "07:01"}  # one minute past the cap
    others = [
        engagement(f"{day}T07:00", f"{day}T{lengths.get(day, '21:20')}", duty_id=number)
        for number, day in enumerate(days, 20)
    ]
    found = refusals(engagements=others)
    assert [refusal.code for refusal in found] == expected
    assert not found or found[0].clears_on == date(2026, 12, 7)


@pytest.mark.parametrize(("taken", "expected"), [(0, []), (1, []), (2, ["full"])])
def test_a_place_must_be_left(taken, expected):
    assert codes(post=replace(POST, taken=taken)) == expected


def test_everything_in_the_way_is_said_at_once_and_to_whom_it_concerns():
    found = refusals(
        standing=replace(STANDING, clearances=ALL_CLEAR[:1], grades=()), post=replace(POST, taken=2), to=THEY
    )
    assert [refusal.code for refusal in found] == [
        "medical_missing", "personal_safety_training_missing", "grade", "full",
    ]  # fmt: skip
    assert "on their record" in found[0].message
    assert not any("You" in refusal.message or "your" in refusal.message for refusal in found)
