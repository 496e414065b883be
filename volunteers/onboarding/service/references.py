"""Saying what one makes of a reference, after reading it."""

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.models import ReferenceJudgement
from volunteers.onboarding.queries.referees import has_opened
from volunteers.onboarding.rules.references import Score, refusals_to_judge
from volunteers.onboarding.service.taking import take
from volunteers.permissions import Permission, Viewer
from volunteers.references.queries import get_line

JUDGED_MEANWHILE = Refusal(
    "judged_meanwhile",
    "Someone else said what they make of this reference while you had the page open. Compare the two, then save yours "
    "or leave theirs.",
)


def judge_reference(
    application_id: int, referee_id: int, *, score: Score, reason: str | None, seen_version: int, by: Viewer
) -> ReferenceJudgement:
    """Keep what someone makes of a reference, over the version they saw (0 for none).

    ``NotFound`` out of scope and for a reference that was not given. Refused for those who have not opened it, for a
    concern without words, on their own application and once it has ended; ``Conflict`` when someone was first.
    """
    application = take(application_id, by=by)
    _judge(application, referee_id, score, reason, by=by)
    known = db.session.scalars(
        select(ReferenceJudgement).where(ReferenceJudgement.referee_id == referee_id)
    ).one_or_none()
    if seen_version != (known.version if known else 0):
        raise Conflict(JUDGED_MEANWHILE)
    if known is None:
        known = ReferenceJudgement(application_id=application.id, referee_id=referee_id)
        db.session.add(known)
    known.score, known.reason = score, (reason or None) if score is Score.CONCERN else None
    known.judged_by_id, known.judged_at = by.account_id, clock.now()
    db.session.flush()
    record(
        "reference_judged", subject="application", subject_id=application.id, by=by.account_id,
        referee_id=referee_id, score=score.value,
    )  # fmt: skip
    return known


def _judge(application: Application, referee_id: int, score: Score, reason: str | None, *, by: Viewer) -> None:
    if not by.may_in(Permission.REFEREE_READ, application.strand, application.area):
        raise Refused(Refusal("not_permitted", "You do not have the right to read references."))
    if not get_line(referee_id, application_id=application.id).is_given:
        raise NotFound(f"no reference given by referee {referee_id}")
    stage = strand_of(application).pipeline.stage(application.stage)
    if stage.is_final:
        raise Refused(Refusal("ended", f"This application ended at {stage.name}, so nothing more is recorded."))
    was_opened = has_opened(application.id, referee_id, by.account_id)
    if refusals := refusals_to_judge(score, reason, was_opened=was_opened):
        raise Refused(refusals)
