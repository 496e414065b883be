"""What a duty must be before it is stored, as tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from volunteers import clock
from volunteers.places.rules.daylight import Daylight
from volunteers.rosters.rules import DutyPlan, Giving, Particulars, PostPlan, refusals_to_plan, tidy_grid_reference
from volunteers.strands.queries import get_strand

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
PATROL = PostPlan("Patrol", 2)


def plan(start: str, end: str, *posts: PostPlan) -> DutyPlan:
    starts, ends = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return DutyPlan(clock.from_london(starts), clock.from_london(ends), starts.time(), ends.time(), posts)


def codes(one: DutyPlan, strand: str = "special_constabulary") -> list[str]:
    return [refusal.code for refusal in refusals_to_plan(one, strand=get_strand(strand), now=NOW)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-04T18:00", "2026-12-04T23:00", []),
        ("2026-10-24T22:00", "2026-10-25T06:00", []),
        ("2026-12-04T18:00", "2026-12-04T18:00", ["ends_before_start"]),
        ("2026-12-04T18:00", "2026-12-04T17:00", ["ends_before_start"]),
        ("2026-10-01T09:59", "2026-10-01T12:00", ["in_the_past"]),
        ("2026-12-04T18:00", "2026-12-05T18:00", []),
        ("2026-12-04T18:00", "2026-12-05T18:01", ["too_long"]),
    ],
)
def test_the_times_of_a_duty(start, end, expected):
    assert codes(plan(start, end, PATROL)) == expected


@pytest.mark.parametrize(
    ("start", "end", "places", "expected"),
    [
        ("2026-12-04T10:00", "2026-12-04T12:00", 3, []),
        ("2026-12-04T06:59", "2026-12-04T08:00", 3, ["too_early"]),
        ("2026-12-04T20:30", "2026-12-04T22:00", 3, []),
        ("2026-12-04T20:30", "2026-12-04T22:01", 3, ["too_late"]),
        ("2026-12-04T10:00", "2026-12-04T12:01", 3, ["too_long"]),
        ("2026-12-04T21:00", "2026-12-05T07:30", 3, ["too_long", "too_late"]),
        ("2026-12-04T10:00", "2026-12-04T12:00", 2, ["team_too_small"]),
    ],
)
def test_a_strand_with_hours_and_a_smallest_team_is_held_to_them(start, end, places, expected):
    assert codes(plan(start, end, PostPlan("Roadside", places)), "community_speedwatch") == expected


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([], ["no_posts"]),
        ([PostPlan("Patrol", 0)], ["places"]),
        ([PostPlan("Patrol", 501)], ["places"]),
        ([PostPlan("Patrol", 1, grades=("qualified",)), PostPlan("Driver", 1, needs=("response_driver",))], []),
        ([PostPlan("Patrol", 1, grades=("captain",))], ["unknown_grade"]),
        ([PostPlan("Patrol", 1, grades=("in_training",))], ["unknown_grade"]),
        ([PostPlan("Patrol", 1, needs=("juggling",))], ["unknown_qualification"]),
    ],
)
def test_the_posts_of_a_duty(posts, expected):
    found = [code for code in codes(plan("2026-12-04T18:00", "2026-12-04T23:00", *posts)) if code != "team_too_small"]
    assert found == expected


FRIDAY = ("2026-12-04T18:00", "2026-12-04T20:00")
LEADERS = {"adults": 2, "kind": "unit_evening"}


def said_codes(strand: str, posts: list[PostPlan], until: str | None = None, **said: object) -> list[str]:
    deadline = clock.from_london(datetime.fromisoformat(until)) if until else None
    one = replace(plan(*FRIDAY, *posts), said=Particulars(**said), sign_up_until=deadline)  # type: ignore[arg-type]
    return codes(one, strand)


@pytest.mark.parametrize(
    ("strand", "said", "places", "expected"),
    [
        ("special_constabulary", {"minimum_to_run": 4}, 4, []),
        ("special_constabulary", {"minimum_to_run": 5}, 4, ["minimum_above_places"]),
        ("community_speedwatch", {"minimum_to_run": 2, "kind": "meeting"}, 4, ["minimum_below_team"]),
        ("special_constabulary", {"kind": "roadside"}, 4, ["unknown_kind"]),
        ("special_constabulary", {"is_unit_only": True}, 4, ["unit_needed"]),
        ("special_constabulary", {"must_accept": True}, 4, ["nothing_to_accept"]),
        ("special_constabulary", {"must_accept": True, "risk_assessment": "Ice"}, 4, []),
        ("special_constabulary", {"giving": Giving.AUTOMATIC}, 4, ["no_deadline"]),
        ("cadets", LEADERS, 20, []),
        ("cadets", {}, 20, ["adults_needed"]),
        ("cadets", {**LEADERS, "adults": 1}, 8, ["too_few_adults"]),
        ("cadets", LEADERS, 21, ["adult_ratio"]),
        ("special_constabulary", {"adults": 1}, 40, []),
    ],
)
def test_what_is_said_of_a_duty(strand, said, places, expected):
    assert said_codes(strand, [PostPlan("Patrol", places)], **said) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-12-04T18:00", []),
        ("2026-12-04T18:01", ["deadline_too_late"]),
        ("2026-10-01T09:59", ["deadline_past"]),
        ("2026-10-01T10:01", []),
    ],
)
def test_until_when_people_sign_up(until, expected):
    assert said_codes("special_constabulary", [PATROL], until) == expected


@pytest.mark.parametrize(
    ("grades", "expected"),
    [((), []), (("accompanied",), ["no_independent"]), (("accompanied", "qualified"), [])],
)
def test_someone_who_may_be_alone_must_have_a_post(grades, expected):
    assert said_codes("special_constabulary", [PostPlan("Patrol", 2, (), grades)], needs_independent=True) == expected


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ST 587 728", "ST 587 728"),
        ("st587728", "ST 587 728"),
        (" ST 58712 72845 ", "ST 58712 72845"),
        ("ST 58 72", "ST 58 72"),
        ("ST 587 72", None),
        ("SI 587 728", None),
        ("XX 587 728", None),
        ("ST 5 7", None),
        ("ST 587123 728123", None),
        ("51.45, -2.58", None),
    ],
)
def test_a_grid_reference_is_kept_as_it_is_printed(typed, printed):
    assert tidy_grid_reference(typed) == printed


@pytest.mark.parametrize(
    ("kind", "ends", "own", "expected"),
    [
        ("roadside", "16:00", True, []),
        ("roadside", "16:30", True, ["daylight"]),
        ("roadside", "15:00", False, ["own_page"]),
        (None, "16:30", False, ["own_page", "daylight"]),
        ("meeting", "16:30", False, []),
    ],
)
def test_roadside_work_is_by_daylight_and_planned_on_a_page_of_its_own(kind, ends, own, expected):
    asked = plan("2026-12-04T14:30", f"2026-12-04T{ends}", PostPlan("Roadside volunteer", 3))
    said = Particulars(title="Roadside", area="somerset", meeting_place="The pump", kind=kind)
    rises, sets = (datetime(2026, 12, 4, hour, 2, tzinfo=UTC) for hour in (8, 16))
    light = Daylight(rises, sets)
    assert codes(replace(asked, said=said, daylight=light, is_from_own_page=own), "community_speedwatch") == expected
