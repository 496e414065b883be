"""Whose equality answers are no longer to be traced: of applications that ended, and led to no service that runs."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db, sealing_key
from volunteers.monitoring.models import EqualityAnswer, EqualityIntake
from volunteers.monitoring.rules import COUNTED, INTAKE, applications_by_token, token_of
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.strands.queries import all_strands


def list_ended_applications(today: date | None = None) -> Sequence[int]:
    """The numbers of all applications that were declined or withdrawn, or led to service that is over.

    Who was appointed and serves in that strand, or is to, is left out: active volunteers are counted by their answers.
    """
    return db.session.scalars(select(Application.id).where(_ended(), ~_serves_after(today or clock.today()))).all()


def count_uncut_links(ended_before: datetime, *, at_least: int) -> int:
    """How many counted equality answers can still be traced to applications, or service, over before a moment.

    Counted only in strands where as many as ``at_least`` are concerned: fewer wait until there are enough to be mixed,
    as do those whose newest answers wait to be let out. Which they are is not told.
    """
    known_since = ServicePeriod.end_recorded_at >= ended_before
    serves = _serves_after(clock.on(ended_before), or_known=known_since)
    ended = db.session.scalars(select(Application.id).where(_ended(), Application.stage_since < ended_before, ~serves))
    key = sealing_key()
    owners = applications_by_token(COUNTED, ended, key)
    waiting = set(db.session.scalars(select(EqualityIntake.token)))
    traced = Counter(
        strand
        for token, strand in db.session.execute(select(EqualityAnswer.token, EqualityAnswer.strand))
        if token in owners and token_of(INTAKE, owners[token], key) not in waiting
    )
    return sum(count for count in traced.values() if count >= at_least)


def _ended() -> ColumnElement[bool]:
    final = {stage.code for strand in all_strands() for stage in strand.pipeline.stages if stage.is_final}
    return Application.stage.in_(final)


def _serves_after(day: date, *, or_known: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """That an application led to service in its strand that was not over by the end of a day."""
    appointed = {strand.pipeline.appointed.code for strand in all_strands()}
    runs = [ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > day]
    service = (
        exists()
        .where(Volunteer.id == ServicePeriod.volunteer_id, Volunteer.account_id == Application.account_id)
        .where(ServicePeriod.strand == Application.strand, or_(*runs, *([] if or_known is None else [or_known])))
    )
    return and_(Application.stage.in_(appointed), service)
