"""A roster problem and its solution as files, as docs/roster-problem.md says."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from volunteers import clock
from volunteers.rosters.solver.problem import Assignment, Duty, Problem, Spell, Volunteer
from volunteers.rosters.solver.solution import Solution


def write_solution(solution: Solution) -> str:
    """The file of a solution."""
    found = {
        "assignments": _assignments(solution.assignments),
        "score": {
            "weight": solution.score.weight,
            "shortfall_hours": solution.score.shortfall_hours,
            "kilometres": solution.score.kilometres,
        },
        "bound": {"weight": solution.bound},
        "status": solution.status.value,
        "seconds": round(solution.seconds, 3),
        "unfilled": [
            {
                "duty": gap.duty,
                "post": gap.post,
                "places": gap.places,
                "reasons": [
                    {"code": one.code, "volunteers": one.volunteers, "volunteers_only": one.volunteers_only}
                    for one in gap.reasons
                ],
            }
            for gap in solution.unfilled
        ],
    }
    return json.dumps(found, indent=1) + "\n"


def write_problem(problem: Problem) -> str:
    """The file of a problem; read again it is the same problem."""
    rules = problem.rules
    found: dict[str, Any] = {
        "rules": {
            "rest_hours": rules.rest_hours,
            "max_hours_per_week": rules.max_hours_per_week,
            "max_consecutive_days": rules.max_consecutive_days,
            "rest_applies_to_busy": rules.rest_applies_to_busy,
        },
        "volunteers": [_volunteer(one) for one in problem.volunteers],
        "duties": [_duty(one) for one in problem.duties],
    }
    if problem.assigned:
        found["assigned"] = _assignments(problem.assigned)
    if problem.barred:
        found["barred"] = [{"duty": duty, "volunteer": volunteer} for volunteer, duty in sorted(problem.barred)]
    return json.dumps(found) + "\n"


def wall(at: datetime) -> str:
    """A moment on London's clock; its offset is said only in the hour that the clock shows twice."""
    local = clock.in_london(at)
    is_repeated = clock.is_repeated_in_london(local.replace(tzinfo=None, fold=0))
    return (local if is_repeated else local.replace(tzinfo=None)).isoformat(timespec="minutes")


def _volunteer(one: Volunteer) -> dict[str, Any]:
    return {
        "id": one.id,
        "grade": one.grade,
        "commitment_hours": one.commitment_hours,
        "max_hours": one.max_hours,
        "already_hours": one.already_hours,
        "qualifications": [
            {
                "code": held.code,
                "from": held.first_on.isoformat(),
                "until": held.last_on.isoformat() if held.last_on else None,
            }
            for held in one.qualifications
        ],
        "cleared_from": one.cleared_from.isoformat() if one.cleared_from else None,
        "cleared_until": one.cleared_until.isoformat() if one.cleared_until else None,
        "birth_date": one.birth_date.isoformat() if one.birth_date else None,
        "available": _spells(one.available),
        "busy": _spells(one.busy),
        "place": one.place,
    }


def _duty(one: Duty) -> dict[str, Any]:
    return {
        "id": one.id,
        "start": wall(one.start),
        "end": wall(one.end),
        "priority": one.priority,
        "place": one.place,
        "minimum_to_run": one.minimum_to_run,
        "needs_independent": one.needs_independent,
        "adult_ratio": one.adult_ratio,
        "posts": [
            {"id": post.id, "needs": post.needs, "grades": post.grades, "count": post.count} for post in one.posts
        ],
    }


def _spells(spells: Iterable[Spell]) -> list[dict[str, str]]:
    return [{"start": wall(one.start), "end": wall(one.end)} for one in spells]


def _assignments(assignments: Iterable[Assignment]) -> list[dict[str, str]]:
    return [{"duty": one.duty, "post": one.post, "volunteer": one.volunteer} for one in assignments]
