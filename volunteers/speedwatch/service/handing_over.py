"""Handing sessions over to the police: a file, their word that they have it, and what came of it in numbers."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty
from volunteers.sealing import unseal
from volunteers.speedwatch.models import Device, RoadsideSession, SeenVehicle
from volunteers.speedwatch.queries.sessions import SessionLine, get_staff_session
from volunteers.speedwatch.rules.outcomes import outcome_names, refusals_of_outcomes
from volunteers.speedwatch.rules.stages import SessionStage
from volunteers.speedwatch.service.erasing import erase

HANDS_OVER = Permission.SESSION_HAND_OVER
HEADINGS = (
    "Session", "Site", "Limit", "Date", "Time", "Direction", "Device serial", "Registration", "Make", "Colour", "Speed",
)  # fmt: skip
MOST_AT_ONCE = 50


class Reason(StrEnum):
    """Why a file is taken out; chosen, so that nobody types a registration where it would stay."""

    USUAL = "usual"
    AGAIN = "again"
    ASKED = "asked"

    @property
    def label(self) -> str:
        return {
            "usual": "The usual hand-over after a session", "again": "The first file was lost or damaged",
            "asked": "The unit that sends letters asked for it",
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class HandOver:
    """What the file holds: one row a vehicle below the headings."""

    rows: Sequence[Sequence[str]]
    sessions: int


def hand_over(session_ids: Collection[int], *, reason: Reason, by: Viewer) -> HandOver:
    """The vehicles of these sessions, opened, for the police. It is in the history, by counts, who took them out."""
    if not 1 <= len(set(session_ids)) <= MOST_AT_ONCE:
        raise Refused(Refusal("how_many", f"Choose between 1 and {MOST_AT_ONCE} sessions."))
    rows: list[Sequence[str]] = []
    for session_id in sorted(set(session_ids)):
        line = _hold(session_id, by)
        if line.stage not in (SessionStage.WAITING, SessionStage.HANDED_OVER):
            words = f"{line.session.reference} cannot be handed over: {line.stage.label.lower()}."
            raise Refused(Refusal("nothing_to_hand_over", words))
        taken = _rows(line)
        line.session.handed_over_at = line.session.handed_over_at or clock.now()
        record(
            "speedwatch_handed_over", subject="duty", subject_id=line.duty.id, by=by.account_id, reason=reason.value,
            vehicles=len(taken),
        )  # fmt: skip
        rows.extend(taken)
    return HandOver((HEADINGS, *rows), len(set(session_ids)))


def confirm_received(session_id: int, *, by: Viewer) -> RoadsideSession:
    """The police have what was handed over: registrations, makes and colours are erased at once. Counts stay."""
    line = _hold(session_id, by)
    if line.stage is not SessionStage.HANDED_OVER:
        raise Refused(
            Refusal("not_handed_over", "Only a session that was handed over, and is not erased, is received.")
        )
    line.session.received_at = clock.now()
    erase(line.session)
    record("speedwatch_received", subject="duty", subject_id=line.duty.id, by=by.account_id)
    return line.session


def note_outcomes(session_id: int, numbers: Mapping[str, int], *, by: Viewer) -> RoadsideSession:
    """Enter how many letters, visits and other outcomes a session led to; together no more than its vehicles."""
    line = _hold(session_id, by)
    session, known = line.session, outcome_names(current_force().speedwatch)
    if session.handed_over_at is None:
        raise Refused(Refusal("not_handed_over", "Nothing can have come of a session that was not handed over."))
    given = {code: count for code, count in numbers.items() if code in known and count >= 0}
    if refusals := refusals_of_outcomes(given, handed_over=session.recorded or 0):
        raise Refused(refusals)
    session.outcomes = given
    record("speedwatch_outcomes", subject="duty", subject_id=line.duty.id, by=by.account_id)
    return session


def _hold(session_id: int, by: Viewer) -> SessionLine:
    held = (
        select(RoadsideSession.id)
        .join(Duty, Duty.id == RoadsideSession.duty_id)
        .where(RoadsideSession.id == session_id, by.within(HANDS_OVER, Duty.strand, Duty.area))
        .with_for_update(of=RoadsideSession)
    )
    if db.session.scalar(held) is None:
        raise NotFound(f"no session {session_id} for this viewer")
    return get_staff_session(session_id, by, HANDS_OVER)


def _rows(line: SessionLine) -> list[Sequence[str]]:
    session = line.session
    device = db.session.get(Device, session.device_id) if session.device_id is not None else None
    vehicles = db.session.scalars(
        select(SeenVehicle).where(SeenVehicle.session_id == session.id).order_by(SeenVehicle.number)
    )
    rows: list[Sequence[str]] = []
    for one in vehicles:
        local, what = clock.in_london(one.at), _opened(one)
        rows.append(
            (
                session.reference, line.site_name, str(session.speed_limit), f"{local:%d/%m/%Y}", f"{local:%H:%M}",
                session.direction.label, device.serial if device else "", what["registration"], what["make"],
                what["colour"], str(one.speed),
            )
        )  # fmt: skip
    return rows


def _opened(vehicle: SeenVehicle) -> dict[str, Any]:
    if vehicle.sealed is None:
        raise AssertionError("only erased sessions have vehicles without a registration")
    opened: dict[str, Any] = json.loads(unseal(vehicle.sealed, key=sealing_key(), place=vehicle.place))
    return opened
