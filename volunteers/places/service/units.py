"""Keeping the units. Each change is in history; a unit that ended keeps its name for whoever was there."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.forces.service import STALE
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.places.models import Unit, UnitKind
from volunteers.places.queries.units import get_unit
from volunteers.places.rules.keeping import NewUnit, UnitDraft, refusals_of_unit, refusals_to_end_unit
from volunteers.places.rules.uses import Where
from volunteers.places.rules.where import where_in_words
from volunteers.places.service.uses import uses_of

UNITS_LOCK = 20_231_014
NO_AREA = Refusal("unknown_area", "Choose one of the areas shown.")
LONGEST_STEM = 40


def add_unit(what: NewUnit, area: str, draft: UnitDraft, *, by: Viewer) -> Unit:
    """One more unit in an area. Refused for an area there is not now, and where its name is taken there."""
    _lock()
    if area not in {each.code for each in current_force().areas}:
        raise Refused(NO_AREA)
    _judge(draft, area)
    stem = re.sub(r"[^a-z0-9]+", "_", draft.name.lower()).strip("_")[:LONGEST_STEM]
    unit = Unit(
        code=f"{stem}_{secrets.token_hex(3)}", name=draft.name, kind=UnitKind(what.kind), strand=what.strand, area=area,
        **_position(draft),
    )  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    record("unit_added", subject="unit", subject_id=unit.id, by=by.account_id, name=unit.name, area=area)
    return unit


def change_unit(unit_id: int, draft: UnitDraft, *, version: int, by: Viewer) -> Unit:
    """Rename a unit, or move it to another point on the map. Without a difference nothing is written.

    Raises ``NotFound``, ``Conflict`` when someone changed it since that version, and refuses a name that is taken.
    """
    _lock()
    unit = _unchanged(unit_id, version)
    _judge(draft, unit.area, but=unit)
    changed = _changes(unit, draft)
    if not changed:
        return unit
    unit.name, unit.version = draft.name, unit.version + 1
    for name, value in _position(draft).items():
        setattr(unit, name, value)
    called = None if "name" in changed else unit.name
    record("unit_changed", subject="unit", subject_id=unit.id, by=by.account_id, name=called, changed=changed)
    return unit


def end_unit(unit_id: int, *, version: int, by: Viewer) -> Unit:
    """Offer a unit for nothing new from today on. Ending twice writes nothing more; refused while it is in use."""
    _lock()
    unit = get_unit(unit_id)
    if unit.ended_on is not None:
        return unit
    _unchanged(unit_id, version)
    if refusals := refusals_to_end_unit(unit.name, uses_of(Where(unit_id=unit.id))):
        raise Refused(refusals)
    unit.ended_on, unit.version = clock.today(), unit.version + 1
    record("unit_ended", subject="unit", subject_id=unit.id, by=by.account_id, name=unit.name)
    return unit


def open_unit_again(unit_id: int, *, version: int, by: Viewer) -> Unit:
    """Offer an ended unit again, as it was. Doing so twice writes nothing more.

    Refused while its area has ended, or another unit has its name.
    """
    _lock()
    unit = get_unit(unit_id)
    if unit.ended_on is None:
        return unit
    _unchanged(unit_id, version)
    if unit.area not in {each.code for each in current_force().areas}:
        raise Refused(Refusal("area_ended", "Its area has ended. Offer the area again first."))
    _judge(UnitDraft(unit.name, unit.position), unit.area, but=unit)
    unit.ended_on, unit.version = None, unit.version + 1
    record("unit_opened_again", subject="unit", subject_id=unit.id, by=by.account_id, name=unit.name)
    return unit


def _lock() -> None:
    """Two keepers of the units come one after the other."""
    db.session.execute(select(func.pg_advisory_xact_lock(UNITS_LOCK)))


def _unchanged(unit_id: int, version: int) -> Unit:
    unit = db.session.get(Unit, unit_id, populate_existing=True)
    if unit is None:
        raise NotFound(f"no unit {unit_id}")
    if unit.version != version:
        raise Conflict(STALE)
    return unit


def _judge(draft: UnitDraft, area: str, *, but: Unit | None = None) -> None:
    there = select(Unit.name).where(Unit.area == area, Unit.ended_on.is_(None))
    taken = db.session.scalars(there if but is None else there.where(Unit.id != but.id)).all()
    if refusals := refusals_of_unit(draft, taken=taken):
        raise Refused(refusals)


def _changes(unit: Unit, draft: UnitDraft) -> dict[str, Any]:
    """What becomes different, each with what it was and what it will be."""
    said = {
        "name": (unit.name, draft.name),
        "position": (where_in_words(unit.position) or None, where_in_words(draft.at) or None),
    }
    return {name: {"from": old, "to": new} for name, (old, new) in said.items() if old != new}


def _position(draft: UnitDraft) -> Mapping[str, Any]:
    return {
        "latitude": draft.at.latitude if draft.at else None,
        "longitude": draft.at.longitude if draft.at else None,
    }
