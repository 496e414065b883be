"""What an applicant may do with an application: begin it, answer it, send it, withdraw it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.rules import (
    AGE_IS_KNOWN_FROM,
    ALPHABET,
    CHECK_AND_SEND,
    copies_of,
    findings_in_the_way,
    missing_questions,
    reference_of,
    refusals_to_apply,
    refusals_to_submit,
    title_of,
)
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Answer, Strand, refusals_to_move

ALREADY_SENT = Refusal("already_sent", "This application has been sent, so its answers can no longer be changed.")
NOT_OPEN = Refusal("not_open", "You cannot apply for this online yet.")


def start(strand_code: str, *, eligibility: Mapping[str, Answer], by: Viewer) -> Application:
    """Make a draft that holds the eligibility answers, or give the one that is already under way.

    Refused while applying is not open, while an earlier refusal is too recent, for someone who already serves, and
    when an eligibility answer is missing or says no.
    """
    strand = get_strand(strand_code)
    account = db.session.scalars(select(Account).where(Account.id == by.account_id).with_for_update()).one()
    live = queries.find_live(account.id, strand.code)
    if live is not None:
        return live
    now = clock.now()
    answers = _stored(strand, eligibility)
    _judge_start(strand, answers, by=by, on=clock.on(now))
    application = Application(
        reference=_new_reference(strand.reference_prefix), account_id=account.id, strand=strand.code,
        stage=strand.pipeline.first.code, stage_since=now, created_at=now, answers=answers,
    )  # fmt: skip
    _copy(application, account.email)
    db.session.add(application)
    db.session.flush()
    record("application_started", subject="application", subject_id=application.id, by=by.account_id)
    return application


def answer(reference: str, *, question: str, values: Mapping[str, Any], by: Viewer) -> Application:
    """Keep the answer to one question of the person's own draft. Refused once the application has been sent."""
    application = queries.get_own_to_change(reference, by)
    if not application.is_draft:
        raise Refused(ALREADY_SENT)
    application.answers = {**application.answers, question: dict(values)}
    _copy(application, application.account.email)
    return application


def submit(reference: str, *, declared: bool, by: Viewer) -> Application:
    """Send the person's own draft: its first dated stage change, and an acknowledgement to them.

    Sending again, also at the same moment, gives the same application and writes nothing. Refused while a question is
    unanswered, an eligibility answer says no on today's date, or the declaration is not made.
    """
    application = queries.get_own_to_change(reference, by)
    if not application.is_draft:
        return application
    strand, now = get_strand(application.strand), clock.now()
    if declared:
        application.answers = {**application.answers, CHECK_AND_SEND: {"true": True}}
    _judge_submission(application, strand, by=by, on=clock.on(now))
    application.move_to(strand.pipeline.submitted.code, by=by.account_id, at=now)
    application.submitted_at = now
    _copy(application, application.account.email)
    record("application_submitted", subject="application", subject_id=application.id, by=by.account_id)
    notify(
        MessageKind.APPLICATION_SUBMITTED,
        to=application.account.email, account_id=by.account_id, subject=("application", application.id),
        name=application.name, reference=application.reference, strand=strand.name,
    )  # fmt: skip
    return application


def withdraw(reference: str, *, reason: str, by: Viewer) -> Application:
    """End the person's own application at their wish, with their reason. Withdrawing twice writes nothing more.

    Refused from a stage that the strand does not let an application be withdrawn from.
    """
    application = queries.get_own_to_change(reference, by)
    strand, now = get_strand(application.strand), clock.now()
    withdrawn = strand.pipeline.withdrawn.code
    if application.stage == withdrawn:
        return application
    _judge_move(application, strand, to_stage=withdrawn, by=by, on=clock.on(now))
    application.move_to(withdrawn, by=by.account_id, at=now, reason=reason)
    record("application_withdrawn", subject="application", subject_id=application.id, by=by.account_id)
    return application


def refusals_to_begin(strand: Strand, *, by: Viewer, on: date) -> list[Refusal]:
    """Why this person may not begin an application to a strand on a date; empty when they may."""
    return refusals_to_apply(
        strand,
        earlier=queries.list_earlier(by.account_id, strand, reapply_months=current_force().numbers.reapply_months),
        serves=queries.serves(by.account_id, strand.code, on),
        on=on,
    )


def _judge_start(strand: Strand, answers: Mapping[str, Any], *, by: Viewer, on: date) -> None:
    refusals = [] if strand.open_online else [NOT_OPEN]
    refusals += refusals_to_begin(strand, by=by, on=on)
    asked = {rule.question for rule in strand.eligibility}
    missing = [question for question in missing_questions(strand, answers) if question in asked]
    refusals += [Refusal(f"{each}_missing", f"Answer the question “{title_of(strand, each)}”.") for each in missing]
    refusals += _stopping(findings_in_the_way(strand, answers, on))
    if refusals:
        raise Refused(refusals)


def _judge_submission(application: Application, strand: Strand, *, by: Viewer, on: date) -> None:
    titles = {question: title_of(strand, question) for section in strand.asks for question in section.questions}
    refusals = refusals_to_submit(strand, application.answers, titles=titles, on=on)
    if refusals:
        raise Refused(refusals)
    _judge_move(application, strand, to_stage=strand.pipeline.submitted.code, by=by, on=on)


def _judge_move(application: Application, strand: Strand, *, to_stage: str, by: Viewer, on: date) -> None:
    refusals = refusals_to_move(
        strand.pipeline, from_stage=application.stage, to_stage=to_stage, checks={}, definitions=strand.checks, on=on,
        may=lambda permission: by.may_in(permission, application.strand, application.area),
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)


def _stopping(findings: Sequence[Any]) -> list[Refusal]:
    return [Refusal(f"{each.question}_stops", each.message, clears_on=each.clears_on) for each in findings]


def _stored(strand: Strand, eligibility: Mapping[str, Answer]) -> dict[str, Any]:
    """Eligibility answers as they are kept on the draft: a date of birth as the question that asks for it."""
    stored: dict[str, Any] = {}
    for rule in strand.eligibility:
        given = eligibility.get(rule.question)
        if isinstance(given, date):
            stored[AGE_IS_KNOWN_FROM] = {"birth_date": given.isoformat()}
        elif given and any(choice.value == given for choice in rule.choices):
            stored[rule.question] = {"answer": given}
    return stored


def _copy(application: Application, email: str) -> None:
    """Keep the columns that staff search by in step with the answers."""
    copies = copies_of(application.answers, reference=application.reference, email=email)
    application.first_name, application.last_name = copies.first_name, copies.last_name
    application.birth_date, application.area = copies.birth_date, copies.area
    application.search_words = copies.search_words


def _new_reference(prefix: str) -> str:
    while True:
        reference = reference_of(prefix, [secrets.choice(ALPHABET) for _ in range(8)])
        if not queries.is_taken(reference):
            return reference
