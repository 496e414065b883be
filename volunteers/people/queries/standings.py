"""Volunteers as the rules see them: plain values, loaded for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from volunteers.extensions import db
from volunteers.people.models import (
    Clearance,
    GradePeriod,
    PostingPeriod,
    Qualification,
    ServicePeriod,
    ServiceStatus,
    Volunteer,
)
from volunteers.people.rules import Holding, Standing, StatusKind, StatusSpan

PERSON, SERVICE, GRADE, CLEARANCE, QUALIFICATION, STATUS, POSTING = range(7)
Fact = tuple[str, date, date | None]


def find_volunteer_of(account_id: int) -> Volunteer | None:
    """The volunteer who signs in with this account."""
    return db.session.scalars(select(Volunteer).where(Volunteer.account_id == account_id)).one_or_none()


def get_standings(volunteer_ids: Iterable[int], strand: str) -> dict[int, Standing]:
    """How each of these volunteers stands in a strand, in one query however many they are.

    Signing up asks this of one volunteer and a roster of hundreds, so the seven tables are read in one round trip.
    """
    facts: list[dict[int, list[Fact]]] = [defaultdict(list) for _ in range(7)]
    rows = db.session.execute(EVERYTHING, {"ids": list(set(volunteer_ids)), "strand": strand})
    for kind, volunteer_id, word, from_on, until_on, _ in rows:
        facts[kind][volunteer_id].append((word, from_on, until_on))
    return {volunteer_id: _standing(volunteer_id, strand, facts) for volunteer_id in facts[PERSON]}


def _rows(kind: int, volunteer: Any, word: Any, from_on: Any, until_on: Any, row: Any) -> Select[Any]:
    return select(
        literal(kind, Integer).label("kind"), volunteer.label("volunteer"), word.label("word"),
        from_on.label("from_on"), until_on.label("until_on"), row.label("row"),
    ).where(volunteer.in_(bindparam("ids", expanding=True)))  # fmt: skip


def _everything() -> Any:
    """Rows of (kind, volunteer, word, from, until), each kind in the order of its dates."""
    no_date, strand = null().cast(Date), bindparam("strand", type_=Text)
    person, served, grade = Volunteer, ServicePeriod, GradePeriod
    name = person.first_name + " " + person.last_name
    return union_all(
        _rows(PERSON, person.id, name, person.birth_date, no_date, person.id),
        _rows(SERVICE, served.volunteer_id, served.area, served.started_on, served.ended_on, served.id)
        .where(served.strand == strand),
        _rows(GRADE, grade.volunteer_id, grade.grade, grade.from_on, no_date, grade.id).where(grade.strand == strand),
        *(
            _rows(kind, held.volunteer_id, held.code, held.from_on, held.until_on, held.id)
            for kind, held in ((CLEARANCE, Clearance), (QUALIFICATION, Qualification))
        ),
        _statuses().where(served.strand == strand),
        *(rows.where(served.strand == strand) for rows in _postings()),
    ).order_by("kind", "from_on", "row")  # fmt: skip


def _statuses() -> Select[Any]:
    """What stands: the status in one word, and after a blank what they may not do."""
    status = ServiceStatus
    word = type_coerce(status.status, Text) + " " + status.limits
    rows = _rows(STATUS, ServicePeriod.volunteer_id, word, status.from_on, status.until_on, status.id)
    of_period = ServicePeriod.id == status.service_period_id
    return rows.join_from(status, ServicePeriod, of_period).where(status.replaced_at.is_(None))


def _postings() -> tuple[Select[Any], Select[Any]]:
    """The units, in a word that is empty for none: of those who were moved, and of those who never were."""
    moved, served = PostingPeriod, ServicePeriod
    of_period = moved.service_period_id == served.id
    word = func.coalesce(cast(moved.unit_id, Text), "")
    rows = _rows(POSTING, served.volunteer_id, word, moved.from_on, null().cast(Date), moved.id)
    there = func.coalesce(cast(served.unit_id, Text), "")
    always = _rows(POSTING, served.volunteer_id, there, served.started_on, null().cast(Date), served.id)
    return rows.join_from(moved, served, of_period), always.where(~exists().where(of_period))


EVERYTHING = _everything()


def span_of(word: str, from_on: date, until_on: date | None) -> StatusSpan:
    """A status from its word and, after a blank, what they may not do."""
    status, _, limits = word.partition(" ")
    return StatusSpan(StatusKind(status), from_on, until_on, limits)


def _standing(volunteer_id: int, strand: str, facts: Sequence[dict[int, list[Fact]]]) -> Standing:
    (name, birth_date, _), *_ = facts[PERSON][volunteer_id]
    service = facts[SERVICE].get(volunteer_id, [])
    return Standing(
        volunteer_id=volunteer_id,
        name=name,
        birth_date=birth_date,
        strand=strand,
        area=service[-1][0] if service else None,
        serves=tuple((start, end) for _, start, end in service),
        grades=tuple((from_on, grade) for grade, from_on, _ in facts[GRADE].get(volunteer_id, [])),
        clearances=tuple(Holding(*one) for one in facts[CLEARANCE].get(volunteer_id, [])),
        qualifications=tuple(Holding(*one) for one in facts[QUALIFICATION].get(volunteer_id, [])),
        statuses=tuple(span_of(*one) for one in facts[STATUS].get(volunteer_id, [])),
        postings=tuple(
            (from_on, int(unit) if unit else None) for unit, from_on, _ in facts[POSTING].get(volunteer_id, [])
        ),
    )
