"""Everything dated about how someone serves, newest first: one statement for each kind of thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import aliased

from volunteers.extensions import db
from volunteers.people.models import (
    Account,
    Clearance,
    GradePeriod,
    PostingPeriod,
    Qualification,
    RankPeriod,
    ServicePeriod,
    ServiceStatus,
)
from volunteers.people.queries import names
from volunteers.people.queries.qualification_kinds import qualification_names
from volunteers.people.rules.serving import StatusKind
from volunteers.places.models import Unit
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import in_words

GAINED, NEUTRAL, HELD_UP, LEFT = "good", "plain", "waiting", "poor"


@dataclass(frozen=True)
class Dated:
    """One thing on a day. ``kind`` says in a word what sort of thing it is; ``tone`` how it is coloured."""

    on: date
    kind: str
    title: str
    words: str = ""
    note: str = ""
    by: str | None = None
    recorded_at: datetime | None = None
    tone: str = NEUTRAL
    is_to_come: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it is one of the many renewals, which stand in tables of their own as well."""
        return self.kind in {"Clearance", "Qualification"}


@dataclass(frozen=True)
class Looked:
    """Whose timeline, over which service, and on which day; ``private`` also shows what staff wrote for each other."""

    volunteer_id: int
    periods: Sequence[ServicePeriod]
    on: date
    private: bool = True

    @property
    def ids(self) -> list[int]:
        return [period.id for period in self.periods]

    @property
    def strands(self) -> list[str]:
        return sorted({period.strand for period in self.periods})

    def strand_of(self, period_id: int) -> str:
        return next(period.strand for period in self.periods if period.id == period_id)

    def about(self, period_id: int) -> str:
        """The strand's name where someone serves, or served, in more than one."""
        return names.strand_name(self.strand_of(period_id)) if len(self.strands) > 1 else ""


def list_dated(looked: Looked) -> list[Dated]:
    """Service begun and ended, statuses, ranks, grades, postings and what was gained, newest first."""
    found: list[Dated] = [
        *_service(looked), *_statuses(looked), *_ranks(looked), *_grades(looked), *_postings(looked),
        *_held(looked),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.on, one.recorded_at is not None), reverse=True)


def list_ranks(period_id: int) -> Sequence[RankPeriod]:
    """The ranks of a service in order; none while it never changed."""
    rows = select(RankPeriod).where(RankPeriod.service_period_id == period_id)
    return db.session.scalars(rows.order_by(RankPeriod.from_on)).all()


def list_postings(period_id: int) -> Sequence[PostingPeriod]:
    """The postings of a service in order; none while they never moved."""
    rows = select(PostingPeriod).where(PostingPeriod.service_period_id == period_id)
    return db.session.scalars(rows.order_by(PostingPeriod.from_on)).all()


def _service(looked: Looked) -> Iterator[Dated]:
    writers = _names({period.ended_by_id for period in looked.periods})
    for period in looked.periods:
        strand = names.strand_name(period.strand)
        yield Dated(period.started_on, "Service", f"Began in the {strand}", tone=GAINED)
        if period.ended_on is not None and period.end_reason is not None:
            reason = period.end_words or period.end_reason.label
            yield Dated(
                period.ended_on, "Service", f"Service in the {strand} ended", reason,
                (period.end_note or "") if looked.private else "",
                writers.get(period.ended_by_id or 0) if looked.private else None, period.end_recorded_at,
                GAINED if period.end_reason.is_gain else LEFT, period.ended_on > looked.on,
            )  # fmt: skip


def _statuses(looked: Looked) -> Iterator[Dated]:
    rows = db.session.execute(
        select(ServiceStatus, Account.full_name)
        .join(Account, Account.id == ServiceStatus.recorded_by_id)
        .where(ServiceStatus.service_period_id.in_(looked.ids), ServiceStatus.replaced_at.is_(None))
    )
    for row, by in rows:
        until = f"Until {in_words(row.until_on)}" if row.until_on else "Until further notice"
        is_active = row.status is StatusKind.ACTIVE
        parts = [looked.about(row.service_period_id), "" if is_active else until, row.reason_words or "", row.limits]
        yield Dated(
            row.from_on, "Status", "Active again" if is_active else row.status.label, _joined(parts),
            row.note if looked.private else "", by if looked.private else None, row.recorded_at,
            row.status.tone, row.from_on > looked.on,
        )  # fmt: skip


def _ranks(looked: Looked) -> Iterator[Dated]:
    rows = db.session.execute(
        select(RankPeriod, Account.full_name)
        .outerjoin(Account, Account.id == RankPeriod.recorded_by_id)
        .where(RankPeriod.service_period_id.in_(looked.ids))
    )
    for row, by in rows:
        name = names.rank_name(looked.strand_of(row.service_period_id), row.rank)
        yield Dated(
            row.from_on, "Rank", name, row.evidence if looked.private else "", "", by if looked.private else None,
            row.recorded_at, GAINED, row.from_on > looked.on,
        )  # fmt: skip


def _grades(looked: Looked) -> Iterator[Dated]:
    rows = db.session.execute(
        select(GradePeriod, Account.full_name)
        .outerjoin(Account, Account.id == GradePeriod.recorded_by_id)
        .where(GradePeriod.volunteer_id == looked.volunteer_id, GradePeriod.strand.in_(looked.strands))
    )
    for row, by in rows:
        yield Dated(
            row.from_on, "Grade", names.grade_name(row.strand, row.grade),
            (row.evidence or "") if looked.private else "", "", by if looked.private else None, row.recorded_at,
            GAINED, row.from_on > looked.on,
        )  # fmt: skip


def _postings(looked: Looked) -> Iterator[Dated]:
    writer = aliased(Account)
    rows = db.session.execute(
        select(PostingPeriod, Unit.name, writer.full_name)
        .outerjoin(Unit, Unit.id == PostingPeriod.unit_id)
        .outerjoin(writer, writer.id == PostingPeriod.recorded_by_id)
        .where(PostingPeriod.service_period_id.in_(looked.ids))
    )
    for row, unit, by in rows:
        title = _joined([unit or "", names.area_name(row.area)], by=", ")
        parts = [looked.about(row.service_period_id), row.reason_words or ""]
        yield Dated(
            row.from_on, "Posting", title, _joined(parts), row.note if looked.private else "",
            by if looked.private else None, row.recorded_at, NEUTRAL, row.from_on > looked.on,
        )  # fmt: skip


def _held(looked: Looked) -> Iterator[Dated]:
    """What was gained or renewed; how it stands now is told apart from this. One statement for both kinds."""
    strands = [strand for strand in all_strands() if strand.code in looked.strands]
    rows = union_all(
        *(
            select(literal(kind).label("kind"), model.code, model.from_on, model.until_on).where(
                model.volunteer_id == looked.volunteer_id
            )
            for kind, model in (("Clearance", Clearance), ("Qualification", Qualification))
        )
    )
    found = db.session.execute(rows).all()
    skills = qualification_names() if any(row.kind == "Qualification" for row in found) else {}
    for kind, code, from_on, until_on in found:
        name = names.clearance_name(code, strands) if kind == "Clearance" else skills.get(code) or names.in_words(code)
        until = f"Good until {in_words(until_on)}" if until_on else ""
        yield Dated(from_on, kind, name, until, is_to_come=from_on > looked.on)


def _names(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Account.id, Account.full_name).where(Account.id.in_(wanted)))
    return {row.id: row.full_name for row in rows}


def _joined(parts: Iterable[str], by: str = ". ") -> str:
    return by.join(part.strip(". ") for part in parts if part.strip())
