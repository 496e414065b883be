"""Keeping the register of a night: all of it or nothing, so that no hour is kept of a night that was not safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.attendance.models import BookingSource
from volunteers.attendance.service import note_absence, settle
from volunteers.cadet_units import queries
from volunteers.cadet_units.models import AdultPresent, CadetPresent, NightRegister
from volunteers.cadet_units.queries import CadetOn, NightPage
from volunteers.cadet_units.rules import FormState, Spell, refusals_to_keep
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.rosters.models import Attendance, Duty

OPENS_BEFORE = timedelta(hours=2)
TOO_EARLY = Refusal("too_early", "The register opens two hours before the night begins.")
STALE = Refusal("stale", "Someone else has just saved this register. Look at it again, then save yours.")


@dataclass(frozen=True)
class AdultLine:
    """An adult as entered; nobody who is still there has an end."""

    name: str
    role: str
    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class RegisterLine:
    """A cadet as entered: there from when until when, or not there and why."""

    sign_up_id: int
    came_at: datetime | None
    left_at: datetime | None = None
    absence: str = ""
    note: str = ""
    collected_by: str = ""


def keep_register(
    duty_id: int, *, adults: Sequence[AdultLine], cadets: Sequence[RegisterLine], seen: int, by: Viewer
) -> NightRegister:
    """Keep who was there, and book the cadets on and off by it. Cadets that are not named stay as they were.

    Refused, with everyone it concerns by name, where a form is missing, where cadets would have been alone with one
    adult, where there were too few adults, and where it grew too late.
    """
    night = queries.get_night(duty_id, by)
    known = _hold(duty_id)
    if (known.version if known else 0) != seen:
        raise Conflict(STALE)
    if clock.now() < night.duty.starts_at - OPENS_BEFORE:
        raise Refused(TOO_EARLY)
    lines = [(queries.get_cadet(night, line.sign_up_id), line) for line in cadets]
    if refusals := [*_without_form(lines), *_unsafe(night, adults, lines)]:
        raise Refused(refusals)
    register = _save(duty_id, known, adults, by)
    for cadet, line in lines:
        _keep_line(register, cadet, line, by)
    record(
        "register_kept", subject="duty", subject_id=duty_id, by=by.account_id, adults=len(adults),
        cadets=sum(line.came_at is not None for _, line in lines),
    )  # fmt: skip
    return register


def _hold(duty_id: int) -> NightRegister | None:
    db.session.execute(select(Duty.id).where(Duty.id == duty_id).with_for_update())
    return db.session.get(NightRegister, duty_id, populate_existing=True)


def _without_form(lines: Sequence[tuple[CadetOn, RegisterLine]]) -> list[Refusal]:
    return [
        Refusal(
            "no_form",
            f"Health and permission form: {cadet.name} cannot be there, because {cadet.state.why_not}.",
            "Their parent or guardian, or you once you hold it on paper",
        )
        for cadet, line in lines
        if line.came_at is not None and cadet.state is not FormState.GIVEN
    ]


def _unsafe(
    night: NightPage, adults: Sequence[AdultLine], lines: Sequence[tuple[CadetOn, RegisterLine]]
) -> list[Refusal]:
    still = max(night.duty.ends_at, clock.now())
    with_them = [_spell(each.name, each.came_at, each.left_at, still) for each in adults]
    there = [_spell(cadet.name, line.came_at, line.left_at, still) for cadet, line in lines if line.came_at is not None]
    said = {line.sign_up_id for _, line in lines}
    there += [  # of whom nothing is said now: they stay as they were
        _spell(each.name, each.line.came_at, each.line.left_at, still)
        for each in night.cadets
        if each.sign_up_id not in said and each.line is not None and each.line.came_at is not None
    ]
    return refusals_to_keep(with_them, there, night.limits, began=clock.in_london(night.duty.starts_at))


def _spell(name: str, came_at: datetime, left_at: datetime | None, still: datetime) -> Spell:
    """Whoever is still there is taken to stay to the end."""
    return Spell(name, clock.in_london(came_at), clock.in_london(left_at or still))


def _save(duty_id: int, known: NightRegister | None, adults: Sequence[AdultLine], by: Viewer) -> NightRegister:
    register = known or NightRegister(duty_id=duty_id, version=0)
    register.saved_at, register.saved_by_id, register.version = clock.now(), by.account_id, register.version + 1
    db.session.add(register)
    db.session.flush()
    db.session.execute(delete(AdultPresent).where(AdultPresent.duty_id == duty_id))
    for each in adults:
        account_id = by.account_id if each.name == by.name else None
        db.session.add(
            AdultPresent(
                duty_id=duty_id, name=each.name, role=each.role, account_id=account_id, came_at=each.came_at,
                left_at=each.left_at,
            )
        )  # fmt: skip
    return register


def _keep_line(register: NightRegister, cadet: CadetOn, line: RegisterLine, by: Viewer) -> None:
    kept = db.session.get(CadetPresent, line.sign_up_id) or CadetPresent(sign_up_id=line.sign_up_id)
    kept.duty_id, kept.came_at, kept.left_at = register.duty_id, line.came_at, line.left_at
    kept.absence = None if line.came_at is not None else line.absence
    kept.collected_by = line.collected_by
    db.session.add(kept)
    try:
        _book(register, line, by)
    except Refused as fault:
        about = [Refusal(each.code, f"{cadet.name}: {each.message}", each.who) for each in fault.refusals]
        raise Refused(about) from fault


def _book(register: NightRegister, line: RegisterLine, by: Viewer) -> None:
    was_on = db.session.scalar(select(Attendance.id).where(Attendance.sign_up_id == line.sign_up_id))
    if line.came_at is not None or was_on is not None:
        settle(
            line.sign_up_id, on=line.came_at, off=line.left_at, source=BookingSource.REGISTER,
            key=f"register-{register.version}", by=by,
        )  # fmt: skip
    if line.came_at is None:
        note_absence(
            line.sign_up_id, reason_code=line.absence, note=line.note, source=BookingSource.REGISTER, by=by
        )  # fmt: skip
