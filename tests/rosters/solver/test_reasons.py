"""Why places stay empty: each reason alone, reasons together, and the same as the independent checker says."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rosters.solver import checker
from tests.rosters.solver.builders import Json, duty, place, post, problem, read, rules, spell, volunteer
from tests.rosters.solver.strategies import problems
from volunteers.rosters.solver.problem import Assignment, Problem
from volunteers.rosters.solver.reasons import CODES, explain

NIGHT = {"start": "2026-12-09T20:00", "end": "2026-12-10T00:00"}  # touches the ninth alone
ACROSS = {"start": "2026-12-09T20:00", "end": "2026-12-10T00:01"}
DRIVER = {"code": "driver", "from": "2025-01-10", "until": "2026-12-09"}
AGAIN = {"code": "driver", "from": "2026-12-10", "until": None}
NEEDS = [post(needs=["driver"])]
FULL = duty("full", "2026-12-08T20:00", "2026-12-09T03:00")  # eleven hours before d1 begins
ON_FULL = place("v1", "full")
MORNING = spell("2026-12-09T00:00", "2026-12-09T18:00")
ELEVEN_YEARS_OLD = "2015-05-05"


def codes(found: Problem, *taken: Assignment) -> dict[str, tuple[int, int]]:
    """Why the first post with empty places has them."""
    [gap, *_] = explain(found, taken)
    return {one.code: (one.volunteers, one.volunteers_only) for one in gap.reasons}


# What stops the one person, and the same with just that put right.
ALONE: list[tuple[str, list[Json], list[Json], list[Assignment]]] = [
    ("grade", [volunteer(grade="cadet")], [volunteer(grade="directed")], []),
    ("qualification", [duty(posts=NEEDS)], [duty(posts=NEEDS), volunteer(qualifications=[DRIVER])], []),
    (
        "qualification",
        [duty(posts=NEEDS, **ACROSS), volunteer(qualifications=[DRIVER])],
        [duty(posts=NEEDS, **NIGHT), volunteer(qualifications=[DRIVER])],
        [],
    ),
    (
        "qualification",
        [duty(posts=NEEDS, **ACROSS), volunteer(qualifications=[AGAIN])],
        [duty(posts=NEEDS, **ACROSS), volunteer(qualifications=[AGAIN, DRIVER])],
        [],
    ),
    ("not_cleared", [volunteer(cleared_from=None)], [volunteer()], []),
    ("not_cleared", [volunteer(cleared_from="2026-12-10")], [volunteer(cleared_from="2026-12-09")], []),
    (
        "not_cleared",
        [duty(**ACROSS), volunteer(cleared_until="2026-12-09")],
        [duty(**NIGHT), volunteer(cleared_until="2026-12-09")],
        [],
    ),
    ("no_one_available", [volunteer(available=[])], [volunteer()], []),
    (
        "no_one_available",
        [volunteer(available=[spell("2026-12-09T14:01", "2026-12-09T22:00")])],
        [volunteer(available=[spell("2026-12-09T14:00", "2026-12-09T22:00")])],
        [],
    ),
    (
        "no_one_available",
        [volunteer(available=[MORNING, spell("2026-12-09T18:01", "2026-12-10T00:00")])],
        [volunteer(available=[spell("2026-12-09T18:00", "2026-12-10T00:00"), MORNING])],
        [],
    ),
    (
        "busy",
        [volunteer(busy=[spell("2026-12-09T09:00", "2026-12-09T14:01")])],
        [volunteer(busy=[spell("2026-12-09T09:00", "2026-12-09T14:00")])],
        [],
    ),
    ("elsewhere", [duty(), duty("full", "2026-12-09T21:59", "2026-12-09T23:00")],
     [duty(), duty("full", "2026-12-10T09:00", "2026-12-10T10:00")], [ON_FULL]),
    ("rest", [duty(start="2026-12-09T13:59"), FULL], [duty(), FULL], [ON_FULL]),
    ("max_hours", [volunteer(max_hours=12, already_hours=4.1)], [volunteer(max_hours=12, already_hours=4)], []),
    ("max_hours", [volunteer(max_hours=14.9), FULL, duty()], [volunteer(max_hours=15), FULL, duty()], [ON_FULL]),
    (
        "week_hours",
        [volunteer(busy=[spell("2026-12-07T00:00", "2026-12-08T16:01")])],
        [volunteer(busy=[spell("2026-12-07T00:00", "2026-12-08T16:00")])],
        [],
    ),
    (
        "week_hours",
        [volunteer(busy=[spell("2026-12-07T00:00", "2026-12-08T18:00")])],
        [volunteer(busy=[spell("2026-12-06T23:59", "2026-12-08T18:00")])],  # counts in the week it starts in
        [],
    ),
    ("minimum_to_run", [duty(minimum_to_run=2)], [duty(minimum_to_run=1)], []),
    (
        "independent_needed",
        [volunteer(grade="directed"), duty(needs_independent=True)],
        [volunteer(grade="qualified"), duty(needs_independent=True)],
        [],
    ),
    (
        "adult_ratio",
        [volunteer(birth_date="2008-12-10"), duty(adult_ratio=4)],
        [volunteer(birth_date="2008-12-09"), duty(adult_ratio=4)],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "broken", "mended", "taken"), ALONE)
def test_what_stops_someone_and_that_they_could_go_without_it(
    code: str, broken: list[Json], mended: list[Json], taken: list[Assignment]
) -> None:
    assert codes(read(problem(*broken)), *taken) == {code: (1, 1)}
    assert codes(read(problem(*mended)), *taken) == {}


@pytest.mark.parametrize(
    ("worked", "found"),
    [
        ((3, 4, 5, 6, 7, 8), {"consecutive_days": (1, 1)}),
        ((6, 7, 8, 10, 11, 12), {"consecutive_days": (1, 1)}),
        ((4, 5, 6, 7, 8), {}),
        ((1, 2, 3, 4, 5, 6, 7), {}),  # too many, but not around this one
    ],
)
def test_days_running_are_counted_before_and_after(worked: tuple[int, ...], found: dict[str, Any]) -> None:
    others = [duty(f"day{day}", f"2026-12-{day:02}T14:00", f"2026-12-{day:02}T18:00") for day in worked]
    given = read(problem(duty(), *others))
    assert codes(given, *(place("v1", f"day{day}") for day in worked)) == found


def test_a_pair_is_barred() -> None:
    barred = [{"duty": "d1", "volunteer": "v1"}]
    assert codes(read(problem(barred=barred))) == {"barred": (1, 1)}
    assert codes(read(problem(duty(), duty("d2"), barred=[{"duty": "d2", "volunteer": "v1"}]))) == {}


@pytest.mark.parametrize(("applies", "found"), [(False, {}), (True, {"busy": (1, 1)})])
def test_rest_after_the_day_job_is_kept_where_it_is_asked(applies: bool, found: dict[str, Any]) -> None:
    at_work = volunteer(busy=[spell("2026-12-09T02:00", "2026-12-09T03:01")])
    given = problem(at_work, rules=rules(rest_applies_to_busy=applies))
    assert codes(read(given)) == found


def test_a_duty_over_the_change_of_the_clocks_is_as_long_as_it_takes() -> None:
    march = duty(start="2027-03-27T23:00", end="2027-03-28T05:00")  # five hours
    there = volunteer(available=[spell("2027-03-27T00:00", "2027-03-29T00:00")], max_hours=5)
    assert codes(read(problem(march, there))) == {}
    october = duty(start="2026-10-24T23:00", end="2026-10-25T04:00")  # six
    there = volunteer(available=[spell("2026-10-24T00:00", "2026-10-26T00:00")], max_hours=5)
    assert codes(read(problem(october, there))) == {"max_hours": (1, 1)}


def test_someone_on_another_post_of_the_duty_is_stopped_by_that_alone() -> None:
    """Their own hours count the duty once, and they are one of its people already."""
    two = duty(posts=[post("lead"), post()], minimum_to_run=1)
    limits = rules(max_hours_per_week=8, max_consecutive_days=1)
    given = read(problem(two, volunteer(max_hours=8), rules=limits))
    assert codes(given, place("v1", in_post="lead")) == {"on_this_duty": (1, 1)}


def test_someone_on_the_very_post_is_not_counted() -> None:
    given = read(problem(duty(posts=[post(count=2)]), volunteer("v1"), volunteer("v2", available=[])))
    [gap] = explain(given, [place("v1")])
    assert (gap.places, [(one.code, one.volunteers) for one in gap.reasons]) == (1, [("no_one_available", 1)])


def test_people_who_were_there_before_count_like_new_ones() -> None:
    given = problem(duty(minimum_to_run=2, posts=[post(count=2)]), volunteer("v1"), volunteer("v2"))
    assert codes(read(given)) == {"minimum_to_run": (2, 2)}
    taken = [{"duty": "d1", "post": "patrol", "volunteer": "v1"}]
    assert codes(read({**given, "assigned": taken})) == {}
    assert codes(read(given), place("v1")) == {}


def test_what_someone_breaks_already_stops_nobody_else() -> None:
    taken = [{"duty": "d1", "post": "patrol", "volunteer": "v1"}]
    unfit = volunteer("v1", grade="cadet", cleared_from=None, available=[])
    assert codes(read(problem(duty(posts=[post(count=2)]), unfit, volunteer("v2"), assigned=taken))) == {}


@pytest.mark.parametrize(
    ("adults", "minors", "ratio", "stopped"),
    [(2, 3, 2, False), (2, 4, 2, True), (1, 0, 2, True), (2, 0, 1, False), (3, 3, 1, True), (3, 2, 1, False)],
)
def test_young_people_need_two_adults_and_the_ratio(adults: int, minors: int, ratio: int, stopped: bool) -> None:
    """The newcomer is one under 18, or, where two adults lack another, stays so with any one more."""
    everyone = [volunteer(f"a{one}") for one in range(adults)]
    everyone += [volunteer(f"m{one}", birth_date=ELEVEN_YEARS_OLD) for one in range(minors + 1)]
    given = read(problem(duty(posts=[post(count=20)], adult_ratio=ratio), *everyone))
    there = [place(one.id) for one in given.volunteers[:-1]]
    assert codes(given, *there) == ({"adult_ratio": (1, 1)} if stopped else {})


def test_every_reason_of_a_person_counts_and_alone_only_where_it_is_the_only_one() -> None:
    away, at_work = {"available": []}, {"busy": [spell("2026-12-09T15:00", "2026-12-09T16:00")]}
    people = [
        volunteer("a", **away),
        volunteer("b", **away),
        volunteer("c", **away, **at_work),
        volunteer("d", **at_work),
    ]
    [gap] = explain(read(problem(*people)), [])
    assert [(one.code, one.volunteers, one.volunteers_only) for one in gap.reasons] == [
        ("no_one_available", 3, 2), ("busy", 2, 1),
    ]  # fmt: skip


def test_gaps_come_in_the_order_of_the_problem_and_full_posts_are_none() -> None:
    first = duty("d2", posts=[post("lead"), post(count=2), post("nobody", count=0)])
    given = read(problem(first, duty("d1"), volunteer("v1"), volunteer("v2")))
    found = explain(given, [place("v1", "d2", "lead"), place("v2", "d1")])
    assert [(one.duty, one.post, one.places) for one in found] == [("d2", "patrol", 2)]
    assert [(one.duty, one.post) for one in explain(given, [])] == [("d2", "lead"), ("d2", "patrol"), ("d1", "patrol")]


def test_without_volunteers_or_without_gaps_there_are_no_reasons() -> None:
    assert explain(read(problem()), [place("v1")]) == ()
    [gap] = explain(read({**problem(), "volunteers": []}), [])
    assert (gap.places, gap.reasons) == (1, ())


def test_the_codes_are_those_of_the_document() -> None:
    assert CODES == (
        "grade", "qualification", "not_cleared", "barred", "no_one_available", "busy", "on_this_duty", "elsewhere",
        "rest", "max_hours", "week_hours", "consecutive_days", "minimum_to_run", "independent_needed", "adult_ratio",
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 10**6))
def test_they_are_those_of_the_independent_checker_whatever_the_roster(given: Json, seed: int) -> None:
    """Also where the roster breaks rules, as one that was made by hand may."""
    found, chance = read(given), Random(seed)
    taken = _some_places(found, chance)
    solution = {"assignments": [{"duty": one.duty, "post": one.post, "volunteer": one.volunteer} for one in taken]}
    said = {
        (gap.duty, gap.post): {one.code: (one.volunteers, one.volunteers_only) for one in gap.reasons}
        for gap in explain(found, taken)
    }
    assert said == checker.reasons(given, solution)


def _some_places(found: Problem, chance: Random) -> list[Assignment]:
    """Anyone anywhere, but nobody twice on a duty and no post too full."""
    taken = list(found.assigned)
    for work in found.duties:
        for asked in work.posts:
            for one in found.volunteers:
                here = [each for each in taken if each.duty == work.id]
                is_full = sum(each.post == asked.id for each in here) >= asked.count
                if not is_full and chance.random() < 0.25 and all(each.volunteer != one.id for each in here):
                    taken.append(Assignment(work.id, asked.id, one.id))
    return taken[len(found.assigned) :]
