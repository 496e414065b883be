"""Cases and officers for tests. Builders flush, never commit."""

import json
from datetime import date, timedelta
from typing import Any

from tests.onboarding.builders import a_case
from tests.people.builders import a_viewer, a_volunteer
from volunteers import clock
from volunteers.applications.models import Application, SealedAnswer
from volunteers.extensions import db, sealing_key
from volunteers.people.models import Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Role, Viewer
from volunteers.sealing import seal
from volunteers.vetting import service
from volunteers.vetting.models import VettingCase, VettingEnquiry
from volunteers.vetting.rules import Outcome, OutcomeEntry
from volunteers.vetting.service.working import enquiries_of

AT_VETTING = "pre_employment_checks"
SPECIALS = "special_constabulary"


def an_officer(strand: str | None = None, area: str | None = None, **more: Any) -> Viewer:
    """A vetting officer of everything, or of a strand and an area."""
    return a_viewer(Role.VETTING_OFFICER, strand, area, **{"full_name": "Ruth Calloway", **more})


def to_be_vetted(stage: str = AT_VETTING, **more: Any) -> Application:
    """An application of a Special whose next stage waits for vetting among other checks."""
    return a_case(stage, **more)


def declare(application: Application, question: str, values: dict[str, Any]) -> None:
    """Seal an answer as the form does."""
    row = SealedAnswer(application_id=application.id, question=question)
    row.sealed = seal(json.dumps(values), key=sealing_key(), place=row.place)
    db.session.add(row)
    application.answers = {**application.answers, question: {"sealed": True}}
    db.session.flush()


def a_taken_case(by: Viewer, application: Application | None = None, *, opened: bool = True) -> VettingCase:
    """A case that this officer took, with its file open."""
    application or to_be_vetted()
    case = service.take_next(by=by)
    if opened:
        open_it(case, by)
    return case


def open_it(case: VettingCase, by: Viewer, reason: str = "begin") -> None:
    service.open_file(case.id, reason=reason, words="To look at the form", by=by)


def tick_all(case: VettingCase, by: Viewer) -> None:
    """Every enquiry that there is, made yesterday."""
    for line in enquiries_of(case):
        if line.done is None:
            day = clock.today() - timedelta(days=1)
            db.session.add(
                VettingEnquiry(case_id=case.id, code=line.code, done_on=day, by_id=by.account_id, at=clock.now())
            )
    db.session.flush()


def an_entry(outcome: Outcome = Outcome.GRANTED, **more: Any) -> OutcomeEntry:
    """A grant of recruitment vetting from yesterday, or another outcome with its reason."""
    given: dict[str, Any] = {"result_on": clock.today() - timedelta(days=1)}
    if outcome.is_grant:
        given |= {"level": "rv", "reference": "RV-20411"}
    if outcome is Outcome.WITH_CONDITIONS:
        given["conditions"] = "No access to the exhibits store"
    if outcome.needs_reason:
        given["reason"] = "What the enquiries showed"
    return OutcomeEntry(outcome, **{**given, **more})


def a_lapsing_volunteer(until: date | None = None, **more: Any) -> Volunteer:
    """A serving Special whose vetting lapses in thirty days."""
    begun = clock.today() - timedelta(days=365)
    until = until or clock.today() + timedelta(days=30)
    good = clock.today() + timedelta(days=900)
    held = [Holding("vetting", begun, until), Holding("medical", begun, good)]
    return a_volunteer(clearances=held, **more)
