"""The checker finds each fault, and nothing wrong where nothing is: solutions made and hours counted by hand."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rosters.solver import brute, checker
from tests.rosters.solver.case import Case, great_circle, span
from tests.rosters.solver.strategies import problems

Json = dict[str, Any]
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def a_volunteer(name: str, **other: Any) -> Json:
    return {
        "id": name,
        "grade": "qualified",
        "cleared_from": "2025-01-01",
        "available": [{"start": "2026-10-01T00:00", "end": "2027-04-30T00:00"}],
        **other,
    }


def a_duty(name: str, start: str, end: str, **other: Any) -> Json:
    posts = [{"id": "patrol", "grades": ["directed", "qualified", "cadet"], "count": 3}]
    return {"id": name, "start": start, "end": end, "priority": 3, "posts": posts, **other}


def a_problem(volunteers: list[Json], duties: list[Json], **other: Any) -> Json:
    rules = {"rest_hours": 11, "max_hours_per_week": 48, "max_consecutive_days": 6, **other.pop("rules", {})}
    return {"rules": rules, "volunteers": volunteers, "duties": duties, **other}


def a_solution(problem: Json, *assignments: str, **other: Any) -> Json:
    """Assignments as "volunteer duty" or "volunteer duty post", everything else as it should be."""
    triples = [(*one.split(), "patrol")[:3] for one in assignments]
    solution: Json = {
        "assignments": [{"duty": duty, "post": post, "volunteer": one} for one, duty, post in triples],
        "status": "feasible",
        "seconds": 0.1,
    }
    known = {one["id"] for one in problem["volunteers"]}
    if all(one[0] in known for one in triples):
        solution["score"] = checker.score(problem, solution)
        solution["bound"] = {"weight": 10_000}
        counts = checker.empty(Case(problem), checker.places(solution))
        solution["unfilled"] = [
            {"duty": duty, "post": post, "places": places, "reasons": []} for (duty, post), places in counts.items()
        ]
    return {**solution, **other}


def with_one_more(solution: Json, duty: str, post: str, volunteer: str) -> Json:
    return {"assignments": [*solution["assignments"], {"duty": duty, "post": post, "volunteer": volunteer}]}


MORNING = a_duty("d1", "2026-12-01T08:00", "2026-12-01T16:00")
NIGHT = a_duty("d2", "2026-12-01T18:00", "2026-12-02T00:00")
DRIVER = {"id": "driver", "grades": ["qualified"], "needs": ["driver"], "count": 1}
DRIVEN = a_duty("d3", "2026-12-03T20:00", "2026-12-04T00:00", posts=[DRIVER])
WEEK = [a_duty(f"w{day}", f"2026-12-{day:02}T09:00", f"2026-12-{day:02}T17:00") for day in range(1, 9)]


def held(first: str, last: str | None) -> Json:
    return {"qualifications": [{"code": "driver", "from": first, "until": last}]}


WRONG = {
    "unknown volunteer": (a_problem([], [MORNING]), ["v9 d1"], "of this name"),
    "too many": (
        a_problem([a_volunteer(f"v{n}") for n in range(4)], [MORNING]),
        ["v0 d1", "v1 d1", "v2 d1", "v3 d1"],
        "has 4 people",
    ),
    "too many with those taken": (
        a_problem(
            [a_volunteer(f"v{n}") for n in range(4)],
            [MORNING],
            assigned=[{"duty": "d1", "post": "patrol", "volunteer": f"v{n}"} for n in range(3)],
        ),
        ["v3 d1"],
        "has 4 people",
    ),
    "grade": (a_problem([a_volunteer("v1", grade="accompanied")], [MORNING]), ["v1 d1"], "grade"),
    "no qualification": (a_problem([a_volunteer("v1")], [DRIVEN]), ["v1 d3 driver"], "lacks a qualification"),
    "lapsed the day before": (
        a_problem([a_volunteer("v1", **held("2025-01-01", "2026-12-02"))], [DRIVEN]),
        ["v1 d3 driver"],
        "lacks a qualification",
    ),
    "lapses at the midnight within": (
        a_problem([a_volunteer("v1", **held("2025-01-01", "2026-12-03"))], [{**DRIVEN, "end": "2026-12-04T00:01"}]),
        ["v1 d3 driver"],
        "lacks a qualification",
    ),
    "not yet held": (
        a_problem([a_volunteer("v1", **held("2026-12-04", None))], [{**DRIVEN, "end": "2026-12-04T03:00"}]),
        ["v1 d3 driver"],
        "lacks a qualification",
    ),
    "never cleared": (a_problem([a_volunteer("v1", cleared_from=None)], [MORNING]), ["v1 d1"], "not cleared"),
    "cleared until before": (
        a_problem([a_volunteer("v1", cleared_until="2026-11-30")], [MORNING]),
        ["v1 d1"],
        "not cleared",
    ),
    "barred": (
        a_problem([a_volunteer("v1")], [MORNING], barred=[{"duty": "d1", "volunteer": "v1"}]),
        ["v1 d1"],
        "barred",
    ),
    "two posts": (
        a_problem([a_volunteer("v1", **held("2025-01-01", None))], [{**DRIVEN, "posts": [DRIVER, *MORNING["posts"]]}]),
        ["v1 d3 driver", "v1 d3 patrol"],
        "two posts",
    ),
    "overlap": (
        a_problem([a_volunteer("v1")], [MORNING, a_duty("d9", "2026-12-01T15:59", "2026-12-01T17:00")]),
        ["v1 d1", "v1 d9"],
        "at the same time",
    ),
    "rest": (a_problem([a_volunteer("v1")], [MORNING, NIGHT]), ["v1 d1", "v1 d2"], "too little rest"),
    "rest from a place taken": (
        a_problem(
            [a_volunteer("v1")], [MORNING, NIGHT], assigned=[{"duty": "d1", "post": "patrol", "volunteer": "v1"}]
        ),
        ["v1 d2"],
        "too little rest",
    ),
    "rest lost in March": (
        # 23:00 to 10:00 by the clock, ten hours in truth.
        a_problem(
            [a_volunteer("v1")],
            [
                a_duty("d1", "2027-03-27T15:00", "2027-03-27T23:00"),
                a_duty("d2", "2027-03-28T10:00", "2027-03-28T12:00"),
            ],
        ),
        ["v1 d1", "v1 d2"],
        "too little rest",
    ),
    "day job": (
        a_problem([a_volunteer("v1", busy=[{"start": "2026-12-01T15:30", "end": "2026-12-01T18:00"}])], [MORNING]),
        ["v1 d1"],
        "at work",
    ),
    "rest from the day job": (
        a_problem(
            [a_volunteer("v1", busy=[{"start": "2026-11-30T09:00", "end": "2026-11-30T21:30"}])],
            [MORNING],
            rules={"rest_applies_to_busy": True},
        ),
        ["v1 d1"],
        "at work",
    ),
    "not available to the end": (
        a_problem([a_volunteer("v1", available=[{"start": "2026-12-01T08:00", "end": "2026-12-01T15:59"}])], [MORNING]),
        ["v1 d1"],
        "not available",
    ),
    "a gap in what is available": (
        a_problem(
            [
                a_volunteer(
                    "v1",
                    available=[
                        {"start": "2026-12-01T08:00", "end": "2026-12-01T12:00"},
                        {"start": "2026-12-01T12:01", "end": "2026-12-01T18:00"},
                    ],
                )
            ],
            [MORNING],
        ),
        ["v1 d1"],
        "not available",
    ),
    "hours": (a_problem([a_volunteer("v1", max_hours=10, already_hours=2.5)], [MORNING]), ["v1 d1"], "more than 10"),
    "an hour more in October": (
        a_problem([a_volunteer("v1", max_hours=6)], [a_duty("d1", "2026-10-24T22:00", "2026-10-25T04:00")]),
        ["v1 d1"],
        "more than 6",
    ),
    "week": (
        a_problem([a_volunteer("v1")], WEEK, rules={"max_hours_per_week": 30}),
        ["v1 w1", "v1 w2", "v1 w3", "v1 w4"],
        "hours in week 49",
    ),
    "week with the day job": (
        # Begun on Sunday, the night counts in the week before.
        a_problem(
            [a_volunteer("v1", busy=[{"start": "2026-11-30T00:00", "end": "2026-12-01T17:00"}])],
            [WEEK[1]],
        ),
        ["v1 w2"],
        "hours in week 49",
    ),
    "days running": (
        a_problem([a_volunteer("v1")], WEEK, rules={"max_hours_per_week": 90}),
        [f"v1 w{day}" for day in range(1, 8)],
        "days running",
    ),
    "minimum": (a_problem([a_volunteer("v1")], [{**MORNING, "minimum_to_run": 2}]), ["v1 d1"], "minimum_to_run"),
    "nobody independent": (
        a_problem([a_volunteer("v1", grade="directed")], [{**MORNING, "needs_independent": True}]),
        ["v1 d1"],
        "independent_needed",
    ),
    "one adult": (
        a_problem(
            [a_volunteer("v1"), a_volunteer("v2", grade="cadet", birth_date="2008-12-02")],
            [{**MORNING, "adult_ratio": 5}],
        ),
        ["v1 d1", "v2 d1"],
        "adult_ratio",
    ),
    "too few adults": (
        a_problem(
            [
                *(a_volunteer(f"v{n}") for n in (1, 2)),
                *(a_volunteer(f"c{n}", grade="cadet", birth_date="2010-01-01") for n in (1, 2, 3)),
            ],
            [{**MORNING, "adult_ratio": 1, "posts": [{**MORNING["posts"][0], "count": 5}]}],
        ),
        ["v1 d1", "v2 d1", "c1 d1", "c2 d1", "c3 d1"],
        "adult_ratio",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_solution_is_found_wrong_for_just_that(name: str) -> None:
    problem, assignments, words = WRONG[name]
    found = checker.faults(problem, a_solution(problem, *assignments))
    assert found, "nothing found"
    assert all(words in one for one in found), found


def test_someone_twice_in_one_place_is_found() -> None:
    problem = a_problem([a_volunteer("v1")], [MORNING])
    assert "there twice" in checker.faults(problem, a_solution(problem, "v1 d1", "v1 d1"))[0]


RIGHT = {
    "exactly the rest": (
        a_problem(
            [a_volunteer("v1")],
            [MORNING, a_duty("d2", "2026-12-02T03:00", "2026-12-02T05:00")],
        ),
        ["v1 d1", "v1 d2"],
    ),
    "ends at midnight, lapses with the day": (
        a_problem([a_volunteer("v1", **held("2026-12-03", "2026-12-03"))], [DRIVEN]),
        ["v1 d3 driver"],
    ),
    "renewed without a day between": (
        a_problem(
            [
                a_volunteer(
                    "v1",
                    qualifications=[
                        *held("2025-01-01", "2026-12-03")["qualifications"],
                        *held("2026-12-04", None)["qualifications"],
                    ],
                )
            ],
            [{**DRIVEN, "end": "2026-12-04T03:00"}],
        ),
        ["v1 d3 driver"],
    ),
    "spells that touch": (
        a_problem(
            [
                a_volunteer(
                    "v1",
                    available=[
                        {"start": "2026-12-01T12:00", "end": "2026-12-01T18:00"},
                        {"start": "2026-12-01T08:00", "end": "2026-12-01T12:00"},
                    ],
                )
            ],
            [MORNING],
        ),
        ["v1 d1"],
    ),
    "from work to the duty": (
        a_problem([a_volunteer("v1", busy=[{"start": "2026-12-01T16:00", "end": "2026-12-01T18:00"}])], [MORNING]),
        ["v1 d1"],
    ),
    "an hour less in March": (
        a_problem([a_volunteer("v1", max_hours=5)], [a_duty("d1", "2027-03-27T22:00", "2027-03-28T04:00")]),
        ["v1 d1"],
    ),
    "six days, one off, and a seventh": (
        a_problem([a_volunteer("v1")], WEEK, rules={"max_hours_per_week": 90}),
        [f"v1 w{day}" for day in (1, 2, 3, 4, 5, 6, 8)],
    ),
    "eighteen on the day": (
        a_problem([a_volunteer("v1", grade="cadet", birth_date="2008-12-01")], [{**MORNING, "adult_ratio": 1}]),
        ["v1 d1"],
    ),
    "two adults for their children": (
        a_problem(
            [a_volunteer("v1"), a_volunteer("v2"), a_volunteer("c1", grade="cadet", birth_date="2010-01-01")],
            [{**MORNING, "adult_ratio": 1}],
        ),
        ["v1 d1", "v2 d1", "c1 d1"],
    ),
    "what is broken already hinders nobody else": (
        a_problem(
            [a_volunteer("v1", grade="accompanied", cleared_from=None, max_hours=1), a_volunteer("v2")],
            [MORNING],
            assigned=[{"duty": "d1", "post": "patrol", "volunteer": "v1"}],
        ),
        ["v2 d1"],
    ),
    "those taken count to the minimum": (
        a_problem(
            [a_volunteer("v1"), a_volunteer("v2", grade="directed")],
            [{**MORNING, "minimum_to_run": 2, "needs_independent": True}],
            assigned=[{"duty": "d1", "post": "patrol", "volunteer": "v1"}],
        ),
        ["v2 d1"],
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_solution_is_found_right(name: str) -> None:
    problem, assignments = RIGHT[name]
    assert checker.faults(problem, a_solution(problem, *assignments)) == []


NUMBERS: dict[str, tuple[Json, str]] = {
    "weight": ({"score": {"weight": 8, "shortfall_hours": 0, "kilometres": 0}}, "weight is 4"),
    "shortfall": ({"score": {"weight": 4, "shortfall_hours": 1, "kilometres": 0}}, "shortfall is 0"),
    "kilometres": ({"score": {"weight": 4, "shortfall_hours": 0, "kilometres": 1}}, "way is 0"),
    "bound": ({"bound": {"weight": 3}}, "less than the weight"),
    "optimal": ({"status": "optimal"}, "not ruled out"),
    "status": ({"status": "best"}, "no such status"),
    "seconds": ({"seconds": -1}, "-1 seconds"),
    "unfilled missing": ({"unfilled": []}, "2 empty places, not 0"),
    "unfilled too many": (
        {"unfilled": [{"duty": "d1", "post": "patrol", "places": 3, "reasons": []}]},
        "2 empty places, not 3",
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_wrong_number_is_found(name: str) -> None:
    wrong, words = NUMBERS[name]
    problem = a_problem([a_volunteer("v1")], [MORNING])
    found = checker.faults(problem, {**a_solution(problem, "v1 d1"), **wrong})
    assert len(found) == 1, found
    assert words in found[0]


def test_score_by_hand() -> None:
    here, there = [51.454, -2.588], [51.38, -2.36]
    problem = a_problem(
        [
            a_volunteer("v1", commitment_hours=16, already_hours=4, place=here),
            a_volunteer("v2", commitment_hours=16, place=here),
            a_volunteer("v3", commitment_hours=2, already_hours=4),
        ],
        [{**MORNING, "place": there, "priority": 5}, NIGHT],
        assigned=[{"duty": "d2", "post": "patrol", "volunteer": "v2"}],
    )
    counted = checker.score(problem, a_solution(problem, "v1 d1", "v3 d1"))
    assert (counted["weight"], counted["shortfall_hours"]) == (32, 4 + 10)
    assert counted["kilometres"] == pytest.approx(17.84, abs=0.02)


def test_kilometres_of_a_quarter_of_the_equator_and_across_the_date_line() -> None:
    assert great_circle((0, 0), (0, 90)) == pytest.approx(10_007.56, abs=0.1)
    assert great_circle((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("start", "end", "hours", "days"),
    [
        ("2027-03-28T00:00", "2027-03-28T04:00", 3, 1),
        ("2026-10-25T00:00", "2026-10-25T04:00", 5, 1),
        ("2026-10-25T01:30", "2026-10-25T03:00", 2.5, 1),
        ("2026-10-25T01:30+00:00", "2026-10-25T03:00", 1.5, 1),
        ("2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00", 1, 1),
        ("2026-12-01T18:00", "2026-12-02T00:00", 6, 1),
        ("2026-12-01T18:00", "2026-12-02T00:01", 6 + 1 / 60, 2),
        ("2026-12-31T22:00", "2027-01-01T06:00", 8, 2),
    ],
)
def test_hours_and_days_of_a_spell(start: str, end: str, hours: float, days: int) -> None:
    one = span({"start": start, "end": end})
    assert one.hours == pytest.approx(hours)
    assert len(one.days) == days


def test_week_is_that_of_the_london_day_it_starts_in() -> None:
    assert span({"start": "2027-01-03T23:30", "end": "2027-01-04T07:00"}).week == (2026, 53)
    assert span({"start": "2027-01-04T00:00", "end": "2027-01-04T07:00"}).week == (2027, 1)


def test_reasons_by_hand() -> None:
    problem = a_problem(
        [
            a_volunteer("there"),
            a_volunteer("grade", grade="accompanied"),
            a_volunteer("uncleared", cleared_until="2026-12-01", grade="accompanied"),
            a_volunteer("away", available=[]),
            a_volunteer("works", busy=[{"start": "2026-12-03T21:00", "end": "2026-12-03T22:00"}]),
            a_volunteer("rests", max_hours=9),
            a_volunteer("no driver"),
            a_volunteer("spent", max_hours=3, **held("2025-01-01", None)),
            a_volunteer("elsewhere", **held("2025-01-01", None)),
            a_volunteer("patrols", **held("2025-01-01", None)),
        ],
        [
            {**DRIVEN, "minimum_to_run": 3, "posts": [DRIVER, {**MORNING["posts"][0], "count": 1}]},
            a_duty("d4", "2026-12-03T22:00", "2026-12-04T02:00"),
            a_duty("d5", "2026-12-03T03:00", "2026-12-03T10:00"),
        ],
        assigned=[{"duty": "d3", "post": "patrol", "volunteer": "patrols"}],
    )
    solution = a_solution(problem, "elsewhere d4", "rests d5")
    assert checker.reasons(problem, solution)["d3", "driver"] == {
        "grade": (2, 0),
        "qualification": (7, 0),
        "not_cleared": (1, 0),
        "no_one_available": (1, 0),
        "busy": (1, 0),
        "on_this_duty": (1, 0),
        "elsewhere": (1, 0),
        "rest": (1, 0),
        "max_hours": (2, 0),
        "minimum_to_run": (10, 0),
    }
    problem["duties"][0]["minimum_to_run"] = 2
    alone = {code: one for code, (_, one) in checker.reasons(problem, solution)["d3", "driver"].items() if one}
    assert (
        alone == {"qualification": 2, "max_hours": 1, "elsewhere": 1, "on_this_duty": 1, "minimum_to_run": 0} or alone
    )


def test_whom_nothing_stops_is_found() -> None:
    problem = a_problem([a_volunteer("v1"), a_volunteer("v2", max_hours=7)], [MORNING])
    solution = a_solution(problem)
    assert checker.could_join(problem, solution) == [("d1", "patrol", "v1")]
    assert checker.stopped_alone(problem, solution, "max_hours") == [("d1", "patrol", "v2")]


@OFTEN
@given(problems(most_volunteers=2, most_duties=2))
def test_brute_force_finds_what_trying_every_subset_finds(problem: Json) -> None:
    """The best that the checker finds nothing wrong with, of all choices whatever."""
    if sum(len(duty["posts"]) for duty in problem["duties"]) * len(problem["volunteers"]) > 6:
        return
    found = []
    for assignments in brute.every_roster(problem):
        solution = {"assignments": assignments}
        if not checker.broken_rules(problem, solution):
            counted = checker.score(problem, solution)
            found.append((-counted["weight"], round(counted["shortfall_hours"] * 60), round(counted["kilometres"], 6)))
    weight, short, way = brute.best(problem)
    assert (-weight, short) == min(found)[:2]
    assert way == pytest.approx(min(found)[2], abs=1e-5)


@OFTEN
@given(problems(), st.randoms(use_true_random=False))
def test_whom_nothing_stops_may_join_and_whom_something_stops_may_not(problem: Json, chance: Random) -> None:
    """The two halves of the checker, written apart, agree on everyone for every empty place of a roster half filled."""
    solution: Json = {"assignments": []}
    for _ in range(chance.randrange(4)):
        if free := checker.could_join(problem, solution):
            solution = with_one_more(solution, *chance.choice(free))
    assert not checker.broken_rules(problem, solution)
    for (duty, post), people in checker.stopped(problem, solution).items():
        for volunteer, codes in people.items():
            found = checker.broken_rules(problem, with_one_more(solution, duty, post, volunteer))
            assert bool(found) == bool(codes), (codes, found)
