"""A volunteer's whole record, as far as the viewer may see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, Clearance, Qualification, ServicePeriod, Volunteer
from volunteers.people.queries import names
from volunteers.people.queries.clearances import renewable
from volunteers.people.queries.qualification_kinds import qualification_names
from volunteers.people.queries.timeline import Dated, Looked, list_dated
from volunteers.people.queries.volunteers import ServiceRow, get_volunteer, service_of
from volunteers.people.rules import HeldRow, Holding, held_row
from volunteers.people.rules.lengths import length_words, months_served
from volunteers.people.rules.moving_on import AHEAD, turns_18_on
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class VolunteerRecord:
    """What staff read of a volunteer."""

    id: int
    name: str
    email: str
    age: int
    service: tuple[ServiceRow, ...]
    timeline: tuple[Dated, ...]
    clearances: tuple[HeldRow, ...]
    qualifications: tuple[HeldRow, ...]
    is_own: bool
    turns_18_soon: bool
    lengths: Mapping[str, str]
    may_change: frozenset[int] = frozenset()

    @property
    def serves(self) -> tuple[ServiceRow, ...]:
        return tuple(row for row in self.service if not row.is_over)

    @property
    def served(self) -> tuple[ServiceRow, ...]:
        return tuple(row for row in self.service if row.is_over)

    def length_in(self, strand: str) -> str:
        """How long they have served in a strand, in words."""
        return self.lengths.get(strand, "")

    def has_ranks(self, strand: str) -> bool:
        return bool(get_strand(strand).ranks)

    def has_grades(self, strand: str) -> bool:
        """Whether there is more than one grade to go through."""
        return len(get_strand(strand).grades) > 1

    @property
    def attention(self) -> tuple[HeldRow, ...]:
        return tuple(row for row in (*self.clearances, *self.qualifications) if row.wants_attention)


def get_record(volunteer_id: int, viewer: Viewer) -> VolunteerRecord:
    """The record of a volunteer in the viewer's strands and areas, in a fixed number of queries, or ``NotFound``."""
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
        timeline=_timeline(volunteer_id, [row.period_id for row in service], today),
        clearances=_clearances(volunteer_id, strands, serves, _renewals(volunteer, serves, viewer), today),
        qualifications=_qualifications(volunteer_id, today),
        is_own=volunteer.account_id == viewer.account_id,
        turns_18_soon=turns_18_on(volunteer.birth_date) <= today + AHEAD,
        lengths=_lengths(service, today),
        may_change=_changeable(volunteer, serves, viewer),
    )


def _renewals(volunteer: Volunteer, serves: list[ServiceRow], viewer: Viewer) -> set[str]:
    """The clearances that this viewer may renew on a page: never vetting, and never their own."""
    if volunteer.account_id == viewer.account_id:
        return set()
    found = renewable(serves, viewer)
    return {code for code, check in found.items() if check.recorded_by is not Permission.VETTING_SET}


def _timeline(volunteer_id: int, period_ids: Sequence[int], today: date) -> tuple[Dated, ...]:
    """Everything dated about the service that the viewer may see, newest first."""
    periods = db.session.scalars(select(ServicePeriod).where(ServicePeriod.id.in_(period_ids))).all()
    return tuple(list_dated(Looked(volunteer_id, periods, today)))


def _lengths(service: Sequence[ServiceRow], today: date) -> dict[str, str]:
    """How long they have served in each strand, in words."""
    spans: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for row in service:
        spans[row.strand_code].append((row.started_on, row.ended_on))
    return {strand: length_words(months_served(held, today)) for strand, held in spans.items()}


def _changeable(volunteer: Volunteer, serves: list[ServiceRow], viewer: Viewer) -> frozenset[int]:
    """The services this viewer may change on a page: never their own."""
    if volunteer.account_id == viewer.account_id:
        return frozenset()
    may = Permission.SERVICE_EDIT
    return frozenset(row.period_id for row in serves if viewer.may_in(may, row.strand_code, row.area_code))


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
    known = qualification_names() if codes else {}
    named = {code: known.get(code) or names.in_words(code) for code in codes}
    return tuple(held_row(code, named[code], held, today, is_needed=False) for code in codes)
