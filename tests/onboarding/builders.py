"""Checks and cases for tests. Builders flush, never commit."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tests.applications.builders import an_application
from tests.people.builders import a_viewer
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckState, Decision, Decline
from volunteers.onboarding.rules import CheckEntry
from volunteers.onboarding.service import decline, let_out
from volunteers.onboarding.service.attempts import keep_attempt
from volunteers.permissions import Role, Viewer
from volunteers.strands.queries import get_strand


def a_check(
    application: Application,
    code: str,
    state: CheckState = CheckState.PASSED,
    *,
    result_on: date | None = None,
    valid_until: date | None = None,
    by: Viewer | None = None,
    **more: Any,
) -> Check:
    """A check passed ten days ago, without end."""
    known = None if state is CheckState.ASKED else result_on or clock.today() - timedelta(days=10)
    check = Check(
        application_id=application.id, code=code, state=state, result_on=known, valid_until=valid_until,
        recorded_by_id=(by or a_viewer(Role.COORDINATOR)).account_id, recorded_at=clock.now(), **more,
    )  # fmt: skip
    db.session.add(check)
    db.session.flush()
    keep_attempt(check)
    return check


def a_case(stage: str = "submitted", **more: Any) -> Application:
    """An application at a stage with every check that it took to come there passed, by one person."""
    application = an_application(stage=stage, **more)
    pipeline = get_strand(application.strand).pipeline
    stages = [each.code for each in pipeline.path]
    behind = pipeline.path[: stages.index(stage) + 1] if stage in stages else ()
    recorder = a_viewer(Role.COORDINATOR)
    for code in dict.fromkeys(need for each in behind for need in each.needs):
        a_check(application, code, by=recorder)
    return application


def a_case_to_clear(**more: Any) -> Application:
    """An application at attestation with all that being appointed takes."""
    application = a_case("attestation", **more)
    a_check(application, "attestation")
    return application


def an_entry(state: CheckState = CheckState.PASSED, **more: Any) -> CheckEntry:
    """A pass with its result from yesterday."""
    result_on = None if state is CheckState.ASKED else clock.today() - timedelta(days=1)
    return CheckEntry(state, **{"result_on": result_on, **more})


def a_coordinator(area: str | None = None, strand: str | None = "special_constabulary") -> Viewer:
    """A coordinator of the Specials in one area, or in all of them."""
    return a_viewer(Role.COORDINATOR, strand, area, full_name="Helen Marsh")


def a_vetting_officer() -> Viewer:
    return a_viewer(Role.VETTING_OFFICER, full_name="Ruth Calloway")


def declined(application: Application, *, by: Viewer) -> Decision | Decline:
    """Decline someone at the stage they stand at, or propose it where it takes two."""
    return decline(application.id, code="no_answer", feedback="Lives too far away", seen_stage=application.stage, by=by)


def the_pause_is_over() -> None:
    """Let out every decline that is held, as the job does when its time has come."""
    for held in db.session.scalars(select(Decline).where(Decline.outcome.is_(None))):
        held.decided_at = held.goes_out_at = clock.now() - timedelta(minutes=1)
        db.session.flush()
        let_out(held.id)
