"""Ending an application at the applicant's wish."""

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.service.judging import judge_move
from volunteers.applications.service.placing import give_its_place_back
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Viewer


def withdraw(reference: str, *, reason: str, by: Viewer) -> Application:
    """End the person's own application at their wish, with their reason, and confirm it to them.

    Withdrawing twice writes nothing more. Refused from a stage that the strand lets nobody withdraw from.
    """
    application = queries.get_own_to_change(reference, by)
    strand, now = queries.strand_of(application), clock.now()
    withdrawn = strand.pipeline.withdrawn
    if application.stage == withdrawn.code:
        return application
    judge_move(application, strand, to_stage=withdrawn.code, by=by, on=clock.on(now))
    give_its_place_back(application)
    application.move_to(withdrawn, by=by.account_id, at=now, reason=reason)
    record("application_withdrawn", subject="application", subject_id=application.id, by=by.account_id)
    notify(
        MessageKind.APPLICATION_WITHDRAWN,
        to=application.account.email, account_id=application.account_id, subject=("application", application.id),
        of_strand=application.strand, name=application.name, reference=application.reference, strand=strand.name,
    )  # fmt: skip
    return application
