"""What staff do with the hours of others: certify them, adjust them, or send a claim back."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select

from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record, record_each
from volunteers.hours.models import Stint
from volunteers.hours.rules import (
    HoursStep,
    at_place,
    by_step,
    differences,
    refusals_to_adjust,
    refusals_to_certify,
    refusals_to_end,
)
from volunteers.hours.rules.refusals import OWN
from volunteers.hours.service.entering import enter, enter_all, place_of, standing, void
from volunteers.hours.service.telling import tell_adjusted, tell_sent_back
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer

CERTIFY = Permission.HOURS_CERTIFY


def certify(stint_ids: Sequence[int], *, by: Viewer) -> int:
    """Certify what counts of these stints; how many that changed.

    Refused for hours of one's own and for those one claimed for another, and nothing is certified then.
    """
    found = _lock(stint_ids, by)
    own = [stint.what for stint, account_id in found if account_id == by.account_id]
    entered = [
        stint.what for stint, account_id in found
        if stint.sign_up_id is None and stint.entered_by_id == by.account_id != account_id
    ]  # fmt: skip
    gone = sum(stint.voided_at is not None for stint, _ in found)
    refusals = refusals_to_certify(own=own, entered=entered, gone=gone)
    if refusals:
        raise Refused(refusals)
    waiting = [stint for stint, _ in found if stint.certified != stint.counted]
    changes = []
    for stint in waiting:
        was = standing(stint)
        steps = {**by_step(was), HoursStep.CERTIFIED: stint.counted}
        changes.append(differences(was, at_place(place_of(stint), steps)))
    enter_all(waiting, changes, key=uuid4().hex, by_account_id=by.account_id)
    record_each("hours_certified", subject="volunteer", subject_ids=[stint.volunteer_id for stint in waiting],
                by=by.account_id, stints=[stint.id for stint in waiting])  # fmt: skip
    return len(waiting)


def adjust(stint_id: int, *, by_minutes: int, reason: str, by: Viewer, key: str | None = None) -> Stint:
    """Add minutes to what counts, or take some off, and tell the volunteer why. It then waits to be certified.

    Refused for oneself, without a reason, and where less than nothing or more than 24 hours would be left.
    """
    [(stint, account_id)] = _lock([stint_id], by)
    refusals = refusals_to_adjust(
        counted=stint.counted, by_minutes=by_minutes, reason=reason, is_void=stint.voided_at is not None,
        is_own=account_id == by.account_id,
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    enter(
        stint, {HoursStep.ADJUSTED: stint.adjusted + by_minutes}, key=key or uuid4().hex, by_account_id=by.account_id,
        reason=reason.strip(),
    )  # fmt: skip
    record("hours_adjusted", subject="volunteer", subject_id=stint.volunteer_id, by=by.account_id, stint_id=stint.id)
    tell_adjusted(stint, reason.strip())
    return stint


def send_back(stint_id: int, *, words: str, by: Viewer) -> Stint:
    """End a claim that cannot stand, in words that the volunteer is told. Refused for hours of a duty: adjust those."""
    [(stint, account_id)] = _lock([stint_id], by)
    if account_id == by.account_id:
        raise Refused(OWN)
    refusals = refusals_to_end(
        is_void=stint.voided_at is not None, certified=stint.certified, is_booked=stint.sign_up_id is not None
    )
    if not words.strip():
        refusals = [*refusals, Refusal("words_needed", "Say why it cannot stand. The volunteer reads it.")]
    if refusals:
        raise Refused(refusals)
    void(stint, key=uuid4().hex, by_account_id=by.account_id, words=words.strip())
    record("hours_sent_back", subject="volunteer", subject_id=stint.volunteer_id, by=by.account_id, stint_id=stint.id)
    tell_sent_back(stint, words.strip())
    return stint


def _lock(stint_ids: Sequence[int], by: Viewer) -> list[tuple[Stint, int]]:
    """These stints and whose they are, held in one order; not found when one is out of the actor's scope."""
    found = db.session.execute(
        select(Stint, Volunteer.account_id)
        .join(Volunteer, Volunteer.id == Stint.volunteer_id)
        .where(Stint.id.in_(stint_ids), by.within(CERTIFY, Stint.strand, Stint.area))
        .order_by(Stint.id)
        .with_for_update(of=Stint, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if len(found) != len(set(stint_ids)):
        raise NotFound("no such hours for this viewer")
    return [(stint, account_id) for stint, account_id in found]
