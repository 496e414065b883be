"""Volunteers as the rules see them: plain values, loaded for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.people.models import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer
from volunteers.people.rules import Holding, Standing


def find_volunteer_of(account_id: int) -> Volunteer | None:
    """The volunteer who signs in with this account."""
    return db.session.scalars(select(Volunteer).where(Volunteer.account_id == account_id)).one_or_none()


def get_standings(volunteer_ids: Iterable[int], strand: str) -> dict[int, Standing]:
    """How each of these volunteers stands in a strand, in five queries however many they are."""
    ids = list(set(volunteer_ids))
    people = db.session.execute(
        select(Volunteer.id, Volunteer.first_name, Volunteer.last_name, Volunteer.birth_date).where(
            Volunteer.id.in_(ids)
        )
    ).all()
    service = _service(ids, strand)
    grades = _grades(ids, strand)
    clearances, qualifications = _holdings(Clearance, ids), _holdings(Qualification, ids)
    return {
        volunteer_id: Standing(
            volunteer_id=volunteer_id,
            name=f"{first_name} {last_name}",
            birth_date=birth_date,
            strand=strand,
            area=service[volunteer_id][-1][0] if service[volunteer_id] else None,
            serves=tuple((start, end) for _, start, end in service[volunteer_id]),
            grades=tuple(grades[volunteer_id]),
            clearances=tuple(clearances[volunteer_id]),
            qualifications=tuple(qualifications[volunteer_id]),
        )
        for volunteer_id, first_name, last_name, birth_date in people
    }


def _service(ids: Sequence[int], strand: str) -> dict[int, list[tuple[str, date, date | None]]]:
    found: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    rows = db.session.execute(
        select(ServicePeriod.volunteer_id, ServicePeriod.area, ServicePeriod.started_on, ServicePeriod.ended_on)
        .where(ServicePeriod.volunteer_id.in_(ids), ServicePeriod.strand == strand)
        .order_by(ServicePeriod.started_on)
    )
    for volunteer_id, area, started_on, ended_on in rows:
        found[volunteer_id].append((area, started_on, ended_on))
    return found


def _grades(ids: Sequence[int], strand: str) -> dict[int, list[tuple[date, str]]]:
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(GradePeriod.volunteer_id, GradePeriod.from_on, GradePeriod.grade)
        .where(GradePeriod.volunteer_id.in_(ids), GradePeriod.strand == strand)
        .order_by(GradePeriod.from_on, GradePeriod.id)
    )
    for volunteer_id, from_on, grade in rows:
        found[volunteer_id].append((from_on, grade))
    return found


def _holdings(kind: type[Clearance] | type[Qualification], ids: Sequence[int]) -> dict[int, list[Holding]]:
    found: dict[int, list[Holding]] = defaultdict(list)
    rows = db.session.execute(
        select(kind.volunteer_id, kind.code, kind.from_on, kind.until_on)
        .where(kind.volunteer_id.in_(ids))
        .order_by(kind.code, kind.from_on, kind.id)
    )
    for volunteer_id, code, from_on, until_on in rows:
        found[volunteer_id].append(Holding(code, from_on, until_on))
    return found
