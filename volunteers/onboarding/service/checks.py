"""Recording what was found out about an applicant."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.guardians.queries import awaits_coordinator, consent_of
from volunteers.history.service import record
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.queries import find_open_proposal, list_checks
from volunteers.onboarding.queries.assessments import is_being_scored
from volunteers.onboarding.queries.attempts import attempts_of
from volunteers.onboarding.queries.declines import find_held_decline
from volunteers.onboarding.rules import (
    CONSENT_CHECK,
    CheckEntry,
    awaited,
    decision_is_due,
    facts_of,
    needs_consent,
    references_are_to_be_judged,
    refusals_to_record,
)
from volunteers.onboarding.rules.checks import Attempt
from volunteers.onboarding.rules.references import refusals_of_references
from volunteers.onboarding.rules.retakes import again_from, refusals_to_try
from volunteers.onboarding.rules.waiting import REFERENCES
from volunteers.onboarding.service.attempts import keep_attempt, refusals_of_document
from volunteers.onboarding.service.taking import take, take_to_vet
from volunteers.people.service.renewals import usual_valid_until
from volunteers.permissions import Permission, Viewer
from volunteers.references.queries import are_all_given
from volunteers.strands.rules import CheckDefinition, CheckFact, Party, Strand

STALE = Refusal(
    "recorded_meanwhile",
    "Someone else recorded this check while you had the page open. Compare the two, then save yours or leave theirs.",
)

RING_INSTEAD = Refusal(
    "ring_instead", "Consent counts once the guardian has been rung. Record the call beside the guardian's name."
)
BEING_SCORED = Refusal(
    "being_scored", "Two assessors are scoring this. It is recorded from their two sheets, under Scoring.", "Assessors"
)
IN_VETTING_ROOM = Refusal("in_vetting_room", "Vetting is recorded in the vetting room.", "A vetting officer")


def record_check(
    application_id: int, code: str, *, entry: CheckEntry, seen_version: int, by: Viewer, in_vetting_room: bool = False
) -> Check:
    """Write down how a check stands, over the version that was seen (0 for none).

    A pass without a last good day gets the usual one, and every result is kept. Refused for those who do not record
    this check, once the application has ended, on their own application, for dates that cannot be, for another attempt
    before its time, for references that are missing; ``Conflict`` when someone else recorded it meanwhile. Marks the
    application when a decision is now due. Vetting is recorded ``in_vetting_room``, and nothing else is.
    """
    application = take_to_vet(application_id, by=by) if in_vetting_room else take(application_id, by=by)
    strand, now = strand_of(application), clock.now()
    definition = strand.check(code)
    check = db.session.scalars(
        select(Check).where(Check.application_id == application.id, Check.code == code)
    ).one_or_none()
    _judge(application, strand, definition, by=by)
    if (definition.recorded_by is Permission.VETTING_SET) is not in_vetting_room:
        raise Refused(IN_VETTING_ROOM)
    if seen_version != (check.version if check else 0):
        raise Conflict(STALE)
    attempts = attempts_of(application.id).get(code, [])
    _judge_entry(application, strand, definition, entry, attempts, on=clock.on(now))
    if check is None:
        check = Check(application_id=application.id, code=code)
        db.session.add(check)
    changed = _write(check, entry, definition, on=clock.on(now))
    check.again_from = again_from(entry, definition, attempts)
    check.recorded_by_id, check.recorded_at = by.account_id, now
    db.session.flush()
    keep_attempt(check, entry)
    mark_decision(application, strand, on=clock.on(now))
    record(
        "check_recorded", subject="application", subject_id=application.id, by=by.account_id, check=code, fields=changed
    )
    return check


def mark_decision(application: Application, strand: Strand, *, on: date) -> None:
    """Keep on the application who has to act now, and whether a decision is due, judged by its checks on a date.

    References that have all come in are read by someone before their check is recorded, so they make one due too; and
    so does a guardian who has answered, or sent the health form; and what someone proposed and a second person decides.
    """
    if find_held_decline(application.id) is not None:
        # Decided, and not told yet: it goes out by itself.
        application.stand(strand.pipeline.stage(application.stage), (Party.FORCE,))
        return
    facts = facts_of(list_checks(application))

    def is_with_us() -> bool:
        return (
            (
                references_are_to_be_judged(strand, application.stage, facts, on)
                and are_all_given(application.id, strand)
            )
            or guardian_waits(application, strand, facts)
            or find_open_proposal(application.id) is not None
        )

    stand_by(application, strand, facts, on=on, is_with_us=is_with_us)


def stand_by(
    application: Application, strand: Strand, facts: Mapping[str, CheckFact], *, on: date,
    is_with_us: Callable[[], bool],
) -> None:  # fmt: skip
    """The same by facts that are known already; ``is_with_us`` says whether anything beside the checks waits for us."""
    stage = strand.pipeline.stage(application.stage)
    due = decision_is_due(strand, stage.code, facts, on) or is_with_us()
    waits_on = (Party.COORDINATOR,) if due else awaited(strand, stage.code, facts, on)
    application.stand(stage, waits_on, decision_due=due)


def guardian_waits(application: Application, strand: Strand, facts: Mapping[str, CheckFact]) -> bool:
    """Whether a guardian has done something that a coordinator has yet to act on."""
    if not needs_consent(strand) or strand.pipeline.stage(application.stage).is_final:
        return False
    decided = [code for code, fact in facts.items() if fact.passed or fact.failed]
    return awaits_coordinator(application.id, recorded=decided)


def _judge(application: Application, strand: Strand, definition: CheckDefinition, *, by: Viewer) -> None:
    """Whether this person may record it, and whether it is recorded at all now."""
    if not by.may_in(definition.recorded_by, application.strand, application.area):
        raise Refused(Refusal("not_permitted", f"You do not have the right to record {definition.name}."))
    stage = strand.pipeline.stage(application.stage)
    if stage.is_final:
        words = f"This application ended at {stage.name}, so nothing more is recorded."
        raise Refused(Refusal("ended", words))
    if is_being_scored(application.id, definition.code):
        raise Refused(BEING_SCORED)
    if definition.code == CONSENT_CHECK and consent_of(application.id) is not None:
        raise Refused(RING_INSTEAD)


def _judge_entry(
    application: Application, strand: Strand, definition: CheckDefinition, entry: CheckEntry,
    attempts: Sequence[Attempt], *, on: date,
) -> None:  # fmt: skip
    refusals = [
        *refusals_to_record(entry, definition, on, attempts=attempts),
        *refusals_to_try(entry, definition, attempts),
        *refusals_of_document(application.id, entry, definition),
        *refusals_of_references(entry, definition.code, are_all_in=_are_in(application, strand, definition.code)),
    ]
    if refusals:
        raise Refused(refusals)


def _are_in(application: Application, strand: Strand, code: str) -> bool:
    """Whether every reference that is needed was given; other checks need none."""
    return code != REFERENCES or are_all_given(application.id, strand)


def _write(check: Check, entry: CheckEntry, definition: CheckDefinition, *, on: date) -> list[str]:
    """Put the entry on the row; the names of what changed."""
    values = {
        "state": entry.state,
        "asked_on": check.asked_on or (on if entry.state is CheckState.ASKED else None),
        "result_on": entry.result_on,
        "valid_until": entry.valid_until or _usual(entry, definition),
        "reference": entry.reference or None,
    }
    changed = [name for name, value in values.items() if getattr(check, name) != value]
    check.state, check.asked_on = entry.state, values["asked_on"]  # type: ignore[assignment]
    check.result_on, check.valid_until = entry.result_on, values["valid_until"]  # type: ignore[assignment]
    check.reference = entry.reference or None
    return changed


def _usual(entry: CheckEntry, definition: CheckDefinition) -> date | None:
    """The last good day of a pass that names none."""
    if entry.state is not CheckState.PASSED or entry.result_on is None:
        return None
    return usual_valid_until(definition, entry.result_on)
