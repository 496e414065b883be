"""An applicant signs, on screen, what their strand asks them to agree to; that passes its check."""

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import get_own_to_change, strand_of
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.models import Agreement
from volunteers.onboarding.queries.agreements import find_agreement
from volunteers.onboarding.service.attempts import pass_today
from volunteers.onboarding.service.checks import mark_decision
from volunteers.permissions import Viewer

NOT_NOW = Refusal("not_now", "There is nothing for you to sign at this stage.")


def sign(reference: str, code: str, *, name: str, by: Viewer) -> Application:
    """Keep what was agreed to, in its own words, under the name that was typed. Signing twice writes nothing more.

    ``NotFound`` for another's application and for a check that is not passed by signing. Refused before its stage has
    come, and once the application has ended.
    """
    application = get_own_to_change(reference, by)
    strand, now = strand_of(application), clock.now()
    definition = strand.check(code)
    if not definition.agrees:
        raise NotFound(f"check {code!r} is not passed by signing")
    if find_agreement(application.id, code) is not None:
        return application
    if code not in strand.pipeline.gathered_at(application.stage):
        raise Refused(NOT_NOW)
    db.session.add(
        Agreement(
            application_id=application.id, code=code, points=list(definition.agrees), signed_name=name, signed_at=now
        )
    )
    pass_today(application.id, code, by=by)
    mark_decision(application, strand, on=clock.on(now))
    record("agreement_signed", subject="application", subject_id=application.id, by=by.account_id, check=code)
    return application
