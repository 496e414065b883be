"""What happened to people in a time, and who serves at the end of a day, with the applications that they answered by.

Days are those of London. An application is where it was when its form was sent, service where its postings say.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.applications.models import DRAFT, Application, StageChange
from volunteers.extensions import db
from volunteers.people.models import PostingPeriod, ServicePeriod, Volunteer
from volunteers.strands.queries import all_strands
from volunteers.trends.rules.representation.tallies import Event, EventKind

DAY = timedelta(days=1)
Postings = dict[int, list[tuple[date, str]]]
Service = Row[int, int, str, str, date | None, date, int]
Appointed = dict[tuple[int, str], list[tuple[date, int]]]


def find_first_event() -> date | None:
    """The day on which somebody first applied or began to serve; None before anybody has."""
    sent = db.session.scalar(select(func.min(Application.submitted_at)))
    began = db.session.scalar(select(func.min(ServicePeriod.started_on)))
    return min(([clock.on(sent)] if sent else []) + ([began] if began else []), default=None)


def list_events(first: date, last: date) -> list[Event]:
    """What happened from one day to another, both included, as it stood at the end of the last.

    An application counts as ended if it was then, in whatever time it was open again before. Service that other service
    in its strand follows on has not ended.
    """
    return [*_applied(first, last), *_ended(first, last), *_left(first, last)]


def list_serving(day: date) -> list[Event]:
    """Everyone who serves at the end of a day, once a strand."""
    postings, appointed = _postings(), _appointed()
    runs = and_(ServicePeriod.started_on <= day, or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > day))
    return [
        _of_service(row, EventKind.ACTIVE, day, _area_on(postings.get(row.id), day, row.area), appointed)
        for row in _services(runs)
    ]


def _applied(first: date, last: date) -> Iterator[Event]:
    sent = Application.submitted_at
    rows = db.session.execute(
        select(
            Application.id, Application.strand, Application.area, Application.birth_date, sent.label("sent_at")
        ).where(sent >= clock.start_of_day(first), sent < clock.start_of_day(last + DAY))
    )
    for row in rows:
        yield Event(
            EventKind.APPLIED, row.id, clock.on(row.sent_at), str(row.id), "applied", row.strand, row.area or "",
            row.birth_date, (row.id,),
        )  # fmt: skip


def _ended(first: date, last: date) -> Iterator[Event]:
    """By the last change before the end: whoever ended and was opened again since, and is open, has not ended."""
    latest = (
        select(StageChange)
        .ext(distinct_on(StageChange.application_id))
        .where(StageChange.at >= clock.start_of_day(first), StageChange.at < clock.start_of_day(last + DAY))
        .order_by(StageChange.application_id, StageChange.at.desc(), StageChange.id.desc())
        .subquery()
    )
    final = {stage.code for strand in all_strands() for stage in strand.pipeline.stages if stage.is_final}
    appointed = {strand.pipeline.appointed.code for strand in all_strands()}
    rows = db.session.execute(
        select(
            latest.c.id, latest.c.at, latest.c.from_stage, latest.c.to_stage, Application.id.label("application_id"),
            Application.strand, Application.area, Application.birth_date,
        )
        .join(Application, Application.id == latest.c.application_id)
        .where(latest.c.to_stage.in_(final), Application.submitted_at.is_not(None))
    ).all()  # fmt: skip
    left = _open_before([row.application_id for row in rows if row.from_stage in final], final)
    for row in rows:
        stage = left.get(row.application_id, row.from_stage)
        measure = "appointed" if row.to_stage in appointed else f"lost:{stage}"
        if stage != DRAFT:
            yield Event(
                EventKind.ENDED, row.id, clock.on(row.at), str(row.application_id), measure, row.strand,
                row.area or "", row.birth_date, (row.application_id,),
            )  # fmt: skip


def _open_before(application_ids: Sequence[int], final: set[str]) -> dict[int, str]:
    """The open stage that each was at last, of applications that went from one ending to another."""
    rows = db.session.execute(
        select(StageChange.application_id, StageChange.from_stage)
        .where(StageChange.application_id.in_(application_ids), StageChange.from_stage.not_in(final))
        .order_by(StageChange.at, StageChange.id)
    )
    return {row.application_id: row.from_stage for row in rows}


def _left(first: date, last: date) -> Iterator[Event]:
    postings, appointed = _postings(), _appointed()
    other = aliased(ServicePeriod)
    goes_on = exists().where(
        other.volunteer_id == ServicePeriod.volunteer_id, other.strand == ServicePeriod.strand,
        other.id != ServicePeriod.id, other.started_on <= ServicePeriod.ended_on,
        or_(other.ended_on.is_(None), other.ended_on > ServicePeriod.ended_on),
    )  # fmt: skip
    ended = ServicePeriod.ended_on
    for row in _services(and_(ended >= first, ended <= last, ended > ServicePeriod.started_on, ~goes_on)):
        area = _area_on(postings.get(row.id), row.ended_on - DAY, row.area)
        yield _of_service(row, EventKind.LEFT, row.ended_on, area, appointed)


def _services(wanted: ColumnElement[bool]) -> Sequence[Service]:
    return db.session.execute(
        select(
            ServicePeriod.id, ServicePeriod.volunteer_id, ServicePeriod.strand, ServicePeriod.area,
            ServicePeriod.ended_on, Volunteer.birth_date, Volunteer.account_id,
        )
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .where(wanted)
    ).all()  # fmt: skip


def _of_service(row: Service, kind: EventKind, on: date, area: str, appointed: Appointed) -> Event:
    return Event(
        kind, row.id, on, f"{row.volunteer_id} {row.strand}", kind.value, row.strand, area, row.birth_date,
        _by_then(appointed.get((row.account_id, row.strand), []), on),
    )  # fmt: skip


def _postings() -> Postings:
    """Where each service was from which day on, of those who were ever moved."""
    found: Postings = defaultdict(list)
    rows = select(PostingPeriod.service_period_id, PostingPeriod.from_on, PostingPeriod.area)
    for number, from_on, area in db.session.execute(rows.order_by(PostingPeriod.from_on)):
        found[number].append((from_on, area))
    return found


def _area_on(posted: list[tuple[date, str]] | None, day: date, now: str) -> str:
    """Where a service was on a day: who was never moved has been where they are now."""
    if not posted:
        return now
    return next((area for from_on, area in reversed(posted) if from_on <= day), posted[0][1])


def _appointed() -> Appointed:
    """The applications by which an account's holder came to serve in a strand, and when, the oldest first."""
    stages = {strand.pipeline.appointed.code for strand in all_strands()}
    found: Appointed = defaultdict(list)
    rows = select(Application.account_id, Application.strand, Application.stage_since, Application.id)
    rows = rows.where(Application.stage.in_(stages)).order_by(Application.stage_since, Application.id)
    for account_id, strand, since, number in db.session.execute(rows):
        found[account_id, strand].append((clock.on(since), number))
    return found


def _by_then(appointed: list[tuple[date, int]], day: date) -> tuple[int, ...]:
    """First the one by which they served on a day, then those before it, the newest first; then any of later."""
    earlier = [number for since, number in appointed if since <= day]
    return (*reversed(earlier), *(number for since, number in appointed if since > day))
