"""Placing someone, changing the terms, ending it; and how many are wanted in a role."""

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.openings.queries import unit_choices
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.placements import queries
from volunteers.placements.models import Placement, RoleWanted
from volunteers.placements.rules import PLACED_STRAND, Terms, refusals_to_end, refusals_to_place
from volunteers.places.models import Unit

EDIT = Permission.PLACEMENT_EDIT
STALE = Refusal(
    "stale", "Someone else changed this placement meanwhile. Nothing you typed is lost: compare and save again."
)
OVER = Refusal("over", "This placement has ended.")
TWICE = Refusal("twice", "They are in this role already at that time. End that placement first.")
ELSEWHERE = Refusal("unit", "Choose a place from the list, in your area.", "your administrator")


def place(volunteer_id: int, terms: Terms, *, by: Viewer) -> Placement:
    """Place a support volunteer in a role, and tell them.

    Refused while anything is missing on the dates of the placement: service, age, vetting and its level, a licence for
    drivers, the powers of a role that has them; and where they are in the role already.
    """
    volunteer = _lock(volunteer_id, by)
    area = _judge(volunteer_id, terms, but=None, by=by)
    placement = Placement(
        volunteer_id=volunteer_id, area=area, placed_by_id=by.account_id, placed_at=clock.now(), version=1,
        end_reason="", **asdict(terms),
    )  # fmt: skip
    db.session.add(placement)
    db.session.flush()
    record(
        "placed", subject="volunteer", subject_id=volunteer_id, by=by.account_id, placement_id=placement.id,
        role=terms.role,
    )  # fmt: skip
    _tell(MessageKind.PLACED, volunteer, placement, day=terms.from_on)
    return placement


def change_placement(placement_id: int, terms: Terms, *, version: int, by: Viewer) -> Placement:
    """Change the terms of a placement that has not ended, judged as a new one is."""
    placement = _open(placement_id, version, by)
    placement.area = _judge(placement.volunteer_id, terms, but=placement.id, by=by)
    for name, value in asdict(terms).items():
        setattr(placement, name, value)
    placement.version += 1
    record(
        "placement_changed",
        subject="volunteer",
        subject_id=placement.volunteer_id,
        by=by.account_id,
        placement_id=placement_id,
    )
    return placement


def end_placement(placement_id: int, *, last_on: date, reason: str, version: int, by: Viewer) -> None:
    """End a placement after a day, for a reason, and tell the volunteer."""
    placement = _open(placement_id, version, by)
    refusals = refusals_to_end(from_on=placement.from_on, ended_on=last_on, reason=reason, today=clock.today())
    if refusals:
        raise Refused(refusals)
    placement.until_on, placement.end_reason = last_on, reason
    placement.ended_at, placement.ended_by_id = clock.now(), by.account_id
    placement.version += 1
    record(
        "placement_ended",
        subject="volunteer",
        subject_id=placement.volunteer_id,
        by=by.account_id,
        placement_id=placement_id,
    )
    volunteer = db.session.get_one(Volunteer, placement.volunteer_id)
    _tell(MessageKind.PLACEMENT_ENDED, volunteer, placement, day=last_on)


def want(role: str, area: str, count: int, *, by: Viewer) -> None:
    """Say how many are wanted in a role in an area."""
    current_force().role(role)
    if not by.may_in(EDIT, PLACED_STRAND, area):
        raise NotFound(f"no area {area!r} for this viewer")
    row = insert(RoleWanted).values(role=role, area=area, wanted=count)
    db.session.execute(row.on_conflict_do_update(index_elements=["role", "area"], set_={"wanted": count}))
    record("role_wanted", subject="account", subject_id=by.account_id, by=by.account_id, role=role, area=area)


def _judge(volunteer_id: int, terms: Terms, *, but: int | None, by: Viewer) -> str:
    """The area of the place, once nothing stands in the way."""
    area = db.session.scalar(select(Unit.area).where(Unit.id == terms.unit_id))
    is_offered = str(terms.unit_id) in dict(unit_choices(PLACED_STRAND))
    if area is None or not is_offered or not by.may_in(EDIT, PLACED_STRAND, area):
        raise Refused(ELSEWHERE)
    candidate = queries.find_candidate(volunteer_id, terms.from_on)
    if candidate is None:
        raise NotFound(f"no volunteer {volunteer_id}")
    force = current_force()
    refusals = refusals_to_place(
        candidate,
        force.role(terms.role),
        terms,
        licence_months=force.numbers.driver_licence_months,
        today=clock.today(),
    )
    if not refusals and _is_twice(volunteer_id, terms, but):
        refusals = [TWICE]
    if refusals:
        raise Refused(refusals)
    return area


def _is_twice(volunteer_id: int, terms: Terms, but: int | None) -> bool:
    others = db.session.scalars(
        select(Placement).where(
            Placement.volunteer_id == volunteer_id, Placement.role == terms.role, Placement.id.is_distinct_from(but)
        )
    )
    last = terms.until_on or date.max
    return any(one.from_on <= last and (one.until_on is None or terms.from_on <= one.until_on) for one in others)


def _lock(volunteer_id: int, by: Viewer) -> Volunteer:
    if str(volunteer_id) not in dict(queries.people_choices(by, clock.today() - timedelta(days=1))):
        raise NotFound(f"no support volunteer {volunteer_id} for this viewer")
    return db.session.get_one(Volunteer, volunteer_id, with_for_update=True)


def _open(placement_id: int, version: int, by: Viewer) -> Placement:
    placement = queries.get_placement(placement_id, by).placement
    db.session.refresh(placement, with_for_update=True)
    if placement.ended_at is not None:
        raise Conflict(OVER)
    if placement.version != version:
        raise Conflict(STALE)
    return placement


def _tell(kind: MessageKind, volunteer: Volunteer, placement: Placement, *, day: date) -> None:
    account = db.session.get_one(Account, volunteer.account_id)
    unit = db.session.get_one(Unit, placement.unit_id)
    notify(
        kind, to=account.email, account_id=account.id, to_adult=True, of_strand=PLACED_STRAND, name=account.full_name,
        role=current_force().role(placement.role).name, place=unit.name, contact=placement.contact,
        day=f"{day.day} {day:%B %Y}", reason=placement.end_reason,
    )  # fmt: skip
