"""A reason is right: give what alone was missing, leave everybody else where they are, and the place is filled."""

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from tests.rosters.solver import checker
from tests.rosters.solver.case import Case
from tests.rosters.solver.filled import filled_here, often
from tests.rosters.solver.strategies import problems

Json = dict[str, Any]


def _the_grade(problem: Json, duty: Json, post: Json, person: Json) -> None:
    post["grades"] = [*post["grades"], person["grade"]]


def _the_qualification(problem: Json, duty: Json, post: Json, person: Json) -> None:
    person["qualifications"] = [{"code": code, "from": "2020-01-01", "until": None} for code in post["needs"]]


def _a_clearance(problem: Json, duty: Json, post: Json, person: Json) -> None:
    person["cleared_from"], person["cleared_until"] = "2020-01-01", None


def _nobody_barred(problem: Json, duty: Json, post: Json, person: Json) -> None:
    problem["barred"] = []


def _the_time(problem: Json, duty: Json, post: Json, person: Json) -> None:
    person["available"] = [*person["available"], {"start": duty["start"], "end": duty["end"]}]


def _leave_from_work(problem: Json, duty: Json, post: Json, person: Json) -> None:
    person["busy"] = []


def _only_this(problem: Json, duty: Json, post: Json, person: Json) -> None:
    problem["assigned"] = [one for one in problem["assigned"] if one["volunteer"] != person["id"]]


def _more_hours(problem: Json, duty: Json, post: Json, person: Json) -> None:
    person["max_hours"] = None


def _longer_weeks(problem: Json, duty: Json, post: Json, person: Json) -> None:
    problem["rules"]["max_hours_per_week"] = 168


def _more_days(problem: Json, duty: Json, post: Json, person: Json) -> None:
    problem["rules"]["max_consecutive_days"] = 60


def _fewer_to_run(problem: Json, duty: Json, post: Json, person: Json) -> None:
    duty["minimum_to_run"] = 1


def _nobody_independent(problem: Json, duty: Json, post: Json, person: Json) -> None:
    duty["needs_independent"] = False


def _no_ratio(problem: Json, duty: Json, post: Json, person: Json) -> None:
    duty["adult_ratio"] = None


# What each reason says is missing, given.
GIVEN = {
    "grade": _the_grade,
    "qualification": _the_qualification,
    "not_cleared": _a_clearance,
    "barred": _nobody_barred,
    "no_one_available": _the_time,
    "busy": _leave_from_work,
    "on_this_duty": _only_this,
    "elsewhere": _only_this,
    "rest": _only_this,
    "max_hours": _more_hours,
    "week_hours": _longer_weeks,
    "consecutive_days": _more_days,
    "minimum_to_run": _fewer_to_run,
    "independent_needed": _nobody_independent,
    "adult_ratio": _no_ratio,
}


def _a_problem(person: Json, duty: Json, post: Json, *, others: tuple[Json, ...] = (), **rest: Any) -> Json:
    """One person, "v", and one duty, "d", with one post, "p"; ``others`` are further duties."""
    return {
        "rules": {"rest_hours": 11, "max_hours_per_week": 48, "max_consecutive_days": 6, **rest.pop("rules", {})},
        "volunteers": [
            {
                "id": "v",
                "grade": "qualified",
                "available": [{"start": "2026-11-01T00:00", "end": "2027-02-01T00:00"}],
                "cleared_from": "2026-01-01",
                **person,
            }
        ],
        "duties": [
            {
                "id": "d",
                "start": "2026-12-01T18:00",
                "end": "2026-12-02T02:00",
                "priority": 3,
                "posts": [{"id": "p", "grades": ["qualified"], "count": 1, **post}],
                **duty,
            },
            *others,
        ],
        **rest,
    }


def _on(name: str, start: str, end: str) -> Json:
    """A further duty that is worth more, so that the person is there."""
    return {"id": name, "start": start, "end": end, "priority": 5,
            "posts": [{"id": "p", "grades": ["qualified"], "count": 1}]}  # fmt: skip


