"""Looking for people whom nobody booked off after their duty: each is told of once, and again to those in charge."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.attendance.models import WelfareCheck
from volunteers.attendance.queries.welfare import Missing, list_in_charge, list_missing
from volunteers.attendance.service.holding import source_of, take
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Permission, Viewer

NO_WORDS = Refusal("words_needed", "Say in a few words how you know that they are safe.")
NOT_MISSED = Refusal("not_missed", "Nobody is looking for this person any more.")


def check_welfare() -> None:
    """Tell of everyone who should have been booked off by now and was not; run at any time, and twice, without harm.

    The row and the messages are written together, so that of two runs at once one tells.
    """
    for missing in list_missing():
        if missing.told_at is None:
            _tell_first(missing)
        elif missing.is_to_escalate:
            _tell_in_charge(missing)


def note_safe(sign_up_id: int, *, words: str, by: Viewer) -> None:
    """Note that someone who was not booked off is safe, and how that is known. The hours are still to be booked."""
    held = take(sign_up_id, source=source_of(sign_up_id, by=by), by=by)
    if not words.strip():
        raise Refused(NO_WORDS)
    stands = held.attendance
    if stands is None or stands.booked_off_at is not None:
        raise Refused(NOT_MISSED)
    now = clock.now()
    row = {
        "sign_up_id": sign_up_id, "told_at": now, "told_leader": False, "safe_at": now, "safe_by_id": by.account_id,
        "safe_words": words.strip(),
    }  # fmt: skip
    found = {name: row[name] for name in ("safe_at", "safe_by_id", "safe_words")}
    db.session.execute(
        insert(WelfareCheck).values(row).on_conflict_do_update(index_elements=["sign_up_id"], set_=found)
    )
    record(
        "found_safe", subject="duty", subject_id=held.duty.id, by=by.account_id,
        volunteer_id=held.sign_up.volunteer_id,
    )  # fmt: skip


def _tell_first(missing: Missing) -> None:
    row = {
        "sign_up_id": missing.sign_up_id, "told_at": clock.now(), "told_leader": missing.leader is not None,
        "safe_words": "",
    }  # fmt: skip
    is_first = db.session.scalar(
        insert(WelfareCheck).values(row).on_conflict_do_nothing().returning(WelfareCheck.sign_up_id)
    )
    if is_first is None:
        return
    own = missing.person
    _write(MessageKind.BOOK_OFF_REMINDER, own.email, own.account_id, missing, to_adult=own.is_adult)
    if missing.leader is not None:
        leader = missing.leader
        _write(
            MessageKind.NOT_BOOKED_OFF, leader.email, leader.account_id, missing, to_adult=leader.is_adult,
            where=f"/my-duties/{missing.duty_id}/people",
        )  # fmt: skip
        return
    _write_to_those_in_charge(missing)


def _tell_in_charge(missing: Missing) -> None:
    claimed = db.session.scalar(
        update(WelfareCheck)
        .where(
            WelfareCheck.sign_up_id == missing.sign_up_id, WelfareCheck.escalated_at.is_(None),
            WelfareCheck.safe_at.is_(None),
        )
        .values(escalated_at=clock.now())
        .returning(WelfareCheck.sign_up_id)
    )  # fmt: skip
    if claimed is not None:
        _write_to_those_in_charge(missing)


def _write_to_those_in_charge(missing: Missing) -> None:
    for viewer, email in _of_scope(list_in_charge(), missing):
        _write(MessageKind.NOT_BOOKED_OFF, email, viewer.account_id, missing, where="/staff/not-booked-off")


def _of_scope(staff: Iterable[tuple[Viewer, str]], missing: Missing) -> list[tuple[Viewer, str]]:
    needed = Permission.ATTENDANCE_RECORD
    return [(viewer, email) for viewer, email in staff if viewer.may_in(needed, missing.strand, missing.area)]


def _write(
    kind: MessageKind, email: str, account_id: int, missing: Missing, *, to_adult: bool = True, where: str = ""
) -> None:
    notify(
        kind, to=email, account_id=account_id, subject=("duty", missing.duty_id), to_adult=to_adult,
        of_strand=missing.strand, path=where or f"/my-duties/{missing.duty_id}/booking", **_words(missing),
    )  # fmt: skip


def _words(missing: Missing) -> Mapping[str, Any]:
    return {"title": missing.title, "name": missing.name, "when": missing.when, "place": missing.meeting_place}
