"""Moving an application to another stage."""

from collections.abc import Mapping
from datetime import date, datetime

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.applications.service import give_its_place_back
from volunteers.errors import Refusal, Refused
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.onboarding.queries import list_checks
from volunteers.onboarding.rules import facts_of
from volunteers.onboarding.service.checks import mark_decision
from volunteers.onboarding.service.taking import refuse_if_moved, refuse_if_proposed, take
from volunteers.permissions import Viewer
from volunteers.references.service import ask
from volunteers.strands.rules import CheckFact, StageKind, Strand, refusals_to_move

CLEAR_INSTEAD = Refusal(
    "clear_instead", "Someone becomes a member by being cleared for duty, with a rank, a grade and a first day."
)


def advance(
    application_id: int, to_stage: str, *, seen_stage: str, reason: str | None = None, by: Viewer
) -> Application:
    """Move an application, and tell the applicant that there is news; its referees are asked where the stage does so.

    ``seen_stage`` is where the page showed it: ``Conflict`` when it has moved since. Refused, with everything that
    stands in the way, when the strand's table does not allow the move today, when it needs a reason and has none, while
    a decision waits for a second person, and on their own application.
    """
    application = take(application_id, by=by)
    strand, now = strand_of(application), clock.now()
    refuse_if_moved(application, strand, seen_stage)
    refuse_if_proposed(application)
    _judge(application, strand, to_stage, reason=reason, by=by, on=clock.on(now))
    if strand.pipeline.stage(to_stage).kind is StageKind.UNSUCCESSFUL:
        give_its_place_back(application)
    application.move_to(strand.pipeline.stage(to_stage), by=by.account_id, at=now, reason=reason or None)
    mark_decision(application, strand, on=clock.on(now))
    record(
        "application_moved", subject="application", subject_id=application.id, by=by.account_id,
        from_stage=seen_stage, to_stage=to_stage,
    )  # fmt: skip
    ended = strand.pipeline.stage(to_stage).is_final
    tell(application, MessageKind.APPLICATION_CLOSED if ended else MessageKind.APPLICATION_MOVED, strand)
    if strand.references is not None and to_stage == strand.references.asked_at:
        ask(application.id)
    return application


def tell(application: Application, kind: MessageKind, strand: Strand, *, not_before: datetime | None = None) -> None:
    """Send the applicant word that there is news. What it is stands behind the sign-in, good and bad alike.

    ``not_before`` holds it until a moment, as long as the news can still be taken back.
    """
    notify(
        kind, to=application.account.email, account_id=application.account_id, subject=("application", application.id),
        of_strand=application.strand, not_before=not_before, name=application.name, reference=application.reference,
        strand=strand.name,
    )  # fmt: skip


def judge_move(
    application: Application, strand: Strand, to_stage: str, *, reason: str | None, by: Viewer, on: date,
    facts: Mapping[str, CheckFact] | None = None,
) -> list[Refusal]:  # fmt: skip
    """Everything that stands in the way of a move, by the same rule that the page showed.

    Its checks are looked up, unless whoever judges many at once gives them as ``facts``.
    """
    return refusals_to_move(
        strand.pipeline,
        from_stage=application.stage,
        to_stage=to_stage,
        checks=facts_of(list_checks(application)) if facts is None else facts,
        definitions=strand.checks,
        on=on,
        may=lambda permission: by.may_in(permission, application.strand, application.area),
        reason=reason,
    )


def _judge(
    application: Application, strand: Strand, to_stage: str, *, reason: str | None, by: Viewer, on: date
) -> None:
    refusals = judge_move(application, strand, to_stage, reason=reason, by=by, on=on)
    there = strand.pipeline.find(to_stage)
    if not refusals and there is not None and there.kind is StageKind.APPOINTED:
        refusals = [CLEAR_INSTEAD]
    if refusals:
        raise Refused(refusals)
