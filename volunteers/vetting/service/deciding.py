"""How vetting ends: one officer grants; to refuse or withdraw takes a second one. Judged anew each time."""

from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.rules import CheckEntry
from volunteers.onboarding.service import record_check
from volunteers.onboarding.service.taking import take_to_vet
from volunteers.people.models import Clearance
from volunteers.people.service import end_vetting, grant_vetting
from volunteers.permissions import Permission, Viewer
from volunteers.sealing import seal, unseal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand
from volunteers.vetting import queries
from volunteers.vetting.models import VettingCase, VettingProposal
from volunteers.vetting.rules import (
    Outcome,
    OutcomeEntry,
    Standing,
    left_of,
    levels_serving,
    refusals_to_end,
    said_outside,
)
from volunteers.vetting.service.taking import NOT_YOURS, note, retract_proposal
from volunteers.vetting.service.working import enquiries_of, require_open, take_to_work

CHANGED = Refusal(
    "changed_meanwhile", "This case was changed while you had the page open. Compare, then send yours again."
)
OWN_PROPOSAL = Refusal("own_proposal", "You proposed this. Another vetting officer has to decide.", "A colleague")
NOT_WAITING = Refusal("not_waiting", "This proposal was decided or taken back meanwhile.")
NOT_PERMITTED = Refusal("not_permitted", "You do not have the right to set the outcome of vetting here.")


def record_outcome(case_id: int, *, entry: OutcomeEntry, seen_version: int, by: Viewer) -> VettingCase:
    """End a case, or propose to when it takes a second officer. Refused, with all that is wrong, for what cannot be.

    ``Conflict`` when the case changed since the page showed it. Coordinators are told the state, the dates and the
    reference, and nothing else.
    """
    case, on = take_to_work(case_id, by), clock.today()
    if case.version != seen_version:
        raise Conflict(CHANGED)
    _judge(case, entry, by=by, on=on)
    if entry.outcome.takes_two:
        _propose(case, entry, by=by)
    else:
        _end(case, entry, by=by)
    return case


def decide(proposal_id: int, case_id: int, *, agrees: bool, words: str | None, by: Viewer) -> VettingCase:
    """Agree to a refusal or a withdrawal that somebody else proposed, or not, with why not.

    Refused for whoever proposed it, without having opened the file, and when it could not be proposed any more;
    ``Conflict`` when it was decided or taken back meanwhile.
    """
    case, now = queries.get_case(case_id, by, locked=True), clock.now()
    proposal = queries.find_proposal(case)
    if proposal is None or proposal.id != proposal_id:
        raise Conflict(NOT_WAITING)
    if proposal.proposed_by_id == by.account_id:
        raise Refused(OWN_PROPOSAL)
    require_open(case, by)
    reason = unseal(proposal.reason, key=sealing_key(), place=proposal.place("reason"))
    entry = OutcomeEntry(proposal.outcome, proposal.result_on, reference=proposal.file_reference, reason=reason)
    if agrees:
        _judge(case, entry, by=by, on=clock.on(now))
    elif not words:
        raise Refused(Refusal("words_missing", "Write down why you do not agree."))
    proposal.agreed, proposal.decided_by_id, proposal.decided_at = agrees, by.account_id, now
    proposal.words = seal(words, key=sealing_key(), place=proposal.place("words")) if words else None
    db.session.flush()
    note("vetting_proposal_agreed" if agrees else "vetting_proposal_not_agreed", case, by=by, proposal_id=proposal.id)
    if agrees:
        _end(case, entry, by=by)
    return case


def take_back(case_id: int, *, by: Viewer) -> None:
    """Take back one's own proposal. ``Conflict`` when nothing of one's own waits any more."""
    case, now = queries.get_case(case_id, by, locked=True), clock.now()
    if case.assigned_to_id != by.account_id:
        raise Refused(NOT_YOURS)
    if queries.find_proposal(case) is None:
        raise Conflict(NOT_WAITING)
    retract_proposal(case, at=now, by=by)


def _judge(case: VettingCase, entry: OutcomeEntry, *, by: Viewer, on: date) -> None:
    if not by.may_in(Permission.VETTING_SET, case.strand, case.area):
        raise Refused(NOT_PERMITTED)
    if refusals := refusals_to_end(entry, _standing(case, on), on):
        raise Refused(refusals)


def _standing(case: VettingCase, on: date) -> Standing:
    application = queries.find_application(case)
    strand = _strand(case, application)
    wanted = queries.level_of(strand, case.code, application.role if application else None)
    return Standing(
        kind=case.kind,
        serving=tuple(level.code for level in levels_serving(wanted, current_force().vetting_levels)),
        left=left_of(enquiries_of(case)),
        holds=_holds(case, application, on),
        is_over=queries.is_over(case, application),
    )


def _strand(case: VettingCase, application: Application | None) -> Strand:
    return strand_of(application) if application else get_strand(case.strand)


