"""A roster problem from its file, as docs/roster-problem.md says; a fault names its field."""

from collections.abc import Collection, Iterable
from datetime import date

from volunteers.rosters.solver.problem import (
    WEIGHTS,
    Assignment,
    Duty,
    Held,
    Place,
    Post,
    Problem,
    Rules,
    Spell,
    Volunteer,
)
from volunteers.rosters.solver.values import ProblemFault, Value, read_json

__all__ = ["ProblemFault", "read_problem"]
WHOLE_POLE, WHOLE_GLOBE = 90, 180  # degrees


def read_problem(text: str, *, grades: Collection[str]) -> Problem:
    """What a file asks for. ``grades`` are those that exist.

    Raises ``ProblemFault`` naming the first field that is wrong. Keys nobody knows are left alone.
    """
    whole = read_json(text)
    rules = _rules(whole.at("rules"))
    volunteers = tuple(_volunteer(each, grades) for each in whole.at("volunteers").each())
    _refuse_doubles(whole.at("volunteers"), "volunteer")
    duties = tuple(_duty(each, grades) for each in whole.at("duties").each())
    _refuse_doubles(whole.at("duties"), "duty")
    names = {each.id for each in volunteers}
    return Problem(
        rules, volunteers, duties, _assigned(whole, names, duties), _barred(whole, names, {one.id for one in duties})
    )


def _rules(given: Value) -> Rules:
    after_job = given.may("rest_applies_to_busy")
    return Rules(
        rest_hours=given.at("rest_hours").number(),
        max_hours_per_week=given.at("max_hours_per_week").number(),
        max_consecutive_days=given.at("max_consecutive_days").whole(),
        rest_applies_to_busy=after_job is not None and after_job.yes_or_no(),
    )


def _volunteer(given: Value, grades: Collection[str]) -> Volunteer:
    most = given.may("max_hours")
    return Volunteer(
        id=given.at("id").text(),
        grade=_grade(given.at("grade"), grades),
        commitment_hours=_hours(given, "commitment_hours"),
        max_hours=None if most is None else most.number(),
        already_hours=_hours(given, "already_hours"),
        qualifications=tuple(_held(each) for each in _some(given, "qualifications")),
        cleared_from=_day(given, "cleared_from"),
        cleared_until=_day(given, "cleared_until"),
        birth_date=_day(given, "birth_date"),
        available=tuple(_spell(each) for each in given.at("available").each()),
        busy=tuple(_spell(each) for each in _some(given, "busy")),
        place=_place(given),
    )


def _held(given: Value) -> Held:
    held = Held(given.at("code").text(), given.at("from").day(), _day(given, "until"))
    if held.last_on is not None and held.last_on < held.first_on:
        given.at("until").refuse("is before from")
    return held


def _duty(given: Value, grades: Collection[str]) -> Duty:
    time, least, ratio = _spell(given), given.may("minimum_to_run"), given.may("adult_ratio")
    independent = given.may("needs_independent")
    found = Duty(
        id=given.at("id").text(),
        start=time.start,
        end=time.end,
        priority=given.at("priority").whole(min(WEIGHTS), max(WEIGHTS)),
        place=_place(given),
        minimum_to_run=1 if least is None else least.whole(),
        needs_independent=independent is not None and independent.yes_or_no(),
        adult_ratio=None if ratio is None else ratio.whole(1),
        posts=tuple(_post(each, grades) for each in given.at("posts").each()),
    )
    _refuse_doubles(given.at("posts"), "post of this duty")
    return found


def _post(given: Value, grades: Collection[str]) -> Post:
    return Post(
        id=given.at("id").text(),
        needs=tuple(each.text() for each in _some(given, "needs")),
        grades=tuple(_grade(each, grades) for each in given.at("grades").each()),
        count=given.at("count").whole(),
    )


def _spell(given: Value) -> Spell:
    found = Spell(given.at("start").moment(), given.at("end").moment())
    if found.end <= found.start:
        given.at("end").refuse("is not after start")
    return found


def _grade(given: Value, grades: Collection[str]) -> str:
    code = given.text()
    if code not in grades:
        given.refuse(f"there is no grade {code[:40]!a}; there are: {', '.join(sorted(grades))}")
    return code


def _place(given: Value) -> Place | None:
    place = given.may("place")
    if place is None:
        return None
    parts = list(place.each())
    if len(parts) != 2:
        place.refuse("must be a latitude and a longitude, such as [51.454, -2.588]")
    return parts[0].number(-WHOLE_POLE, WHOLE_POLE), parts[1].number(-WHOLE_GLOBE, WHOLE_GLOBE)


def _hours(given: Value, key: str) -> float:
    found = given.may(key)
    return 0.0 if found is None else found.number()


def _day(given: Value, key: str) -> date | None:
    found = given.may(key)
    return None if found is None else found.day()


def _some(given: Value, key: str) -> Iterable[Value]:
    found = given.may(key)
    return () if found is None else found.each()


def _refuse_doubles(given: Value, what: str) -> None:
    seen: dict[str, str] = {}
    for each in given.each():
        name = each.at("id").text()
        if name in seen:
            each.at("id").refuse(f"{name[:40]!a} is the id of another {what} too, {seen[name]}")
        seen[name] = each.field


def _assigned(whole: Value, names: Collection[str], duties: Iterable[Duty]) -> tuple[Assignment, ...]:
    posts = {one.id: {post.id for post in one.posts} for one in duties}
    found: list[Assignment] = []
    seen: set[tuple[str, str]] = set()
    for each in _some(whole, "assigned"):
        duty, volunteer = _known(each.at("duty"), posts, "duty"), _known(each.at("volunteer"), names, "volunteer")
        if (duty, volunteer) in seen:
            each.at("volunteer").refuse(f"{volunteer[:40]!a} is on this duty already")
        seen.add((duty, volunteer))
        found.append(Assignment(duty, _known(each.at("post"), posts[duty], "post of this duty"), volunteer))
    return tuple(found)


def _barred(whole: Value, names: Collection[str], duties: Collection[str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (_known(each.at("volunteer"), names, "volunteer"), _known(each.at("duty"), duties, "duty"))
        for each in _some(whole, "barred")
    )


def _known(given: Value, ids: Collection[str], what: str) -> str:
    found = given.text()
    if found not in ids:
        given.refuse(f"there is no {what} {found[:40]!a}")
    return found
