"""A volunteer's whole record, as far as the viewer may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, Clearance, GradePeriod, Qualification, Volunteer
from volunteers.people.queries import names
from volunteers.people.queries.clearances import renewable
from volunteers.people.queries.volunteers import ServiceRow, get_volunteer, service_of
from volunteers.people.rules import HeldRow, Holding, held_row
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class GradeRow:
    """A grade and the day it began."""

    strand: str
    grade: str
    from_on: date


@dataclass(frozen=True)
class VolunteerRecord:
    """What staff read of a volunteer."""

    id: int
    name: str
    email: str
    age: int
    service: tuple[ServiceRow, ...]
    grades: tuple[GradeRow, ...]
    clearances: tuple[HeldRow, ...]
    qualifications: tuple[HeldRow, ...]

    @property
    def serves(self) -> tuple[ServiceRow, ...]:
        return tuple(row for row in self.service if not row.is_over)

    @property
    def served(self) -> tuple[ServiceRow, ...]:
        return tuple(row for row in self.service if row.is_over)

    @property
    def attention(self) -> tuple[HeldRow, ...]:
        return tuple(row for row in (*self.clearances, *self.qualifications) if row.wants_attention)


def get_record(volunteer_id: int, viewer: Viewer) -> VolunteerRecord:
    """The record of a volunteer in the viewer's strands and areas, in seven queries; raises ``NotFound``."""
    volunteer, today = get_volunteer(volunteer_id, viewer), clock.today()
    email = db.session.scalars(select(Account.email).where(Account.id == volunteer.account_id)).one()
    service = service_of([volunteer_id], viewer, today, with_former=True)[volunteer_id]
    in_strands = {row.strand_code for row in service}
    strands = [strand for strand in all_strands() if strand.code in in_strands]
    serves = [row for row in service if not row.is_over]
    return VolunteerRecord(
        id=volunteer.id,
        name=volunteer.name,
        email=email,
        age=clock.years_between(volunteer.birth_date, today),
        service=tuple(service),
        grades=_grades(volunteer_id, sorted(in_strands)),
        clearances=_clearances(volunteer_id, strands, serves, _renewals(volunteer, serves, viewer), today),
        qualifications=_qualifications(volunteer_id, today),
    )


def _renewals(volunteer: Volunteer, serves: list[ServiceRow], viewer: Viewer) -> set[str]:
    """The clearances that this viewer may renew on a page: never vetting, and never their own."""
    if volunteer.account_id == viewer.account_id:
        return set()
    found = renewable(serves, viewer)
    return {code for code, check in found.items() if check.recorded_by is not Permission.VETTING_SET}


def _grades(volunteer_id: int, strands: Sequence[str]) -> tuple[GradeRow, ...]:
    begun = (
        select(GradePeriod.strand, GradePeriod.grade, GradePeriod.from_on)
        .where(GradePeriod.volunteer_id == volunteer_id, GradePeriod.strand.in_(strands))
        .order_by(GradePeriod.from_on.desc(), GradePeriod.id.desc())
    )
    return tuple(
        GradeRow(names.strand_name(strand), names.grade_name(strand, grade), from_on)
        for strand, grade, from_on in db.session.execute(begun)
    )


def _clearances(
    volunteer_id: int, strands: list[Strand], serves: list[ServiceRow], renewals: set[str], today: date
) -> tuple[HeldRow, ...]:
    """What their duties demand, held or not, then whatever else they hold; ``renewals`` the viewer may renew."""
    rows = db.session.execute(
        select(Clearance.code, Clearance.from_on, Clearance.until_on, Clearance.reference)
        .where(Clearance.volunteer_id == volunteer_id)
        .order_by(Clearance.from_on, Clearance.id)
    ).all()
    held = [Holding(row.code, row.from_on, row.until_on) for row in rows]
    references = {each: row.reference for each, row in zip(held, rows, strict=True)}
    serving = {row.strand_code for row in serves}
    needed = [code for strand in strands if strand.code in serving for code in strand.duty.clearances]
    codes = dict.fromkeys([*needed, *(each.code for each in held)])
    return tuple(
        held_row(
            code, names.clearance_name(code, strands), held, today,
            is_needed=code in needed, references=references, may_renew=code in renewals,
        )
        for code in codes
    )  # fmt: skip


def _qualifications(volunteer_id: int, today: date) -> tuple[HeldRow, ...]:
    rows = db.session.execute(
        select(Qualification.code, Qualification.from_on, Qualification.until_on)
        .where(Qualification.volunteer_id == volunteer_id)
        .order_by(Qualification.code, Qualification.from_on)
    )
    held = [Holding(*row) for row in rows]
    codes = dict.fromkeys(one.code for one in held)
    return tuple(held_row(code, names.in_words(code), held, today, is_needed=False) for code in codes)
