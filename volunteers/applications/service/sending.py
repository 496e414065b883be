"""Sending an application, and later what was asked for in addition."""

from datetime import date

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.rules import (
    CHECK_AND_SEND,
    is_sent,
    missing_questions,
    refusals_to_submit,
    sent_mark,
    title_of,
)
from volunteers.applications.service.guardians import name_guardians
from volunteers.applications.service.judging import ALREADY_SENT, judge_move
from volunteers.applications.service.placing import take_its_place
from volunteers.applications.service.storing import copy
from volunteers.errors import Refusal, Refused
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Viewer
from volunteers.references.service import name_referees
from volunteers.strands.queries import current_version
from volunteers.strands.rules import Party, Strand, parties_awaited


def submit(reference: str, *, declared: bool, by: Viewer) -> Application:
    """Send a draft: its first dated stage change, and an acknowledgement to the applicant.

    Sending again, also at the same moment, gives the same application and writes nothing. Refused while a question is
    unanswered, an answer stands in the way on today's date, the declaration is not made, or what it is for is not open
    or full by now.
    """
    application = queries.get_to_write(reference, by)
    if not application.is_draft:
        return application
    application.pipeline_version = current_version(application.strand)
    strand, now = queries.strand_of(application), clock.now()
    if declared:
        application.answers = {**application.answers, CHECK_AND_SEND: {"true": True}}
    _judge_submission(application, strand, by=by, on=clock.on(now))
    take_its_place(application)
    sent = strand.pipeline.submitted
    application.move_to(sent, by=by.account_id, at=now)
    nothing_yet = parties_awaited(strand.pipeline, sent.code, checks={}, definitions=strand.checks, on=clock.on(now))
    application.stand(sent, nothing_yet)
    application.submitted_at = now
    copy(application)
    _name_referees(application, strand)
    record("application_submitted", subject="application", subject_id=application.id, by=by.account_id)
    notify(
        MessageKind.APPLICATION_SUBMITTED,
        to=application.account.email, account_id=application.account_id, subject=("application", application.id),
        of_strand=application.strand, name=application.name, reference=application.reference, strand=strand.name,
    )  # fmt: skip
    name_guardians(application, by=by)
    return application


def send_more(reference: str, *, by: Viewer) -> Application:
    """Send what was asked for at a later stage. Someone then has to read it, so the case comes to the top.

    Sending again writes nothing. Refused while a question of this stage is unanswered, or when it asks none.
    """
    application = queries.get_to_write(reference, by)
    strand, now = queries.strand_of(application), clock.now()
    if is_sent(application.answers, application.stage):
        return application
    if application.is_draft or not strand.sections_at(application.stage):
        raise Refused(ALREADY_SENT)
    missing = missing_questions(strand, queries.answers_of(application), application.stage)
    if missing:
        raise Refused([_unanswered(strand, question) for question in missing])
    application.answers = {**application.answers, sent_mark(application.stage): {"on": clock.on(now).isoformat()}}
    application.stand(strand.pipeline.stage(application.stage), (Party.COORDINATOR,), decision_due=True)
    record(
        "answers_completed", subject="application", subject_id=application.id, by=by.account_id, stage=application.stage
    )
    name_guardians(application, by=by)
    return application


def _name_referees(application: Application, strand: Strand) -> None:
    """Those named on the form are written down as referees, to be asked when the application has come that far."""
    named = queries.answers_of(application).get("referees", {}).get("items", [])
    if strand.references is None or not named:
        return
    role = next((each for each in current_force().roles if each.code == application.role), None)
    name_referees(
        application_id=application.id, account_id=application.account_id, strand=application.strand,
        applicant=application.name, reference=application.reference, referees=named,
        with_children=True if role is not None and role.with_children else None,
    )  # fmt: skip


def _judge_submission(application: Application, strand: Strand, *, by: Viewer, on: date) -> None:
    titles = {question: title_of(strand, question) for section in strand.asks for question in section.questions}
    answers = queries.answers_of(application)
    refusals = refusals_to_submit(queries.as_judged(strand, answers, on), answers, titles=titles, on=on)
    refusals += _gone_meanwhile(application)
    if refusals:
        raise Refused(refusals)
    judge_move(application, strand, to_stage=strand.pipeline.submitted.code, by=by, on=on)


def _gone_meanwhile(application: Application) -> list[Refusal]:
    """The area or the unit that was chosen may have ended since."""
    found = []
    if application.area is not None and application.area not in {each.code for each in current_force().areas}:
        words = "The area you chose is no longer there. Choose another one."
        found.append(Refusal("area_gone", words, "The applicant"))
    if application.unit is not None and application.unit.is_ended:
        words = f"{application.unit.name} is no longer there. Choose another place."
        found.append(Refusal("unit_gone", words, "The applicant"))
    return found


def _unanswered(strand: Strand, question: str) -> Refusal:
    return Refusal(f"{question}_missing", f"Answer the question “{title_of(strand, question)}”.", "The applicant")
