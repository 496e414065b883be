"""Referees for tests: named, asked, half-way and given. Builders flush, never commit."""

import itertools
import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.applications.builders import an_application
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import LinkPurpose
from volunteers.people.service import make_link
from volunteers.references import service
from volunteers.references.models import Referee
from volunteers.references.rules import missing_of, pages_for

SPECIALS = "special_constabulary"
TOKEN = re.compile(r"/reference/([\w-]+)")

_numbers = itertools.count(1)


def a_waiting_application(stage: str = "pre_employment_checks", **more: Any) -> Application:
    """An application that stands where its strand asks referees."""
    return an_application(stage=stage, **more)


def named(**changes: Any) -> dict[str, Any]:
    """A referee as a form gives them: a former employer with a mailbox of their own."""
    number = next(_numbers)
    return {
        "name": f"Grace Hopper {number}", "email": f"grace{number}@work.example", "relation": "latest_employer",
        "phone": "", "years_known": "", **changes,
    }  # fmt: skip


def name(application: Application, *referees: dict[str, Any], **more: Any) -> list[Referee]:
    """Name these for an application, or one referee."""
    return service.name_referees(
        application_id=application.id, account_id=application.account_id, strand=application.strand,
        applicant=application.name, reference=application.reference, referees=referees or (named(),), **more,
    )  # fmt: skip


def an_asked_referee(application: Application | None = None, *, days_ago: int = 0, **changes: Any) -> Referee:
    """A referee who was asked so many days ago."""
    application = application or a_waiting_application()
    (referee,) = name(application, named(**changes))
    service.ask(application.id)
    moved = timedelta(days=days_ago)
    assert referee.asked_at is not None
    assert referee.answer_by is not None
    referee.asked_at, referee.answer_by = referee.asked_at - moved, referee.answer_by - moved
    db.session.flush()
    return referee


def a_link(referee: Referee, *, lasts: timedelta = timedelta(days=60)) -> str:
    """The address of a referee's page, by a link of its own."""
    return f"/reference/{make_link(LinkPurpose.REFERENCE, referee.id, lasts=lasts)}"


def good_answers(referee: Referee, **changes: str) -> dict[str, str]:
    """An answer to everything that has to be answered."""
    pages = pages_for(referee.strand, with_children=referee.with_children)
    answers = {each.code: "very" if each.choices else f"About {each.code}" for each in missing_of(pages, {})}
    return {**answers, "family": "no", "concern": "no", "trust": "yes", "children": "yes", **changes}


def a_given_reference(application: Application | None = None, **changes: Any) -> Referee:
    """A referee who has answered everything and sent it."""
    referee = an_asked_referee(application, **changes)
    service.keep_page(referee.id, good_answers(referee))
    return service.give(referee.id)


def messages_about(referee: Referee) -> list[str]:
    """The kinds of what was sent to a referee, oldest first."""
    about = select(Message.kind).where(Message.subject == "referee", Message.subject_id == referee.id)
    return list(db.session.scalars(about.order_by(Message.id)))


def messages_to_applicant(application_id: int) -> list[str]:
    """The kinds of what the applicant was sent about their referees, oldest first."""
    kinds = ("referees_wanted", "referee_unreachable", "reference_overdue")
    about = select(Message.kind).where(
        Message.subject == "application", Message.subject_id == application_id, Message.kind.in_(kinds)
    )
    return list(db.session.scalars(about.order_by(Message.id)))


def tomorrow() -> Any:
    """The same time a day on."""
    return clock.now() + timedelta(days=1)
