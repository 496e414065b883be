"""The form of a duty filled in: from a duty that is stored, and from a template of one."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from volunteers import clock
from volunteers.rosters.forms.planning_fields import DEADLINES, GIVEN_DAY
from volunteers.rosters.queries.hours import hours_before
from volunteers.rosters.rules import DutyContent, Giving

NEW: Mapping[str, Any] = {"giving": Giving.FIRST_COME.value}
KNOWN = tuple(int(value) for value, _words in DEADLINES if value.isdigit())
TIMES = ("starts", "ends")


def filled_from(duty: DutyContent, *, dated: bool = True, own_posts: bool = True) -> dict[str, Any]:
    """The answers that would ask for this very duty, by the names of the form's fields.

    Without its day where another day is planned; without its posts' numbers where its posts are to be new ones.
    """
    said, (starts, ends) = vars(duty.said), (duty.starts_at, duty.ends_at)
    answers = {
        **said, "unit_id": str(said["unit_id"] or ""), "giving": said["giving"].value, "starts": starts.time(),
        "ends": ends.time(), "kind": said["kind"] or "", "plan_priority": said["plan_priority"] or "",
        **_deadline(duty, dated=dated),
    }  # fmt: skip
    if dated:
        answers["day"] = starts.date()
        answers["zones"] = {name: zone for name, at in zip(TIMES, (starts, ends), strict=True) if (zone := _zone(at))}
    for number, post in enumerate(duty.posts, start=1):
        parts = {"name": post.name, "places": post.places, "grades": list(post.grades), "needs": list(post.needs)}
        answers |= {f"post_{number}_{part}": value for part, value in parts.items()}
        answers[f"post_{number}_id"] = post.id if own_posts else None
    return answers


def to_keep(answers: Mapping[str, Any], *, without: tuple[str, ...]) -> dict[str, Any]:
    """Answers as they are kept in a template: plain values, times as 18:30."""
    kept = {name: value for name, value in answers.items() if name not in without and not name.endswith("_id")}
    kept["unit_id"] = answers.get("unit_id") or ""
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in kept.items()}


def from_kept(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a template as the form takes them."""
    times = {name: time.fromisoformat(kept[name]) for name in TIMES if kept.get(name)}
    return {**NEW, **kept, **times}


def _deadline(duty: DutyContent, *, dated: bool) -> dict[str, Any]:
    if duty.sign_up_until is None:
        return {"deadline": ""}
    hours = hours_before(duty.starts_at, duty.sign_up_until, KNOWN)
    if hours is not None:
        return {"deadline": str(hours)}
    if not dated:
        return {"deadline": ""}
    until = clock.in_london(duty.sign_up_until)
    return {"deadline": GIVEN_DAY, "until_day": until.date(), "until_time": until.time()}


def _zone(local: datetime) -> str | None:
    """BST or GMT, for a time of the hour that comes twice."""
    return local.tzname() if clock.is_repeated_in_london(local.replace(tzinfo=None, fold=0)) else None
