"""Guardians with good defaults. Builders flush, never commit."""

from datetime import timedelta
from typing import Any

from tests.applications.builders import an_application
from tests.people.builders import a_viewer
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.guardians import service
from volunteers.guardians.models import Guardian
from volunteers.guardians.rules import CallOutcome, Purpose, current_wording
from volunteers.guardians.service import Naming
from volunteers.permissions import Role

SEEN = {purpose: current_wording(purpose).version for purpose in Purpose}
YES_TO_ALL = dict.fromkeys(Purpose, True)


def a_cadet(stage: str = "submitted", *, age: int = 14, **more: Any) -> Application:
    """The application of a young person of that age in Bristol."""
    birth_date = clock.today() - timedelta(days=365 * age + 100)
    named = {"first_name": "Sam", "last_name": "Tiller", **more}
    return an_application(strand="cadets", stage=stage, birth_date=birth_date, **named)


def a_guardian(application: Application | None = None, *, asked: bool = True, place: int = 1, **more: Any) -> Guardian:
    """The mother of a young person, who has been sent the link."""
    application = application or a_cadet()
    naming = {"name": "Jo Tiller", "email": "jo@example.org", "phone": "07700 900123", "relation": "Mother", **more}
    guardian = service.name_guardian(
        Naming(**naming), application_id=application.id, account_id=application.account_id,
        account_email=application.account.email, young_person="Sam T", birth_date=application.birth_date, by=None,
        place=place,
    )  # fmt: skip
    if asked:
        service.ask(guardian.id, by=None)
    return guardian


def a_yes(guardian: Guardian, **answers: bool) -> None:
    """They agree to everything, but for what is said here."""
    service.answer(guardian.id, {**YES_TO_ALL, **{Purpose(name): value for name, value in answers.items()}}, seen=SEEN)


def a_call(guardian: Guardian, outcome: CallOutcome = CallOutcome.CONFIRMED) -> None:
    """A coordinator rings the number from the school."""
    by = a_viewer(Role.COORDINATOR, "cadets", full_name="Helen Marsh")
    service.note_call(guardian.id, outcome=outcome, number_source="From the school office", note="", by=by.account_id)


def a_confirmed_guardian(application: Application | None = None, **more: Any) -> Guardian:
    """Someone who agreed, and was rung."""
    guardian = a_guardian(application, **more)
    a_yes(guardian)
    a_call(guardian)
    db.session.flush()
    return guardian
