"""The return of a session: kept as it is typed, sealed; sent once; or closed as not run.

Registrations, makes and colours are sealed before they are stored, and stand in no log, message or history.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.attendance.models import BookingSource
from volunteers.attendance.service import settle
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.places.queries import daylight_of
from volunteers.sealing import seal
from volunteers.speedwatch.models import Device, RoadsideSession, SeenVehicle
from volunteers.speedwatch.queries.schemes import get_site_state
from volunteers.speedwatch.queries.sessions import Member, SessionLine, get_own_session, list_team, may_return
from volunteers.speedwatch.rules.sessions import Stand, Team, refusals_of_team, refusals_to_stand
from volunteers.speedwatch.rules.sheet import Draft, Vehicle
from volunteers.speedwatch.rules.stages import SessionStage
from volunteers.speedwatch.service.erasing import forget_typed

SAVED_MEANWHILE = Refusal(
    "saved_meanwhile",
    "Someone else has saved this return since you opened it. What you typed is below: saving it again replaces theirs.",
)
ENDED = Refusal("ended", "This session has ended already: its return was sent, or it was closed or called off.")


@dataclass(frozen=True)
class Return:
    """A return as it is sent. ``came`` says from when each person was there, by the number of their place."""

    device_id: int
    is_device_checked: bool
    weather: str
    stood_from: datetime
    stood_until: datetime
    came: Mapping[int, datetime]
    counted: int
    vehicles: Sequence[Vehicle]


def save_draft(session_id: int, draft: Draft, *, seen: int, by: Viewer) -> int:
    """Keep a return as far as it was typed, right or wrong; its new version. ``Conflict`` when it is another by now."""
    session = _hold(session_id, by).session
    if session.draft_version != seen:
        raise Conflict(SAVED_MEANWHILE)
    plain = json.dumps(draft.as_plain(), ensure_ascii=False)
    session.draft = seal(plain, key=sealing_key(), place=session.draft_place)
    session.draft_version += 1
    session.draft_at = clock.now()
    return session.draft_version


def send_return(session_id: int, asked: Return, *, by: Viewer) -> RoadsideSession:
    """Send a return, once: who was there is booked, and the vehicles are sealed. Refused with the name of each rule."""
    line = _hold(session_id, by)
    team = [one for one in list_team(line) if one.sign_up_id in asked.came]
    if refusals := [*_of_time(line, asked), *_of_place(line, asked), *_of_team(team), *_of_device(line, asked)]:
        raise Refused(refusals)
    session = line.session
    for member in list_team(line):
        on = asked.came.get(member.sign_up_id)
        settle(
            member.sign_up_id, on=on, off=asked.stood_until if on else None, source=BookingSource.RETURN,
            key=f"speedwatch-{session.id}", by=by,
        )  # fmt: skip
    _write(session, asked, people=len(team), by=by)
    forget_typed(session.id)
    record(
        "speedwatch_returned", subject="duty", subject_id=line.duty.id, by=by.account_id, people=len(team),
        vehicles=len(asked.vehicles),
    )  # fmt: skip
    return session


def close_as_not_run(session_id: int, *, reason: str, by: Viewer) -> RoadsideSession:
    """Close a session that did not run, or not by the rules: what was typed of its return is erased."""
    line = _hold(session_id, by)
    if not reason.strip():
        raise Refused(Refusal("reason_needed", "Say why the session did not run."))
    if line.duty.starts_at > clock.now():
        raise Refused(Refusal("to_come", "This session has not begun. Call it off instead, so that everyone is told."))
    session = line.session
    session.draft, session.not_run_at, session.not_run_because = None, clock.now(), reason.strip()
    forget_typed(session.id)
    record("speedwatch_not_run", subject="duty", subject_id=line.duty.id, by=by.account_id)
    return session


def _hold(session_id: int, by: Viewer) -> SessionLine:
    """The session, held, for someone who writes its return; refused once it has ended in any way."""
    db.session.scalar(select(RoadsideSession.id).where(RoadsideSession.id == session_id).with_for_update())
    line = get_own_session(session_id, by)
    if not may_return(line, by):
        raise NotFound(f"the return of session {session_id} is not this viewer's")
    if line.stage not in (SessionStage.PLANNED, SessionStage.NO_RETURN):
        raise Refused(ENDED)
    return line


def _of_time(line: SessionLine, asked: Return) -> list[Refusal]:
    if asked.stood_until > clock.now():
        return [Refusal("to_come", "A return is sent once the session is over: its end is still to come.")]
    if clock.on(asked.stood_from) != clock.on(line.duty.starts_at):
        return [Refusal("other_day", "The return must be of the day the session was planned for.")]
    return []


def _of_place(line: SessionLine, asked: Return) -> list[Refusal]:
    force = current_force()
    light = daylight_of(line.unit.id, line.unit.area, clock.on(asked.stood_from))
    stand = Stand(get_site_state(line.unit.id, line.site.id), asked.stood_from, asked.stood_until, light)
    return refusals_to_stand(stand, rules=force.speedwatch, longest_hours=force.numbers.speedwatch_session_hours)


def _of_team(team: Sequence[Member]) -> list[Refusal]:
    least = current_force().numbers.speedwatch_minimum_team
    return refusals_of_team(Team(len(team), sum(1 for one in team if one.is_operator)), least=least)


def _of_device(line: SessionLine, asked: Return) -> list[Refusal]:
    device = db.session.get(Device, asked.device_id)
    if device is None or device.unit_id != line.unit.id or device.retired_at is not None:
        return [Refusal("device", "Choose one of the scheme's devices.")]
    found = []
    if device.calibrated_until < clock.on(asked.stood_from):
        until = f"{device.calibrated_until:%-d %B %Y}"
        found.append(Refusal("calibration", f"Calibration: that of {device.serial} held until {until} only."))
    if not asked.is_device_checked:
        found.append(Refusal("device_check", "Device check: say that the device was checked before you started."))
    if asked.counted < len(asked.vehicles):
        words = f"You wrote down {len(asked.vehicles)} vehicles, more than the {asked.counted} that were counted."
        found.append(Refusal("more_than_counted", words))
    return found


def _write(session: RoadsideSession, asked: Return, *, people: int, by: Viewer) -> None:
    now, day = clock.now(), clock.on(asked.stood_from)
    session.draft, session.returned_at, session.returned_by_id = None, now, by.account_id
    session.device_id, session.weather, session.present = asked.device_id, asked.weather, people
    session.stood_from, session.stood_until = asked.stood_from, asked.stood_until
    session.counted, session.recorded = asked.counted, len(asked.vehicles)
    for number, one in enumerate(asked.vehicles, start=1):
        row = SeenVehicle(
            session_id=session.id, number=number, at=clock.from_london(datetime.combine(day, one.at)), speed=one.speed
        )
        what = json.dumps(
            {"registration": one.registration, "make": one.make, "colour": one.colour}, ensure_ascii=False
        )
        row.sealed = seal(what, key=sealing_key(), place=row.place)
        db.session.add(row)
    db.session.flush()
