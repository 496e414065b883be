"""The day someone cleared for duty becomes a volunteer."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people import queries
from volunteers.people.models import (
    Account,
    Clearance,
    GradePeriod,
    Qualification,
    RoleGrant,
    ServicePeriod,
    Volunteer,
)
from volunteers.people.rules import Holding
from volunteers.permissions import Role, Viewer

ALREADY_SERVING = Refusal("already_serving", "This volunteer already serves in this strand.")


def enrol(
    *,
    account_id: int,
    first_name: str,
    last_name: str,
    birth_date: date,
    strand: str,
    area: str,
    unit_id: int | None,
    rank: str | None,
    grade: str,
    started_on: date,
    clearances: Sequence[Holding],
    references: Mapping[str, str],
    qualifications: Sequence[Holding],
    by: Viewer,
) -> Volunteer:
    """Make an account's holder a volunteer of a strand from a date, with what they hold and the right to book duties.

    Refused when they still serve in the strand on that date. Someone who already serves in another strand stays one
    volunteer; ``references`` gives the reference of a clearance by its code.
    """
    volunteer = queries.find_volunteer_of(account_id) or _begin(account_id, first_name, last_name, birth_date)
    _refuse_if_serving(volunteer.id, strand, started_on)
    period = ServicePeriod(
        volunteer_id=volunteer.id, strand=strand, area=area, unit_id=unit_id, rank=rank, started_on=started_on
    )
    db.session.add_all(
        [
            period,
            GradePeriod(volunteer_id=volunteer.id, strand=strand, grade=grade, from_on=started_on),
            *_clearances(volunteer.id, clearances, references),
            *_qualifications(volunteer.id, qualifications),
        ]
    )
    _let_them_book(account_id)
    db.session.flush()
    record("enrolled", subject="volunteer", subject_id=volunteer.id, by=by.account_id, service_period_id=period.id)
    return volunteer


def _begin(account_id: int, first_name: str, last_name: str, birth_date: date) -> Volunteer:
    volunteer = Volunteer(
        account_id=account_id, first_name=first_name, last_name=last_name, birth_date=birth_date, created_at=clock.now()
    )
    db.session.add(volunteer)
    db.session.flush()
    db.session.get_one(Account, account_id).full_name = volunteer.name
    return volunteer


def _refuse_if_serving(volunteer_id: int, strand: str, started_on: date) -> None:
    """The exclusion constraint of the table stands behind this, for two people acting at once."""
    overlapping = select(ServicePeriod.id).where(
        ServicePeriod.volunteer_id == volunteer_id,
        ServicePeriod.strand == strand,
        ServicePeriod.ended_on.is_(None) | (ServicePeriod.ended_on > started_on),
    )
    if db.session.scalars(overlapping.limit(1)).first() is not None:
        raise Refused(ALREADY_SERVING)


def _clearances(volunteer_id: int, held: Sequence[Holding], references: Mapping[str, str]) -> list[Clearance]:
    return [
        Clearance(
            volunteer_id=volunteer_id, code=one.code, from_on=one.from_on, until_on=one.until_on,
            reference=references.get(one.code),
        )
        for one in held
    ]  # fmt: skip


def _qualifications(volunteer_id: int, held: Sequence[Holding]) -> list[Qualification]:
    return [
        Qualification(volunteer_id=volunteer_id, code=one.code, from_on=one.from_on, until_on=one.until_on)
        for one in held
    ]


def _let_them_book(account_id: int) -> None:
    held = select(RoleGrant.id).where(RoleGrant.account_id == account_id, RoleGrant.role == Role.VOLUNTEER)
    if db.session.scalars(held.limit(1)).first() is None:
        db.session.add(RoleGrant(account_id=account_id, role=Role.VOLUNTEER))
