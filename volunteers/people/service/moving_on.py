"""Cadets who turn 18: moved on by whoever looks after them, warned before, and ended by itself in the end."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, MovingOnWarning, ServicePeriod
from volunteers.people.queries.lapses import list_to_tell
from volunteers.people.queries.serving import ServingFile
from volunteers.people.queries.turning import TurningCadet, account_of, list_newly_warned
from volunteers.people.rules.changes import refusals_of_ending
from volunteers.people.rules.moving_on import LEAVES, step_due, turns_18_on, way_of
from volunteers.people.service.endings import Ending, close, let_go
from volunteers.people.service.periods import hold, tell
from volunteers.permissions import CHILDRENS_STRAND, Viewer
from volunteers.strands.queries import get_strand, list_reasons
from volunteers.strands.rules import in_words
from volunteers.strands.rules.reasons import Reason, ReasonKind

UNKNOWN_WAY = Refusal("unknown_way", "Choose what they go on to, or that they leave.")


def move_on(
    volunteer_id: int, *, period_id: int, way: str, note: str, by: Viewer, seen: int | None = None
) -> ServicePeriod:
    """End a cadet's service on their 18th birthday, or today once that is past, and invite them to what comes next.

    ``way`` is one of ``rules.moving_on.WAYS``, or that they leave. A young person's guardian is sent a copy of the
    message. Refused where it ends already, and for one's own.
    """
    found = hold(volunteer_id, period_id, seen=seen, by=by)
    if found.period.strand != CHILDRENS_STRAND:
        raise NotFound(f"service {period_id} is not a cadet's")
    turns_on, today = turns_18_on(found.volunteer.birth_date), clock.today()
    ending = Ending(max(turns_on, today), _reason(), note)
    refusals = refusals_of_ending(ending.ends_on, found.served, ending.reason, note=note, today=today)
    if way != LEAVES and way_of(way) is None:
        refusals.append(UNKNOWN_WAY)
    if refusals:
        raise Refused(refusals)
    close(found.period, ending, _reason(), by=by)
    found.period.moves_on_to = None if way == LEAVES else way
    let_go(volunteer_id, on=today)
    record(
        "moved_on", subject="volunteer", subject_id=volunteer_id, by=by.account_id, service_period_id=period_id,
        to=found.period.moves_on_to,
    )  # fmt: skip
    _invite(found, way, ending)
    return found.period


def warn_of_birthdays(cadets: Sequence[TurningCadet], *, on: date) -> int:
    """Tell cadets, 90, 30 and 7 days before, that they turn 18, and those who look after them how many do.

    Each warning once, whoever runs it and how often. Returns how many cadets were told.
    """
    warned = [cadet for cadet in cadets if not cadet.is_settled and _warn(cadet, on=on)]
    ids = [cadet.period_id for cadet in warned]
    for viewer in list_to_tell() if ids else ():
        if count := list_newly_warned(viewer, ids):
            _tell_coordinator(viewer, count)
    return len(warned)


def end_of_itself(cadet: TurningCadet, *, on: date) -> bool:
    """End the service of a cadet whom nobody has moved on 30 days after their birthday; False when it is too early."""
    period = db.session.get_one(ServicePeriod, cadet.period_id, with_for_update=True, populate_existing=True)
    if period.ended_on is not None or on < cadet.ends_by_itself_on or period.started_on >= on:
        return False
    close(period, Ending(on, _reason()), _reason(), by=None)
    let_go(cadet.volunteer_id, on=on)
    account = account_of(cadet.volunteer_id)
    notify(
        MessageKind.MOVED_ON, to=account.email, account_id=account.id, subject=("volunteer", cadet.volunteer_id),
        of_strand=CHILDRENS_STRAND, to_adult=True, name=cadet.name.split(" ")[0], turns_on=in_words(cadet.turns_on),
        invitation="", start="", strand="", contact=current_force().contact(CHILDRENS_STRAND), is_past=True,
    )  # fmt: skip
    return True


def _warn(cadet: TurningCadet, *, on: date) -> bool:
    step = step_due(cadet.turns_on, on, cadet.warned)
    if step is None:
        return False
    written = db.session.scalar(
        insert(MovingOnWarning)
        .values(service_period_id=cadet.period_id, days=step, warned_at=clock.now())
        .on_conflict_do_nothing()
        .returning(MovingOnWarning.days)
    )
    if written is None:
        return False
    account = account_of(cadet.volunteer_id)
    notify(
        MessageKind.TURNING_18, to=account.email, account_id=account.id, subject=("volunteer", cadet.volunteer_id),
        of_strand=CHILDRENS_STRAND, expires_at=clock.start_of_day(cadet.turns_on), name=cadet.name.split(" ")[0],
        turns_on=in_words(cadet.turns_on), left=(cadet.turns_on - on).days,
        contact=current_force().contact(CHILDRENS_STRAND),
    )  # fmt: skip
    record(
        "warned_of_turning_18", subject="volunteer", subject_id=cadet.volunteer_id, by=None, days=step
    )  # fmt: skip
    return True


def _tell_coordinator(viewer: Viewer, count: int) -> None:
    """The number and a link, without a name."""
    account = db.session.get_one(Account, viewer.account_id)
    notify(
        MessageKind.CADETS_TO_MOVE_ON, to=account.email, account_id=account.id, to_adult=True, count=count,
    )  # fmt: skip


def _invite(found: ServingFile, way: str, ending: Ending) -> None:
    chosen = way_of(way)
    strand = get_strand(chosen.strand) if chosen else None
    tell(
        MessageKind.MOVED_ON, found, turns_on=in_words(turns_18_on(found.volunteer.birth_date)),
        invitation=chosen.invitation if chosen else "", start=f"/volunteer/{strand.slug}" if strand else "",
        is_past=ending.ends_on <= clock.today(),
    )  # fmt: skip


def _reason() -> Reason:
    kept = list_reasons(ReasonKind.SERVICE_END, CHILDRENS_STRAND)
    return next((each for each in kept if each.code == "turned_18"), Reason("turned_18", "Turned 18"))
