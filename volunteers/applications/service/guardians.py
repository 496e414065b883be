"""The parent or guardian behind a young person's application: asked when it is sent, and heard by their link.

The application is locked first in every act, so that two acts on it come one after the other.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.service.storing import store
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.guardians import queries as guardians
from volunteers.guardians import service
from volunteers.guardians.models import Guardian
from volunteers.guardians.rules import Purpose
from volunteers.guardians.service import Naming
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Party

QUESTION, SECOND = "guardian", "second-guardian"
TOO_LATE = Refusal(
    "guardian_known", "Your parent or guardian has agreed, so they can only be changed by the cadet team. Write to us."
)
NOT_UNDER_WAY = Refusal("not_under_way", "This application is not under way, so nobody is asked about it.")


def name_guardians(application: Application, *, by: Viewer) -> None:
    """Keep the guardians that the answers name. The first is asked at once; a second is noted and not written to.

    Refused when an address is the young person's own. Does nothing where the strand asks for no guardian.
    """
    answers = queries.answers_of(application)
    first = answers.get(QUESTION)
    if not first:
        return
    guardian = _name(application, first, place=1, by=by)
    if guardian.asked_at is None:
        _ask(guardian, by=by)
    second = answers.get(SECOND, {})
    if second.get("has") == "yes" and second.get("email"):
        _name(application, second, place=2, by=by)
    elif SECOND in answers:
        service.drop_guardian(application.id, place=2, by=by.account_id)


def change_guardian(reference: str, values: Mapping[str, Any], *, by: Viewer) -> Application:
    """The young person names another guardian, who is asked. Refused once consent stands, and unless under way."""
    application = _own_under_way(reference, by)
    consent = guardians.consent_of(application.id)
    if consent is not None and consent.stands:
        raise Refused(TOO_LATE)
    guardian = _name(application, values, place=1, by=by)
    store(application, get_strand(application.strand), {QUESTION: values})
    if guardian.asked_at is None:
        service.ask(guardian.id, by=by.account_id)
    return application


def ask_guardian_again(reference: str, *, by: Viewer) -> None:
    """The young person has the link sent once more. Refused when too many were sent today, and unless under way."""
    application = _own_under_way(reference, by)
    first = guardians.standing_of(application.id).first
    if first is None:
        raise NotFound("nobody was named")
    service.ask(first.id, by=by.account_id)


def answer_as_guardian(guardian_id: int, answers: Mapping[Purpose, bool], *, seen: Mapping[Purpose, int]) -> None:
    """Keep what a guardian answered by their link. A coordinator has to act on it: to ring them, or to decide.

    The young person is told that they answered. Refused when the words have changed since the page was opened.
    """
    application = _of_guardian(guardian_id)
    changed = service.answer(guardian_id, answers, seen=seen)
    if Purpose.TAKE_PART not in changed:
        return
    _bring_up(application)
    notify(
        MessageKind.GUARDIAN_ANSWERED,
        to=application.account.email, account_id=application.account_id, subject=("application", application.id),
        of_strand=application.strand, name=application.name, reference=application.reference,
        strand=get_strand(application.strand).name,
    )  # fmt: skip


def disown_as_guardian(guardian_id: int) -> None:
    """The reader of the address says they are not the guardian: the link ends, and a coordinator has to act."""
    application = _of_guardian(guardian_id)
    service.disown(guardian_id)
    _bring_up(application)


def save_health_as_guardian(guardian_id: int, values: Mapping[str, Any], *, is_whole: bool) -> None:
    """Keep the health and permission form; once it is sent a coordinator has to read it."""
    application = _of_guardian(guardian_id)
    service.save_health(guardian_id, values, is_whole=is_whole)
    if is_whole:
        _bring_up(application)


def _of_guardian(guardian_id: int) -> Application:
    of_it = select(Guardian.application_id).where(Guardian.id == guardian_id).scalar_subquery()
    locked = select(Application).where(Application.id == of_it).with_for_update()
    application = db.session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if application is None:
        raise NotFound(f"no guardian {guardian_id}")
    return application


def _own_under_way(reference: str, by: Viewer) -> Application:
    application = queries.get_own_to_change(reference, by)
    stage = get_strand(application.strand).pipeline.stage(application.stage)
    if application.is_draft or stage.is_final:
        raise Refused(NOT_UNDER_WAY)
    return application


def _name(application: Application, values: Mapping[str, Any], *, place: int, by: Viewer) -> Guardian:
    return service.name_guardian(
        Naming(*(str(values.get(part) or "") for part in ("name", "email", "phone", "relation"))),
        application_id=application.id, account_id=application.account_id, account_email=application.account.email,
        young_person=_in_brief(application), birth_date=application.birth_date, by=by.account_id, place=place,
    )  # fmt: skip


def _ask(guardian: Guardian, *, by: Viewer) -> None:
    """A mailbox that was sent too many links today stops no application: the link is sent when they ask again."""
    try:
        service.ask(guardian.id, by=by.account_id)
    except Refused:
        record(
            "guardian_not_asked", subject="application", subject_id=guardian.application_id, by=by.account_id,
            guardian_id=guardian.id,
        )  # fmt: skip


def _in_brief(application: Application) -> str:
    """First name and initial: enough for a parent, and no more than that for anyone else who reads the address."""
    initial = application.last_name[:1]
    return f"{application.first_name} {initial}".strip() if application.first_name else application.last_name


def _bring_up(application: Application) -> None:
    stage = queries.strand_of(application).pipeline.stage(application.stage)
    if not stage.is_final and not application.is_draft:
        application.stand(stage, (Party.COORDINATOR,), decision_due=True)
