"""Beginning an application: one's own, or for someone who applies on paper or by telephone."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.models import Application, Channel
from volunteers.applications.rules import (
    ALPHABET,
    answered_by,
    findings_in_the_way,
    known_before,
    missing_questions,
    reference_of,
    refusals_to_apply,
    stored_as,
    title_of,
)
from volunteers.applications.service.storing import store
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand, with_occupations
from volunteers.strands.rules import Answer, Finding, Strand

Answers = Mapping[str, Mapping[str, Any]]


def start(
    strand_code: str, *, eligibility: Mapping[str, Answer], by: Viewer, given: Answers | None = None
) -> Application:
    """Make a draft that holds the eligibility answers, or give the one that is already under way.

    What the person said of themselves in an earlier application is filled in, to be checked; ``given`` are answers
    that the way here already brought, such as a unit. Refused while an earlier refusal is
    too recent, for someone who already serves, and when an eligibility answer is missing or says no.
    """
    strand = get_strand(strand_code)
    account = _locked_account(by.account_id)
    live = queries.find_live(account.id, strand.code)
    if live is not None:
        return live
    on = clock.today()
    answers = {**_stored(strand, eligibility), **(given or {})}
    _judge_start(queries.as_judged(strand, answers, on), answers, by=by, on=on)
    latest = queries.find_latest(account.id)
    known = known_before(strand, queries.answers_of(latest), latest.reference) if latest else {}
    application = _draft(strand, account)
    store(application, strand, {**known, **answers})
    record("application_started", subject="application", subject_id=application.id, by=by.account_id)
    return application


def record_for(
    strand_code: str, *, account_id: int, channel: Channel, received_on: date, reason: str, by: Viewer
) -> Application:
    """Begin to write down the application of someone who applies on paper or by telephone, or give the one under way.

    The same rules hold as online; the eligibility questions are answered with the rest. Refused while that person
    serves already, or was refused too recently.
    """
    strand = get_strand(strand_code)
    account = _locked_account(account_id)
    live = queries.find_live(account.id, strand.code)
    if live is not None:
        return live
    refusals = _refusals(strand, account.id, clock.today())
    if refusals:
        raise Refused(refusals)
    application = _draft(strand, account)
    application.channel, application.recorded_by_id = channel, by.account_id
    store(application, strand, {})
    record(
        "application_recorded", subject="application", subject_id=application.id, by=by.account_id,
        channel=channel.value, received_on=received_on.isoformat(), reason=reason,
    )  # fmt: skip
    return application


def refusals_to_begin(strand: Strand, *, by: Viewer, on: date) -> list[Refusal]:
    """Why this person may not begin an application to a strand on a date; empty when they may."""
    return _refusals(strand, by.account_id, on)


def _refusals(strand: Strand, account_id: int, on: date) -> list[Refusal]:
    return refusals_to_apply(
        strand,
        earlier=queries.list_earlier(account_id, strand, reapply_months=strand.reapply_months),
        serves=queries.serves(account_id, strand.code, on),
        on=on,
    )


def _locked_account(account_id: int) -> Account:
    return db.session.scalars(select(Account).where(Account.id == account_id).with_for_update()).one()


def _draft(strand: Strand, account: Account) -> Application:
    now = clock.now()
    application = Application(
        reference=_new_reference(strand.reference_prefix), account=account, strand=strand.code, answers={},
        stage=strand.pipeline.first.code, stage_since=now, created_at=now,
    )  # fmt: skip
    db.session.add(application)
    db.session.flush()  # its number is what a sealed answer is sealed for
    return application


def _judge_start(strand: Strand, answers: Answers, *, by: Viewer, on: date) -> None:
    refusals = refusals_to_begin(strand, by=by, on=on)
    asked = {rule.question for rule in strand.eligibility}
    missing = [question for question in missing_questions(strand, answers) if question in asked]
    refusals += [Refusal(f"{each}_missing", f"Answer the question “{title_of(strand, each)}”.") for each in missing]
    refusals += _stopping(findings_in_the_way(strand, answers, on))
    if refusals:
        raise Refused(refusals)


def _stopping(findings: Sequence[Finding]) -> list[Refusal]:
    return [Refusal(f"{each.question}_stops", each.message, clears_on=each.clears_on) for each in findings]


def _stored(strand: Strand, eligibility: Mapping[str, Answer]) -> dict[str, Any]:
    """Eligibility answers as they are kept on the draft: a date of birth as the question that asks for it."""
    strand = with_occupations(strand)
    stored = {
        answered_by(rule.question, strand): stored_as(rule, eligibility.get(rule.question))
        for rule in strand.eligibility
    }
    return {question: values for question, values in stored.items() if values}


def _new_reference(prefix: str) -> str:
    while True:
        reference = reference_of(prefix, [secrets.choice(ALPHABET) for _ in range(8)])
        if not queries.is_taken(reference):
            return reference
