"""Roster problems written down in a few words, in the exchange format."""

import json
from typing import Any

from volunteers.rosters.solver.problem import Assignment, Problem
from volunteers.rosters.solver.reading import read_problem

GRADES = ("accompanied", "cadet", "directed", "qualified")
Json = dict[str, Any]


def rules(**more: Any) -> Json:
    return {"rest_hours": 11, "max_hours_per_week": 48, "max_consecutive_days": 6, **more}


def spell(start: str, end: str) -> Json:
    return {"start": start, "end": end}


def volunteer(name: str = "v1", **more: Any) -> Json:
    """Someone qualified and cleared who is there all of December 2026."""
    available = [spell("2026-12-01T00:00", "2027-01-01T00:00")]
    return {"id": name, "grade": "qualified", "cleared_from": "2025-01-01", "available": available, **more}


def post(name: str = "patrol", count: int = 1, **more: Any) -> Json:
    return {"id": name, "grades": ["directed", "qualified"], "count": count, **more}


def duty(name: str = "d1", start: str = "2026-12-09T14:00", end: str = "2026-12-09T22:00", **more: Any) -> Json:
    """A Wednesday's late duty with one place."""
    return {"id": name, "start": start, "end": end, "priority": 3, "posts": [post()], **more}


def problem(*parts: Json, **more: Any) -> Json:
    """A problem of these volunteers and duties, told apart by what they have; else of one each."""
    volunteers = [one for one in parts if "grade" in one] or [volunteer()]
    duties = [one for one in parts if "posts" in one] or [duty()]
    return {"rules": rules(), "volunteers": volunteers, "duties": duties, **more}


def read(given: Json) -> Problem:
    return read_problem(json.dumps(given), grades=GRADES)


def place(name: str, in_duty: str = "d1", in_post: str = "patrol") -> Assignment:
    return Assignment(in_duty, in_post, name)
