"""Declined applicants of the demonstration: what they were told of late, one who is not told yet, and lost messages."""

from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.applications.queries import strand_of
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.rules import MessageKind
from volunteers.onboarding.models import Decline
from volunteers.onboarding.rules.declines import DeclineOutcome, appeals_until, goes_out
from volunteers.onboarding.service.checks import mark_decision
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.reasons import DEFAULTS, ReasonKind

SPECIALS, WATCH = StrandCode.SPECIAL_CONSTABULARY, StrandCode.NEIGHBOURHOOD_WATCH
LATELY = timedelta(days=120)
MOST_TOLD = 40
FEEDBACK = "Thank you for the time you gave this. You can ask us what would help before you apply again."
# How messages get lost: the state, and what is kept of the last try.
LOST = (
    (MessageState.RETURNED, "There is no such mailbox. (5.1.1)"),
    (MessageState.GIVEN_UP, "451 b'4.7.1 try again later'"),
    (MessageState.GIVEN_UP, "TimeoutError"),
    (MessageState.RETURNED, "The mailbox is full or closed. (5.2.2)"),
)


def add_declines(scene: Scene) -> None:
    """Whoever ended unsuccessful of late was told why; a neighbour was declined and is not told yet."""
    _tell(scene)
    _hold(scene)
    _lose(scene)
    db.session.flush()


def _tell(scene: Scene) -> None:
    chance, numbers = scene.chance("declines"), current_force().numbers
    reasons = [each for each in DEFAULTS[ReasonKind.DECLINE] if not each.note_needed]
    ended = (
        select(Application, StageChange)
        .join(StageChange, StageChange.application_id == Application.id)
        .where(
            StageChange.to_stage == Application.stage, Application.stage == "unsuccessful",
            StageChange.at > clock.start_of_day(scene.today) - LATELY,
        )
        .order_by(Application.id.desc())
        .limit(MOST_TOLD)
    )  # fmt: skip
    for application, change in db.session.execute(ended):
        reason = chance.choice(reasons)
        decided_at = change.at - timedelta(minutes=numbers.decline_pause_minutes)
        db.session.add(
            Decline(
                application_id=application.id, stage=change.from_stage, reason_code=reason.code, reason=reason.words,
                feedback=FEEDBACK if chance.random() < 0.5 else "",
                decided_by_id=change.by_account_id or scene.staff["coordinator"], decided_at=decided_at,
                goes_out_at=goes_out(decided_at, numbers.decline_pause_minutes), outcome=DeclineOutcome.TOLD,
                ended_at=change.at, appeal_until=appeals_until(clock.on(change.at), numbers.appeal_days),
            )
        )  # fmt: skip


def _hold(scene: Scene) -> None:
    newest = select(Application).where(Application.strand == WATCH, Application.stage == "submitted")
    application = db.session.scalars(newest.order_by(Application.id.desc()).limit(1)).one_or_none()
    if application is None:
        return
    reason = next(each for each in DEFAULTS[ReasonKind.DECLINE] if each.code == "no_answer")
    # The whole day, so that it is there to be taken back whenever the demonstration is looked at.
    decided_at = clock.start_of_day(scene.today)
    db.session.add(
        Decline(
            application_id=application.id, stage=application.stage, reason_code=reason.code, reason=reason.words,
            feedback="Write to us if this is a mistake.", decided_by_id=scene.staff["coordinator"],
            decided_at=decided_at, goes_out_at=decided_at + timedelta(days=1),
        )
    )  # fmt: skip
    db.session.flush()
    mark_decision(application, strand_of(application), on=scene.today)


def _lose(scene: Scene) -> None:
    """News that did not reach its receiver, of the last days."""
    wanted = select(Application).where(Application.strand == SPECIALS, Application.stage == "pre_employment_checks")
    found = db.session.scalars(wanted.order_by(Application.id.desc()).limit(len(LOST))).all()
    for days, (application, (state, failure)) in enumerate(zip(found, LOST, strict=False), start=2):
        at = clock.start_of_day(scene.today - timedelta(days=days)) + timedelta(hours=9)
        db.session.add(
            Message(
                kind=MessageKind.APPLICATION_MOVED.value, to_address=application.account.email,
                account_id=application.account_id, subject="application", subject_id=application.id,
                strand=application.strand, state=state, failure=failure, attempts=9, created_at=at, due_at=at,
                sent_at=at if state is MessageState.RETURNED else None,
                particulars={"name": application.name, "reference": application.reference, "strand": ""},
            )
        )  # fmt: skip
