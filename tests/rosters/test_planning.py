"""What a duty must be before it is stored, as tables of cases."""

from datetime import UTC, datetime

import pytest

from volunteers import clock
from volunteers.rosters.rules import DutyPlan, PostPlan, refusals_to_plan
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