def _volunteer_of(case: VettingCase, application: Application | None) -> int | None:
    """The volunteer a case is about by now: an applicant may have been cleared for duty since it began."""
    return case.volunteer_id or (application.volunteer_id if application else None)


def _holds(case: VettingCase, application: Application | None, on: date) -> bool:
    """Whether there is a vetting that could be withdrawn: one that is good today or later."""
    volunteer_id = _volunteer_of(case, application)
    if volunteer_id is not None:
        held = select(Clearance.id).where(
            Clearance.volunteer_id == volunteer_id, Clearance.code == case.code,
            Clearance.until_on.is_(None) | (Clearance.until_on >= on),
        )  # fmt: skip
        return db.session.scalar(held.limit(1)) is not None
    check = _check_of(case)
    return check is not None and check.state is CheckState.PASSED


def _check_of(case: VettingCase) -> Check | None:
    recorded = select(Check).where(Check.application_id == case.application_id, Check.code == case.code)
    return db.session.scalars(recorded.execution_options(populate_existing=True)).one_or_none()


def _propose(case: VettingCase, entry: OutcomeEntry, *, by: Viewer) -> VettingProposal:
    if entry.result_on is None or entry.reason is None:
        raise AssertionError("judged before")
    proposal = VettingProposal(
        case_id=case.id, outcome=entry.outcome, result_on=entry.result_on, file_reference=entry.reference,
        proposed_by_id=by.account_id, proposed_at=clock.now(),
    )  # fmt: skip
    proposal.reason = seal(entry.reason, key=sealing_key(), place=proposal.place("reason"))
    db.session.add(proposal)
    db.session.flush()
    note("vetting_outcome_proposed", case, by=by, outcome=entry.outcome.value, proposal_id=proposal.id)
    return proposal


def _end(case: VettingCase, entry: OutcomeEntry, *, by: Viewer) -> None:
    """Write the outcome where it counts, then close the case. The application is locked before anything is decided."""
    application = queries.find_application(case)
    if application is not None:
        application = take_to_vet(application.id, by=by)
    valid_until = entry.valid_until or _usual(case, application, entry)
    if entry.outcome is not Outcome.UNCHANGED:
        volunteer_id = _volunteer_of(case, application)
        if volunteer_id is not None:
            _tell_people(volunteer_id, case, entry, valid_until, by=by)
        else:
            _tell_onboarding(case, entry, valid_until, by=by)
        case.volunteer_id = volunteer_id
    _close(case, entry, valid_until, by=by)


def _usual(case: VettingCase, application: Application | None, entry: OutcomeEntry) -> date | None:
    """The last good day by the definition: the day before so many months have passed."""
    months = _strand(case, application).check(case.code).valid_months
    if not entry.outcome.is_grant or entry.result_on is None or months is None:
        return None
    return clock.add_months(entry.result_on, months) - timedelta(days=1)


def _tell_onboarding(case: VettingCase, entry: OutcomeEntry, valid_until: date | None, *, by: Viewer) -> None:
    if case.application_id is None:
        raise AssertionError("about an applicant")
    check = _check_of(case)
    state = CheckState.PASSED if entry.outcome.is_grant else CheckState.FAILED
    record_check(
        case.application_id, case.code,
        entry=CheckEntry(state, entry.result_on, valid_until, said_outside(entry.outcome, entry.reference)),
        seen_version=check.version if check else 0, by=by, in_vetting_room=True,
    )  # fmt: skip


def _tell_people(
    volunteer_id: int, case: VettingCase, entry: OutcomeEntry, valid_until: date | None, *, by: Viewer
) -> None:
    """A renewal that is refused or discontinued leaves what is held to its last day."""
    if entry.result_on is None:
        raise AssertionError("judged before")
    if entry.outcome.is_grant:
        grant_vetting(
            volunteer_id, case.code, from_on=entry.result_on, until_on=valid_until,
            reference=said_outside(entry.outcome, entry.reference), by=by,
        )  # fmt: skip
    elif entry.outcome is Outcome.WITHDRAWN:
        end_vetting(volunteer_id, case.code, on=entry.result_on, by=by)


def _close(case: VettingCase, entry: OutcomeEntry, valid_until: date | None, *, by: Viewer) -> None:
    now = clock.now()
    case.outcome, case.level, case.decided_on = entry.outcome, entry.level, entry.result_on
    case.valid_until, case.file_reference = valid_until, entry.reference
    if entry.outcome.takes_two:
        case.appeal_until = clock.on(now) + timedelta(days=current_force().numbers.vetting_appeal_days)
    for column in ("conditions", "reason"):
        words = getattr(entry, column)
        setattr(case, column, seal(words, key=sealing_key(), place=case.place(column)) if words else None)
    case.closed_at, case.closed_by_id = now, by.account_id
    db.session.flush()
    note("vetting_outcome_recorded", case, by=by, outcome=entry.outcome.value)
