"""Keeping every result of a check, beside the row that says how it stands now."""

from sqlalchemy import func, select

from volunteers import clock
from volunteers.documents.queries import list_documents
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckAttempt, CheckState
from volunteers.onboarding.rules.checks import CheckEntry
from volunteers.permissions import Viewer
from volunteers.strands.rules import CheckDefinition

UNKNOWN_DOCUMENT = Refusal("unknown_document", "Choose one of the documents shown.")
PLAIN = CheckEntry(CheckState.PASSED)


def keep_attempt(check: Check, entry: CheckEntry = PLAIN) -> CheckAttempt | None:
    """Write down the result a check now has, once and for all; None while it is only asked for.

    Whoever calls it holds the application locked. What shows the result comes from ``entry``, and whether it mends the
    last one.
    """
    if check.state is CheckState.ASKED or check.result_on is None:
        return None
    own = (CheckAttempt.application_id == check.application_id, CheckAttempt.code == check.code)
    number = db.session.scalar(select(func.max(CheckAttempt.number)).where(*own)) or 0
    correction = 0
    if entry.corrects and number:
        newest = select(func.max(CheckAttempt.correction)).where(*own, CheckAttempt.number == number)
        correction = (db.session.scalar(newest) or 0) + 1
    else:
        number += 1
    attempt = CheckAttempt(
        application_id=check.application_id, code=check.code, number=number, correction=correction, state=check.state,
        result_on=check.result_on, valid_until=check.valid_until, reference=check.reference,
        document_id=entry.document_id, course=entry.course or None, place=entry.place or None,
        reason=entry.reason or None, recorded_by_id=check.recorded_by_id, recorded_at=check.recorded_at,
    )  # fmt: skip
    db.session.add(attempt)
    db.session.flush()
    return attempt


def pass_today(application_id: int, code: str, *, by: Viewer) -> Check:
    """The check as it goes into the record when it is passed by an act and not by a form: by signing, or by a call.

    Whoever calls it holds the application locked, and judges anew who has to act.
    """
    now = clock.now()
    check = db.session.scalars(
        select(Check).where(Check.application_id == application_id, Check.code == code)
    ).one_or_none()
    if check is None:
        check = Check(application_id=application_id, code=code)
        db.session.add(check)
    check.state, check.result_on, check.valid_until = CheckState.PASSED, clock.on(now), None
    check.recorded_by_id, check.recorded_at = by.account_id, now
    db.session.flush()
    keep_attempt(check)
    return check


def refusals_of_document(application_id: int, entry: CheckEntry, definition: CheckDefinition) -> list[Refusal]:
    """Why a paper cannot show a check: it is none of the applicant's of the wanted kinds that can be opened."""
    if entry.document_id is None:
        return []
    kinds = definition.evidence.documents if definition.evidence else ()
    offered = {each.id for each in list_documents(application_id) if each.kind in kinds and each.can_be_opened}
    return [] if entry.document_id in offered else [UNKNOWN_DOCUMENT]
