"""Saying how many people a unit needs on duty, and when."""

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models.cover import CoverRule
from volunteers.rosters.queries.cover import get_rule
from volunteers.rosters.rules.cover import CoverNeed

CHANGED = Refusal("changed_meanwhile", "Someone else has just changed this. Look at it again, then change it.")


def add_rule(*, strand: str, unit_id: int, need: CoverNeed, by: Viewer) -> CoverRule:
    """Ask that a unit has so many people then. Refused outside the actor's strands and areas, or where none fits."""
    _judge_unit(strand, unit_id, by)
    rule = CoverRule(
        strand=strand, unit_id=unit_id, weekdays=sorted(need.weekdays), starts=need.starts, ends=need.ends,
        people=need.people, created_by_id=by.account_id, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(rule)
    db.session.flush()
    record("added_cover_rule", subject="cover_rule", subject_id=rule.id, by=by.account_id, unit_id=unit_id)
    return rule


def change_rule(rule_id: int, *, need: CoverNeed, version: int, by: Viewer) -> CoverRule:
    """Change when and how many. ``Conflict`` when someone else changed it since it was looked at."""
    rule = _lock(rule_id, version, by)
    rule.weekdays, rule.starts, rule.ends, rule.people = sorted(need.weekdays), need.starts, need.ends, need.people
    rule.version += 1
    record("changed_cover_rule", subject="cover_rule", subject_id=rule.id, by=by.account_id, unit_id=rule.unit_id)
    return rule


def end_rule(rule_id: int, *, version: int, by: Viewer) -> None:
    """Ask it no more; nothing shows it from now on."""
    rule = _lock(rule_id, version, by)
    rule.ended_at = clock.now()
    record("ended_cover_rule", subject="cover_rule", subject_id=rule.id, by=by.account_id, unit_id=rule.unit_id)


def _judge_unit(strand: str, unit_id: int, by: Viewer) -> None:
    unit = db.session.get(Unit, unit_id)
    if unit is None or not by.may_in(Permission.DUTY_EDIT, strand, unit.area):
        raise NotFound(f"no unit {unit_id} for this viewer")
    if unit.is_ended:
        raise Refused(Refusal("unit_ended", "This unit has ended. Choose another unit."))
    if unit.strand not in (None, strand):
        words = "This unit serves another kind of volunteering. Choose another unit or another kind."
        raise Refused(Refusal("unit_elsewhere", words))


def _lock(rule_id: int, version: int, by: Viewer) -> CoverRule:
    rule = get_rule(rule_id, by).rule
    db.session.refresh(rule, with_for_update=True)
    if rule.version != version or rule.ended_at is not None:
        raise Conflict(CHANGED)
    return rule
