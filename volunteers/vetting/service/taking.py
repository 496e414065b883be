"""Who has a case: the next one taken, one handed back because its person is known, one handed over, one asked for."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.applications.models import DRAFT, Application
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import LARGEST_ID, db, sealing_key
from volunteers.history.service import record
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.sealing import seal
from volunteers.strands.queries import get_strand
from volunteers.vetting import queries
from volunteers.vetting.models import (
    VettingAcquaintance,
    VettingCase,
    VettingHandOver,
    VettingNote,
    VettingOpening,
)
from volunteers.vetting.rules import CaseKind, Outcome, vetting_check

SUBJECT = "vetting_case"
TAKING_LOCK = 20_260_026

NOTHING_WAITS = Refusal("nothing_waits", "No case waits without an officer.")
NOT_A_COLLEAGUE = Refusal("not_a_colleague", "Choose a colleague who may have this case.")
NOT_YOURS = Refusal("not_yours", "Someone else has this case now.")
NOBODY_BY_IT = Refusal("nobody_by_it", "There is nobody with this reference whom you could have reviewed.")
UNDER_REVIEW = Refusal("under_review", "This person is being vetted now. Tell the officer who has the case.")


def take_next(*, by: Viewer) -> VettingCase:
    """Give an officer the case that waits longest in their scope, never one they choose. Refused when none waits.

    Officers who ask at the same moment come one after the other, so that no two of them get the same.
    """
    one_at_a_time()
    waiting, now = queries.find_next(by), clock.now()
    if waiting is None:
        raise Refused(NOTHING_WAITS)
    case = db.session.get_one(VettingCase, waiting.case_id) if waiting.case_id else _make(waiting, at=now)
    case.assigned_to_id, case.assigned_at = by.account_id, now
    db.session.flush()
    note("vetting_case_taken", case, by=by)
    return case


def say_known(case_id: int, *, by: Viewer) -> None:
    """Hand a case back, for its person is known to the officer; it never comes to them again, nor does any other.

    What they proposed of it and nobody decided is taken back.
    """
    case, now = queries.get_case(case_id, by, locked=True), clock.now()
    db.session.execute(
        insert(VettingAcquaintance)
        .values(officer_id=by.account_id, account_id=case.account_id, said_at=now)
        .on_conflict_do_nothing()
    )
    own = (VettingOpening.case_id == case.id, VettingOpening.by_id == by.account_id, VettingOpening.until > now)
    db.session.execute(update(VettingOpening).where(*own).values(until=now))
    if case.assigned_to_id == by.account_id:
        case.assigned_to_id = case.assigned_at = None
        retract_proposal(case, at=now, by=by)
    note("vetting_person_known", case, by=by)


def hand_over(case_id: int, *, to: int, reason: str, by: Viewer) -> VettingCase:
    """Give a case to a colleague, with why. Refused for anyone whose scope it is not in, who knows or is the person,
    for a case that is somebody else's, and while a proposal waits."""
    case, now = queries.get_case(case_id, by, locked=True), clock.now()
    if case.assigned_to_id != by.account_id:
        raise Refused(NOT_YOURS)
    if to not in {each.id for each in queries.list_colleagues(case)}:
        raise Refused(NOT_A_COLLEAGUE)
    given = VettingHandOver(case_id=case.id, from_id=by.account_id, to_id=to, at=now)
    given.words = seal(reason, key=sealing_key(), place=given.place)
    db.session.add(given)
    case.assigned_to_id, case.assigned_at = to, now
    own = (VettingOpening.case_id == case.id, VettingOpening.by_id == by.account_id, VettingOpening.until > now)
    db.session.execute(update(VettingOpening).where(*own).values(until=now))
    note("vetting_case_handed_over", case, by=by, to_account_id=to)
    return case


def ask_for_review(reference: str, *, words: str, by: Viewer) -> VettingCase:
    """Have someone's vetting looked at again because of new information. Whoever asks is not given the case.

    ``reference`` is that of an application, or V- and the number of a volunteer. Refused, in the same words, when there
    is nobody by it in scope and when it is the officer's own; and while the person is being vetted.
    """
    one_at_a_time()
    case, now = _to_review(reference.strip().upper(), by), clock.now()
    person = VettingCase.volunteer_id == case.volunteer_id if case.volunteer_id else None
    same = person if person is not None else VettingCase.application_id == case.application_id
    begun = select(VettingCase.id).where(same, VettingCase.code == case.code, VettingCase.closed_at.is_(None))
    if db.session.scalar(begun.limit(1)) is not None:
        raise Conflict(UNDER_REVIEW)
    case.waiting_since = case.created_at = now
    db.session.add(case)
    db.session.flush()
    told = VettingNote(case_id=case.id, by_id=by.account_id, at=now)
    told.words = seal(words, key=sealing_key(), place=told.place)
    db.session.add(told)
    note("vetting_review_asked", case, by=by)
    return case


