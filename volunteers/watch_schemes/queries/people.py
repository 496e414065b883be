"""Who looks after schemes: the volunteers who serve in their units today and are not suspended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, GradePeriod, ServicePeriod, Volunteer
from volunteers.people.queries import serving_in
from volunteers.people.queries.names import grade_name
from volunteers.strands.rules import StrandCode

STRAND = StrandCode.NEIGHBOURHOOD_WATCH


@dataclass(frozen=True)
class Coordinator:
    """Someone who looks after a scheme, with their grade in words."""

    volunteer_id: int
    account_id: int
    name: str
    first_name: str
    email: str
    grade: str


def serves(today: date) -> ColumnElement[bool]:
    """That a period of service is one in which someone may look after a scheme today."""
    return serving_in(STRAND.value, today)


def list_coordinators(unit_ids: Sequence[int]) -> dict[int, list[Coordinator]]:
    """The coordinators of schemes by the number of their unit, by name."""
    today = clock.today()
    grade = (
        select(GradePeriod.grade)
        .where(GradePeriod.volunteer_id == Volunteer.id, GradePeriod.strand == STRAND.value,
               GradePeriod.from_on <= today)
        .order_by(GradePeriod.from_on.desc(), GradePeriod.id.desc())
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    rows = db.session.execute(
        select(ServicePeriod.unit_id, Volunteer, Account.email, grade)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .join(Account, Account.id == Volunteer.account_id)
        .where(ServicePeriod.unit_id.in_(unit_ids), serves(today))
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id)
    )
    found: dict[int, list[Coordinator]] = {unit_id: [] for unit_id in unit_ids}
    for unit_id, one, email, code in rows:
        words = grade_name(STRAND.value, code)
        found[unit_id].append(Coordinator(one.id, one.account_id, one.name, one.first_name, email, words))
    return found


def count_coordinators() -> dict[str, int]:
    """How many volunteers look after a scheme in each area."""
    rows = db.session.execute(
        select(ServicePeriod.area, func.count(ServicePeriod.volunteer_id.distinct()))
        .where(ServicePeriod.unit_id.is_not(None), serves(clock.today()))
        .group_by(ServicePeriod.area)
    )
    return {area: number for area, number in rows}  # noqa: C416 - a row is no pair to mypy
