"""Duties that volunteers who run a unit plan and call off for it themselves, without the rights of staff.

It is narrow on purpose: only for a unit one coordinates now, and only in that unit's own strand and area.
"""

from sqlalchemy import select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty
from volunteers.rosters.queries.running import runs_unit
from volunteers.rosters.rules import DutyContent
from volunteers.rosters.service.cancelling import call_off
from volunteers.rosters.service.duties import add_duty


def add_duty_for_scheme(asked: DutyContent, *, strand: str, by: Viewer) -> Duty:
    """Store a published duty of a unit that the actor coordinates, or may plan duties for; otherwise ``NotFound``."""
    unit = db.session.get(Unit, asked.said.unit_id) if asked.said.unit_id is not None else None
    if unit is None or unit.strand != strand or unit.area != asked.said.area:
        raise NotFound("no such unit")
    if not by.may_in(Permission.DUTY_EDIT, strand, unit.area) and not runs_unit(unit.id, strand=strand, by=by):
        raise NotFound(f"unit {unit.id} is not this viewer's to plan for")
    return add_duty(asked, strand=strand, publish=True, by=by, is_theirs=True)


def call_off_for_scheme(duty_id: int, *, reason: str, by: Viewer) -> Duty:
    """Call off a duty of a unit that the actor coordinates, or may plan duties for; otherwise ``NotFound``."""
    found = select(Duty).where(Duty.id == duty_id).with_for_update(key_share=True)
    duty = db.session.scalars(found.execution_options(populate_existing=True)).first()
    if duty is None or duty.unit_id is None:
        raise NotFound(f"no duty {duty_id} of a unit")
    theirs = by.may_in(Permission.DUTY_EDIT, duty.strand, duty.area)
    if not theirs and not runs_unit(duty.unit_id, strand=duty.strand, by=by):
        raise NotFound(f"duty {duty_id} is not this viewer's to call off")
    return call_off(duty, reason=reason, by=by)