def close_ended(case_id: int, *, by: Viewer) -> VettingCase:
    """Close a case whose application has ended. Refused while it has not."""
    case, now = queries.get_case(case_id, by, locked=True), clock.now()
    if case.assigned_to_id != by.account_id:
        raise Refused(NOT_YOURS)
    if not queries.is_over(case, queries.find_application(case)):
        raise Refused(Refusal("not_over", "The application has not ended: record an outcome."))
    retract_proposal(case, at=now, by=by)
    case.outcome, case.closed_at, case.closed_by_id = Outcome.NOT_NEEDED, now, by.account_id
    note("vetting_case_closed", case, by=by, outcome=Outcome.NOT_NEEDED.value)
    return case


def retract_proposal(case: VettingCase, *, at: datetime, by: Viewer) -> None:
    """Take back a proposal that nobody decided, if there is one."""
    proposal = queries.find_proposal(case)
    if proposal is not None:
        proposal.decided_at = at
        note("vetting_proposal_taken_back", case, by=by)


def note(act: str, case: VettingCase, *, by: Viewer, **details: object) -> None:
    """Keep an act for the history: codes and numbers only, on the case and never on the application."""
    record(act, subject=SUBJECT, subject_id=case.id, by=by.account_id, **details)


def one_at_a_time() -> None:
    """What is read after this sees every case that was made before it; the lock goes with the transaction."""
    db.session.execute(select(func.pg_advisory_xact_lock(TAKING_LOCK)))


def _make(waiting: queries.NextCase, *, at: datetime) -> VettingCase:
    reference = f"V-{waiting.volunteer_id}"
    if waiting.volunteer_id is None and waiting.application_id is not None:
        reference = db.session.get_one(Application, waiting.application_id).reference
    case = VettingCase(
        reference=reference, kind=waiting.kind, application_id=waiting.application_id,
        volunteer_id=waiting.volunteer_id, account_id=waiting.account_id, strand=waiting.strand, area=waiting.area,
        code=waiting.code, until_on=waiting.until_on, waiting_since=waiting.since, created_at=at,
    )  # fmt: skip
    db.session.add(case)
    return case


def _to_review(reference: str, by: Viewer) -> VettingCase:
    number = reference.removeprefix("V-")
    if reference.startswith("V-") and number.isascii() and number.isdigit() and int(number) <= LARGEST_ID:
        return _review_of_volunteer(int(number), by)
    within = by.within(Permission.VETTING_READ, Application.strand, Application.area)
    application = db.session.scalars(
        select(Application).where(Application.reference == reference, Application.stage != DRAFT, within)
    ).one_or_none()
    if application is None or application.account_id == by.account_id:
        raise Refused(NOBODY_BY_IT)
    if application.volunteer_id is not None:
        return _review_of_volunteer(application.volunteer_id, by, strand=application.strand)
    strand = get_strand(application.strand)
    check = vetting_check(strand)
    if check is None or strand.pipeline.stage(application.stage).is_final:
        raise Refused(NOBODY_BY_IT)
    return VettingCase(
        reference=application.reference, kind=CaseKind.REVIEW, application_id=application.id,
        account_id=application.account_id, strand=application.strand, area=application.area, code=check.code,
    )  # fmt: skip


def _review_of_volunteer(volunteer_id: int, by: Viewer, *, strand: str | None = None) -> VettingCase:
    within = by.within(Permission.VETTING_READ, ServicePeriod.strand, ServicePeriod.area)
    serving = (ServicePeriod.volunteer_id == volunteer_id, ServicePeriod.ended_on.is_(None), within)
    periods = select(ServicePeriod).where(*serving).order_by(ServicePeriod.started_on, ServicePeriod.id)
    for period in db.session.scalars(periods):
        check = vetting_check(get_strand(period.strand))
        if check is None or (strand is not None and period.strand != strand):
            continue
        volunteer = db.session.get_one(Volunteer, volunteer_id)
        if volunteer.account_id == by.account_id:
            break
        return VettingCase(
            reference=f"V-{volunteer_id}", kind=CaseKind.REVIEW, volunteer_id=volunteer_id,
            application_id=_came_through(volunteer_id, period.strand), account_id=volunteer.account_id,
            strand=period.strand, area=period.area, code=check.code,
        )  # fmt: skip
    raise Refused(NOBODY_BY_IT)


def _came_through(volunteer_id: int, strand: str) -> int | None:
    came = select(func.max(Application.id)).where(
        Application.volunteer_id == volunteer_id, Application.strand == strand
    )
    return db.session.scalar(came)
