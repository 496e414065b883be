"""Volunteers as the rules see them: plain values, loaded for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, literal, null, select, union_all

from volunteers.extensions import db
from volunteers.people.models import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer
from volunteers.people.rules import Holding, Standing

PERSON, SERVICE, GRADE, CLEARANCE, QUALIFICATION = range(5)
Fact = tuple[str, date, date | None]


def find_volunteer_of(account_id: int) -> Volunteer | None:
    """The volunteer who signs in with this account."""
    return db.session.scalars(select(Volunteer).where(Volunteer.account_id == account_id)).one_or_none()


def get_standings(volunteer_ids: Iterable[int], strand: str) -> dict[int, Standing]:
    """How each of these volunteers stands in a strand, in one query however many they are.

    Signing up asks this of one volunteer and a roster of hundreds, so the five tables are read in one round trip.
    """
    facts: list[dict[int, list[Fact]]] = [defaultdict(list) for _ in range(5)]
    for kind, volunteer_id, word, from_on, until_on, _ in db.session.execute(_everything(set(volunteer_ids), strand)):
        facts[kind][volunteer_id].append((word, from_on, until_on))
    return {volunteer_id: _standing(volunteer_id, strand, facts) for volunteer_id in facts[PERSON]}


def _everything(ids: Iterable[int], strand: str) -> Any:
    """Rows of (kind, volunteer, word, from, until), each kind in the order of its dates."""
    wanted, no_date = list(ids), null().cast(Date)
    name = Volunteer.first_name + " " + Volunteer.last_name
    parts: list[Select[Any]] = [
        _rows(PERSON, Volunteer.id, name, Volunteer.birth_date, no_date, Volunteer.id),
        _rows(
            SERVICE,
            ServicePeriod.volunteer_id,
            ServicePeriod.area,
            ServicePeriod.started_on,
            ServicePeriod.ended_on,
            ServicePeriod.id,
        ).where(ServicePeriod.strand == strand),
        _rows(GRADE, GradePeriod.volunteer_id, GradePeriod.grade, GradePeriod.from_on, no_date, GradePeriod.id).where(
            GradePeriod.strand == strand
        ),
        *(
            _rows(kind, held.volunteer_id, held.code, held.from_on, held.until_on, held.id)
            for kind, held in ((CLEARANCE, Clearance), (QUALIFICATION, Qualification))
        ),
    ]
    owner = [part.selected_columns[1] for part in parts]
    together = union_all(*(part.where(of.in_(wanted)) for part, of in zip(parts, owner, strict=True)))
    return together.order_by("kind", "from_on", "row")


def _rows(kind: int, volunteer: Any, word: Any, from_on: Any, until_on: Any, row: Any) -> Select[Any]:
    return select(
        literal(kind, Integer).label("kind"), volunteer.label("volunteer"), word.label("word"),
        from_on.label("from_on"), until_on.label("until_on"), row.label("row"),
    )  # fmt: skip


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
    )
