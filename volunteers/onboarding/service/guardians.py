"""What coordinators do about the guardian of a young applicant: ring them, write again, or close them off."""

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.guardians import service
from volunteers.guardians.queries import consent_of, get_guardian
from volunteers.guardians.rules import CallOutcome
from volunteers.history.service import record
from volunteers.onboarding.rules import CONSENT_CHECK
from volunteers.onboarding.service.attempts import pass_today
from volunteers.onboarding.service.checks import mark_decision
from volunteers.onboarding.service.taking import take
from volunteers.permissions import Permission, Viewer


def ring_guardian(
    application_id: int, guardian_id: int, *, outcome: CallOutcome, number_source: str, note: str, by: Viewer
) -> Application:
    """Write down a call to a guardian. Consent that was given counts from a call that confirms it.

    ``NotFound`` out of scope. Refused without the right to it, once the application has ended, and for a guardian who
    must not be told anything.
    """
    application = _take(application_id, guardian_id, by)
    service.note_call(guardian_id, outcome=outcome, number_source=number_source, note=note, by=by.account_id)
    consent = consent_of(application.id)
    if consent is not None and consent.stands:
        pass_today(application.id, CONSENT_CHECK, by=by)
    return _marked(application)


def ask_guardian(application_id: int, guardian_id: int, *, by: Viewer) -> Application:
    """Send a guardian the link to answer with, once more or for the first time. Refused as above."""
    application = _take(application_id, guardian_id, by)
    service.ask(guardian_id, by=by.account_id)
    return _marked(application)


def close_off_guardian(application_id: int, guardian_id: int, *, reason: str, by: Viewer) -> Application:
    """Nothing is shown or sent to this person any more, at once and whatever they agreed to."""
    application = _take(application_id, guardian_id, by)
    service.do_not_disclose(guardian_id, reason=reason, by=by.account_id)
    return _marked(application)


def open_guardian_again(application_id: int, guardian_id: int, *, by: Viewer) -> Application:
    """Take the mark away that kept everything from this person."""
    application = _take(application_id, guardian_id, by)
    service.disclose_again(guardian_id, by=by.account_id)
    return _marked(application)


def note_health_read(application_id: int, *, by: Viewer) -> None:
    """Write into the history who opens a health form, before any of it is shown."""
    record("health_form_read", subject="application", subject_id=application_id, by=by.account_id)


def _take(application_id: int, guardian_id: int, by: Viewer) -> Application:
    application = take(application_id, by=by)
    if not by.may_in(Permission.GUARDIAN_CONFIRM, application.strand, application.area):
        raise Refused(Refusal("not_permitted", "You do not have the right to act on guardians."))
    if strand_of(application).pipeline.stage(application.stage).is_final:
        raise Refused(Refusal("ended", "This application has ended, so nothing more is recorded."))
    if get_guardian(guardian_id).application_id != application.id:
        raise NotFound(f"no guardian {guardian_id} of this application")
    return application


def _marked(application: Application) -> Application:
    mark_decision(application, strand_of(application), on=clock.today())
    return application
