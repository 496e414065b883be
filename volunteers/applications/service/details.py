"""What someone corrects about themselves after they have applied."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from volunteers.applications import queries
from volunteers.applications.models import LIVE, Application
from volunteers.applications.rules import CORRECTED_LATER
from volunteers.applications.service.storing import copy, store
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand

ENDED = Refusal("ended", "This application has ended, so nothing in it can be changed.")


def correct_details(reference: str, *, question: str, values: Mapping[str, Any], by: Viewer) -> Application:
    """Put right how to reach the person, after the form was sent. Staff see that it was changed, and when.

    The same again corrects nothing. Refused once the application has ended; ``NotFound`` for any other question.
    """
    application = queries.get_own_to_change(reference, by)
    strand = get_strand(application.strand)
    if question not in CORRECTED_LATER or question not in application.answers:
        raise NotFound(f"{question!r} is not corrected later")
    if strand.pipeline.stage(application.stage).is_final:
        raise Refused(ENDED)
    if application.answers[question] == dict(values):
        return application
    store(application, strand, {question: values})
    record("details_corrected", subject="application", subject_id=application.id, by=by.account_id, question=question)
    return application


def follow_address(*, by: Viewer) -> None:
    """After an address was changed: staff find the person's applications by the new one."""
    mine = select(Application).where(Application.account_id == by.account_id, LIVE)
    for application in db.session.scalars(mine):
        copy(application)
