"""Declining someone: held for a while in which it can be taken back, then let out, and only then are they told."""

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.applications.service import give_its_place_back
from volunteers.errors import Conflict, Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.onboarding.models import Decline
from volunteers.onboarding.rules.declines import DeclineOutcome, Declining, appeals_until, goes_out
from volunteers.onboarding.service.checks import mark_decision
from volunteers.onboarding.service.moves import tell
from volunteers.onboarding.service.taking import take
from volunteers.permissions import Viewer

OVER = Conflict(
    Refusal("told_meanwhile", "This does not wait any more: it was taken back, or the applicant has been told.")
)


def hold(application: Application, said: Declining, *, by: Viewer) -> Decline:
    """Decline an applicant who is locked and judged, to be let out when the pause of the force is over.

    Until then the application stays where it is, nobody has to act on it, and its applicant sees no change.
    """
    now, numbers = clock.now(), current_force().numbers
    held = Decline(
        application_id=application.id, stage=application.stage, reason_code=said.code, reason=said.reason,
        feedback=said.feedback, decided_by_id=by.account_id, decided_at=now,
        goes_out_at=goes_out(now, numbers.decline_pause_minutes),
    )  # fmt: skip
    db.session.add(held)
    db.session.flush()
    mark_decision(application, strand_of(application), on=clock.today())
    record("declined", subject="application", subject_id=application.id, by=by.account_id, decline=held.id)
    return held


def take_back_decline(application_id: int, decline_id: int, *, by: Viewer) -> Application:
    """Undo a decline that the applicant has not been told of: the application stands as it did before.

    ``Conflict`` when it was let out or taken back since. Refused on one's own application.
    """
    application = take(application_id, by=by)
    held = _open(decline_id)
    if held is None or held.application_id != application.id or held.stage != application.stage:
        raise OVER
    _end(held, DeclineOutcome.TAKEN_BACK, by=by.account_id)
    mark_decision(application, strand_of(application), on=clock.today())
    record("decline_taken_back", subject="application", subject_id=application.id, by=by.account_id, decline=held.id)
    return application


def let_out(decline_id: int) -> bool:
    """End an application whose pause is over, and tell its applicant; whether it did. Safe to run twice.

    One that ended by itself meanwhile, since its applicant withdrew, is told nothing.
    """
    application_id = db.session.scalar(select(Decline.application_id).where(Decline.id == decline_id))
    application = db.session.scalars(
        select(Application)
        .where(Application.id == application_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    held, now = _open(decline_id), clock.now()
    if held is None or held.goes_out_at > now:
        return False
    if held.stage != application.stage:
        _end(held, DeclineOutcome.MOOT)
        return False
    _end(held, DeclineOutcome.TOLD)
    _decline(application, held)
    return True


def _decline(application: Application, held: Decline) -> None:
    strand, now = strand_of(application), clock.now()
    there = strand.pipeline.unsuccessful
    give_its_place_back(application)
    application.move_to(there, by=held.decided_by_id, at=now, reason=held.reason)
    record(
        "application_moved", subject="application", subject_id=application.id, by=held.decided_by_id,
        from_stage=held.stage, to_stage=there.code,
    )  # fmt: skip
    tell(application, MessageKind.APPLICATION_CLOSED, strand)


def _open(decline_id: int) -> Decline | None:
    """Locked after its application, as everyone does."""
    return db.session.scalars(
        select(Decline)
        .where(Decline.id == decline_id, Decline.outcome.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _end(held: Decline, outcome: DeclineOutcome, *, by: int | None = None) -> None:
    now = clock.now()
    held.outcome, held.ended_at, held.ended_by_id = outcome, now, by
    if outcome is DeclineOutcome.TOLD:
        held.appeal_until = appeals_until(clock.on(now), current_force().numbers.appeal_days)
    db.session.flush()
