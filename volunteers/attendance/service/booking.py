"""DutyBooking on and off: every entry is kept as it was said, and what they come to together stands."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.attendance.models import BookingOutcome, BookingSource, BookingWhat, DutyBooking
from volunteers.attendance.rules import Said, Settled, counted
from volunteers.attendance.rules import settle as judge_all
from volunteers.attendance.service.absences import came_after_all
from volunteers.attendance.service.holding import Held, take
from volunteers.attendance.service.standing import adopt, bring_in_line, stands_at
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer

REASONS = {BookingSource.REGISTER: "The register says so", BookingSource.RETURN: "The return says so"}
NO_REASON = Refusal("reason_needed", "Say why this is corrected.")
TAKES_OFF_AWAY = Refusal(
    "off_before_on", "They would have gone off before they came on, or more than 24 hours after. Correct both times."
)


def book(
    sign_up_id: int, *, what: BookingWhat, at: datetime, source: BookingSource, key: str, by: Viewer,
    device_at: datetime | None = None, sent_at: datetime | None = None,
) -> DutyBooking:  # fmt: skip
    """Say that someone came or went at a moment. The same key again is the same entry, and changes nothing.

    A telephone that sends later says when by its own clock (``device_at``), and what that shows now (``sent_at``): then
    ``at`` is what they come to by ours, and an entry that cannot count is kept as refused. Anyone else is told at once:
    ``Refused``, and nothing is kept. Said before by another, it is kept as double.
    """
    held = take(sign_up_id, source=source, by=by)
    if (known := _known(held, key)) is not None:
        return known
    now, skew = clock.now(), 0
    if device_at is not None and sent_at is not None:
        meant = counted(device_at, sent_at, now)
        at, skew = meant.at, meant.skew_seconds
    entry = DutyBooking(
        sign_up_id=sign_up_id, what=what, at=at, source=source, device_at=device_at, sent_at=sent_at,
        skew_seconds=skew, received_at=now, key=key, recorded_by_id=by.account_id, reason="",
    )  # fmt: skip
    return _enter(held, entry, by=by, keep_refused=device_at is not None)


def correct(
    sign_up_id: int, *, what: BookingWhat, at: datetime | None, reason: str, source: BookingSource, key: str, by: Viewer
) -> DutyBooking:
    """Put right when someone came or went, or (``at`` None) that they did not, with the reason. The last one counts."""
    held = take(sign_up_id, source=source, by=by)
    if (known := _known(held, key)) is not None:
        return known
    if not reason.strip():
        raise Refused(NO_REASON)
    entry = DutyBooking(
        sign_up_id=sign_up_id, what=what, at=at, source=source, device_at=None, sent_at=None, skew_seconds=0,
        received_at=clock.now(), key=key, recorded_by_id=by.account_id, reason=reason.strip(),
    )  # fmt: skip
    return _enter(held, entry, by=by, keep_refused=False)


def settle(
    sign_up_id: int, *, on: datetime | None, off: datetime | None, source: BookingSource, key: str, by: Viewer
) -> None:
    """Make what a register or a return says stand, both times at once; None is that they were not there, or not off.

    Where nothing was said before it is booked; what stands and differs is corrected. The same key again does nothing.
    """
    held = take(sign_up_id, source=source, by=by)
    if any(_known(held, f"{key}-{part}") for part in ("on", "off", "away")):
        return
    if not adopt(held):
        for what, at, part in ((BookingWhat.ON, on, "on"), (BookingWhat.OFF, off, "off")):
            if at is not None:
                book(sign_up_id, what=what, at=at, source=source, key=f"{key}-{part}", by=by)
        return

    def put_right(what: BookingWhat, at: datetime | None, part: str) -> None:
        reason = REASONS.get(source, "The sheet says so")
        correct(sign_up_id, what=what, at=at, reason=reason, source=source, key=f"{key}-{part}", by=by)

    was_on, was_off = stands_at(sign_up_id)
    if was_on != on:
        if was_off is not None:  # or a new time to come on is judged by the old one to go off
            put_right(BookingWhat.OFF_CORRECTED, None, "away")
        put_right(BookingWhat.ON_CORRECTED, on, "on")
    if on is not None and stands_at(sign_up_id)[1] != off:
        put_right(BookingWhat.OFF_CORRECTED, off, "off")


def _known(held: Held, key: str) -> DutyBooking | None:
    return db.session.scalars(
        select(DutyBooking).where(DutyBooking.sign_up_id == held.sign_up.id, DutyBooking.key == key)
    ).one_or_none()


def _enter(held: Held, entry: DutyBooking, *, by: Viewer, keep_refused: bool) -> DutyBooking:
    entries = [*adopt(held), entry]
    settled = judge_all([_said(each) for each in entries], held.place)
    _refuse(held, entry, settled, keep_refused=keep_refused)
    for each in entries:
        verdict = settled.verdicts[each.key]
        each.outcome, each.outcome_words = verdict.outcome, verdict.words
    db.session.add(entry)
    db.session.flush()
    if settled.on is not None:
        came_after_all(held, by=by)
    bring_in_line(held, settled, key=f"booking-{held.sign_up.id}-{entry.key}", by=by)
    _note(held, entry, by=by)
    return entry


def _refuse(held: Held, entry: DutyBooking, settled: Settled, *, keep_refused: bool) -> None:
    verdict = settled.verdicts[entry.key]
    off_stood = held.attendance is not None and held.attendance.booked_off_at is not None
    takes_off = entry.what is BookingWhat.ON_CORRECTED and entry.at is not None and off_stood and settled.off is None
    if keep_refused:
        return
    if takes_off:
        raise Refused(TAKES_OFF_AWAY)
    is_out = verdict.outcome in (BookingOutcome.REFUSED, BookingOutcome.WAITING)
    if is_out and not (entry.what.is_correction and entry.at is None):
        raise Refused(verdict.refusals)


def _said(entry: DutyBooking) -> Said:
    return Said(entry.key, entry.what, entry.at, entry.received_at)


def _note(held: Held, entry: DutyBooking, *, by: Viewer) -> None:
    act = "booking_corrected" if entry.what.is_correction else "booked_on" if entry.what.is_on else "booked_off"
    counts = entry.outcome in (BookingOutcome.TAKEN, BookingOutcome.LATE)
    record(
        act if counts or entry.what.is_correction else "booking_kept", subject="duty", subject_id=held.duty.id,
        by=by.account_id, volunteer_id=held.sign_up.volunteer_id, source=entry.source.value,
        outcome=entry.outcome.value,
    )  # fmt: skip
