"""Keeping on many applications who has to act and by when: after a change of their pipeline, and every night."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, or_, select

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.applications.queries import strand_of
from volunteers.applications.rules import is_sent
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.models import Check
from volunteers.onboarding.service.checks import mark_decision
from volunteers.strands.rules import Party

BATCH = 200


def move_batch(strand: str, *, to: int, below: int, version: int | None = None, by: int | None) -> int:
    """Let applications under way follow another version from now on, and say how many were: at most a batch.

    Those on versions below ``below`` are moved, or only those on ``version``. Each keeps its stage, and what it waits
    for and until when is judged anew. Run until it says 0; running it again does nothing more.
    """
    which = Application.pipeline_version < below if version is None else Application.pipeline_version == version
    moved = _locked(Application.strand == strand, OPEN, Application.pipeline_version != to, which)
    on = clock.today()
    for application in moved:
        was = application.pipeline_version
        application.pipeline_version = to
        stand_anew(application, on=on)
        record(
            "pipeline_changed", subject="application", subject_id=application.id, by=by,
            from_version=was, to_version=to,
        )  # fmt: skip
    db.session.flush()
    return len(moved)


def mark_batch(after: int, *, on: date, ran_out_since: date) -> int | None:
    """Judge anew a batch of open applications with a number above ``after``, and give the last; None when none is left.

    Those are judged whose row never said where they stand, and those with a check whose last good day lies between
    ``ran_out_since`` and yesterday: nobody acts on the day a check runs out, so nothing else would say so.
    """
    ran_out = exists().where(
        Check.application_id == Application.id, Check.valid_until < on, Check.valid_until >= ran_out_since
    )
    never = or_(Application.longest_days.is_(None), Application.waits_on == [])
    marked = _locked(OPEN, Application.id > after, or_(never, ran_out))
    for application in marked:
        stand_anew(application, on=on)
    db.session.flush()
    return marked[-1].id if marked else None


def stand_anew(application: Application, *, on: date) -> None:
    """Judge who has to act on an application, by the version it follows. What was sent and not yet read stays ours."""
    unread = application.decision_due and is_sent(application.answers, application.stage)
    strand = strand_of(application)
    mark_decision(application, strand, on=on)
    if unread and not application.decision_due:
        application.stand(strand.pipeline.stage(application.stage), (Party.COORDINATOR,), decision_due=True)


def _locked(*conditions: object) -> Sequence[Application]:
    """A batch in the order of their numbers, as they stand once everyone before us is done with them."""
    return db.session.scalars(
        select(Application)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Application.id)
        .limit(BATCH)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