DAYS = tuple(_on(f"d{day}", f"2026-11-{day}T18:00", f"2026-11-{day}T20:00") for day in (29, 30))
HERE = {"id": "first", "grades": ["qualified"], "count": 1}
ONE_OF_EACH = {
    "grade": _a_problem({"grade": "directed"}, {}, {}),
    "qualification": _a_problem({}, {}, {"needs": ["driver"]}),
    "not_cleared": _a_problem({"cleared_until": "2026-12-01"}, {}, {}),
    "barred": _a_problem({}, {}, {}, barred=[{"duty": "d", "volunteer": "v"}]),
    "no_one_available": _a_problem({"available": [{"start": "2026-12-01T18:01", "end": "2026-12-02T02:00"}]}, {}, {}),
    "busy": _a_problem({"busy": [{"start": "2026-12-01T09:00", "end": "2026-12-01T18:01"}]}, {}, {}),
    "on_this_duty": _a_problem(
        {}, {"posts": [HERE, {**HERE, "id": "p"}]}, {}, assigned=[{"duty": "d", "post": "first", "volunteer": "v"}]
    ),
    "elsewhere": _a_problem({}, {}, {}, others=(_on("e", "2026-12-01T12:00", "2026-12-01T18:01"),)),
    "rest": _a_problem({}, {}, {}, others=(_on("e", "2026-12-01T01:01", "2026-12-01T07:01"),)),
    "max_hours": _a_problem({"max_hours": 10, "already_hours": 2.5}, {}, {}),
    "week_hours": _a_problem({"busy": [{"start": "2026-12-03T08:00", "end": "2026-12-04T08:00"}]}, {}, {},
                             rules={"max_hours_per_week": 31}),
    "consecutive_days": _a_problem({}, {}, {}, others=DAYS, rules={"max_consecutive_days": 2}),
    "minimum_to_run": _a_problem({}, {"minimum_to_run": 2}, {"count": 2}),
    "independent_needed": _a_problem({"grade": "directed"}, {"needs_independent": True}, {"grades": ["directed"]}),
    "adult_ratio": _a_problem({"birth_date": "2008-12-02"}, {"adult_ratio": 4}, {}),
}  # fmt: skip


@often(100)
@given(problems())
def test_a_place_is_filled_once_someone_has_what_alone_they_lacked(problem: Json) -> None:
    solution = filled_here(problem)
    for code in GIVEN:
        for duty, post, volunteer in checker.stopped_alone(problem, solution, code)[:1]:
            _give_and_see(problem, solution, code, (duty, post, volunteer))


@pytest.mark.parametrize("code", GIVEN)
def test_each_reason_alone(code: str) -> None:
    """One of each by hand, so that none depends on chance: the place is empty for just that, and filled without it."""
    problem = ONE_OF_EACH[code]
    solution = filled_here(problem)
    alone = checker.stopped_alone(problem, solution, code)
    assert alone, checker.reasons(problem, solution)
    _give_and_see(problem, solution, code, alone[0])


def _give_and_see(problem: Json, solution: Json, code: str, place: checker.Place) -> None:
    """Everything stays as it is but one place of one post, which nobody can have until that one thing is put right."""
    kept = deepcopy(problem)
    kept["assigned"] = [*problem.get("assigned", []), *solution["assignments"]]
    _leave_open(kept, place)
    assert filled_here(kept)["assignments"] == [], "somebody else could have had it"
    duty = next(one for one in kept["duties"] if one["id"] == place[0])
    post = next(one for one in duty["posts"] if one["id"] == place[1])
    person = next(one for one in kept["volunteers"] if one["id"] == place[2])
    GIVEN[code](kept, duty, post, person)
    people = {one["volunteer"] for one in kept["assigned"] if one["duty"] == place[0]} | {person["id"]}
    if Case(kept).lacks(place[0], people):
        return  # taken from where they were on this duty, they are missed there
    _leave_open(kept, place)
    assert [(one["duty"], one["post"]) for one in filled_here(kept)["assignments"]] == [place[:2]]


def _leave_open(problem: Json, place: checker.Place) -> None:
    taken = Counter((one["duty"], one["post"]) for one in problem["assigned"])
    for duty in problem["duties"]:
        for post in duty["posts"]:
            here = (duty["id"], post["id"])
            post["count"] = taken[here] + (here == place[:2])
