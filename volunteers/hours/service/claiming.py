"""What a volunteer does with their own hours, and hours that someone who was there enters for another."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import or_, select

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.hours.models import HoursEntry, Stint
from volunteers.hours.queries.clashes import find_clash
from volunteers.hours.rules import HoursBasis, HoursStep, refusals_to_change, refusals_to_claim, refusals_to_end
from volunteers.hours.service.entering import enter, void
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Viewer
from volunteers.strands.rules import HoursKind


@dataclass(frozen=True)
class Claim:
    """Work without a duty, as it is claimed."""

    strand: str
    what: str
    kind: HoursKind
    basis: HoursBasis
    starts_at: datetime
    ends_at: datetime


def claim(claimed: Claim, *, key: str, by: Viewer) -> Stint:
    """Claim hours of one's own; they wait for someone to certify them.

    Refused in the future, for more than 24 hours, for a day without service in that strand, and where they overlap with
    other hours or a duty.
    """
    volunteer_id = db.session.scalar(select(Volunteer.id).where(Volunteer.account_id == by.account_id))
    if volunteer_id is None:
        raise NotFound("no volunteer with this account")
    service = _service(volunteer_id, claimed.strand, claimed.starts_at)
    clash = find_clash(volunteer_id, claimed.starts_at, claimed.ends_at, with_duties=True)
    refusals = refusals_to_claim(
        starts_at=claimed.starts_at, ends_at=claimed.ends_at, now=clock.now(), clash=clash, serves=service is not None,
        what=claimed.what,
    )  # fmt: skip
    if refusals or service is None:
        raise Refused(refusals)
    return _enter_claim(volunteer_id, claimed, service.area, service.unit_id, key=key, by=by)


def claim_for(
    volunteer_id: int, *, strand: str, area: str, unit_id: int | None, what: str, kind: HoursKind, starts_at: datetime,
    ends_at: datetime, key: str, by: Viewer,
) -> Stint:  # fmt: skip
    """Enter hours of a volunteer for work without a duty, by someone whose right to say so has been judged.

    They still wait to be certified, by someone else than who entered them. The same key twice gives the first hours.
    Refused in the future, for more than 24 hours, and where they overlap with other hours of the volunteer.
    """
    known = db.session.scalars(
        select(Stint).join(HoursEntry, HoursEntry.stint_id == Stint.id).where(HoursEntry.key == key)
    ).first()
    if known is not None:
        return known
    clash = find_clash(volunteer_id, starts_at, ends_at)
    refusals = refusals_to_claim(starts_at=starts_at, ends_at=ends_at, now=clock.now(), clash=clash, what=what)
    if refusals:
        raise Refused(refusals)
    claimed = Claim(strand, what, kind, HoursBasis.OWN_TIME, starts_at, ends_at)
    return _enter_claim(volunteer_id, claimed, area, unit_id, key=key, by=by)


def withdraw(stint_id: int, *, by: Viewer) -> None:
    """Take back a claim of one's own. Refused for hours of a duty, and once they are certified."""
    stint = _lock_own(stint_id, by)
    refusals = refusals_to_end(
        is_void=stint.voided_at is not None, certified=stint.certified, is_booked=stint.sign_up_id is not None
    )
    if refusals:
        raise Refused(refusals)
    void(stint, key=uuid4().hex, by_account_id=by.account_id, words="Withdrawn")
    record("hours_withdrawn", subject="volunteer", subject_id=stint.volunteer_id, by=by.account_id, stint_id=stint.id)


def say_basis(stint_id: int, basis: HoursBasis, *, by: Viewer) -> None:
    """Say whose time one's own hours were: the minutes move there. Refused once they are certified."""
    stint = _lock_own(stint_id, by)
    refusals = refusals_to_change(is_void=stint.voided_at is not None, certified=stint.certified)
    if refusals:
        raise Refused(refusals)
    if stint.basis is basis:
        return
    stint.basis = basis
    enter(stint, {}, key=uuid4().hex, by_account_id=by.account_id, reason=f"Now {basis.label.lower()}")
    record("hours_basis_said", subject="volunteer", subject_id=stint.volunteer_id, by=by.account_id, stint_id=stint.id)


def _lock_own(stint_id: int, by: Viewer) -> Stint:
    own = select(Volunteer.id).where(Volunteer.account_id == by.account_id)
    found = db.session.scalars(
        select(Stint)
        .where(Stint.id == stint_id, Stint.volunteer_id.in_(own))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no hours {stint_id} of this viewer")
    return found


def _service(volunteer_id: int, strand: str, at: datetime) -> ServicePeriod | None:
    on = clock.on(at)
    return db.session.scalars(
        select(ServicePeriod).where(
            ServicePeriod.volunteer_id == volunteer_id, ServicePeriod.strand == strand, ServicePeriod.started_on <= on,
            or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > on),
        )
    ).one_or_none()  # fmt: skip


def _enter_claim(volunteer_id: int, claimed: Claim, area: str, unit_id: int | None, *, key: str, by: Viewer) -> Stint:
    stint = Stint(
        volunteer_id=volunteer_id, strand=claimed.strand, area=area, unit_id=unit_id, what=claimed.what.strip(),
        kind=claimed.kind, basis=claimed.basis, starts_at=claimed.starts_at, ends_at=claimed.ends_at,
        entered_by_id=by.account_id,
    )  # fmt: skip
    db.session.add(stint)
    db.session.flush()
    minutes = int(clock.elapsed(claimed.starts_at, claimed.ends_at).total_seconds() // 60)
    enter(stint, {HoursStep.CLAIMED: minutes}, key=key, by_account_id=by.account_id)
    record("hours_claimed", subject="volunteer", subject_id=volunteer_id, by=by.account_id, stint_id=stint.id)
    return stint
