"""Visits to mark property, and the register of what was marked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.farms.models import FarmPremises, FarmVisit, MarkedItem
from volunteers.farms.queries import (
    STRAND,
    find_items,
    get_own_item,
    get_own_premises,
    get_visit,
    known_marks,
)
from volunteers.farms.rules import VisitState
from volunteers.farms.rules.entries import ItemEntry, refusals_to_items
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Viewer

OPEN = (VisitState.ASKED, VisitState.PLANNED)
SUBJECT = "farm_visit"
ASKED_ALREADY = Refusal("asked_already", "A visit to these premises is asked for or planned already.")
OVER = Refusal("over", "This visit is done or cancelled.")
STALE = Refusal("changed_meanwhile", "Someone else has just changed this visit. Look at it, and save again.")
PAST = Refusal("past", "Choose today or a later day.")


def ask_visit(premises_id: int, wanted: str, *, by: Viewer) -> FarmVisit:
    """The member asks for a visit to premises of theirs. Refused while one is asked for or planned."""
    premises = get_own_premises(premises_id, by, locked=True)
    is_open = FarmVisit.premises_id == premises.id, FarmVisit.state.in_(OPEN)
    if db.session.scalars(select(FarmVisit.id).where(*is_open)).first() is not None:
        raise Refused(ASKED_ALREADY)
    visit = FarmVisit(
        premises_id=premises.id, state=VisitState.ASKED, wanted=wanted, asked_at=clock.now(),
        asked_by_id=by.account_id, version=1,
    )  # fmt: skip
    db.session.add(visit)
    db.session.flush()
    record("farm_visit_asked", subject=SUBJECT, subject_id=visit.id, by=by.account_id)
    return visit


def plan_visit(
    visit_id: int, *, on: date, when_words: str, who_goes: str, version: int, by: Viewer
) -> FarmVisit:  # fmt: skip
    """Set the day of a visit and who goes; the member is told. Refused in the past, and once it is over."""
    visit = _hold(visit_id, by)
    if visit.version != version:
        raise Conflict(STALE)
    if on < clock.today():
        raise Refused(PAST)
    visit.state, visit.visit_on, visit.when_words, visit.who_goes = VisitState.PLANNED, on, when_words, who_goes
    visit.version += 1
    record("farm_visit_planned", subject=SUBJECT, subject_id=visit.id, by=by.account_id)
    name, account = db.session.execute(
        select(Volunteer.first_name, Account)
        .join(Account, Account.id == Volunteer.account_id)
        .join(FarmPremises, FarmPremises.volunteer_id == Volunteer.id)
        .where(FarmPremises.id == visit.premises_id)
    ).one()
    notify(
        MessageKind.FARM_VISIT_PLANNED, to=account.email, account_id=account.id, subject=(SUBJECT, visit.id),
        to_adult=True, of_strand=STRAND.value, name=name, premises=visit.premises.name,
        day=f"{on:%A} {on.day} {on:%B %Y}", hours=when_words, who_goes=who_goes,
    )  # fmt: skip
    return visit


def finish_visit(visit_id: int, items: Sequence[ItemEntry], *, on: date, by: Viewer) -> FarmVisit:
    """A visit is done: everything that was marked goes on the register, or nothing. Refused with a mark twice."""
    visit = _hold(visit_id, by)
    known = known_marks([item.mark.lower() for item in items])
    if refusals := refusals_to_items(items, known=known, on=on, today=clock.today()):
        raise Refused(refusals)
    visit.state, visit.visit_on = VisitState.DONE, on
    visit.version += 1
    db.session.add_all(
        MarkedItem(premises_id=visit.premises_id, visit_id=visit.id, marked_on=on, **vars(item)) for item in items
    )
    db.session.flush()
    record("farm_visit_done", subject=SUBJECT, subject_id=visit.id, by=by.account_id, items=len(items))
    return visit


def cancel_visit(visit_id: int, *, by: Viewer) -> FarmVisit:
    """A visit does not take place."""
    visit = _hold(visit_id, by)
    visit.state = VisitState.CANCELLED
    visit.version += 1
    record("farm_visit_cancelled", subject=SUBJECT, subject_id=visit.id, by=by.account_id)
    return visit


def say_stolen(item_id: int, *, by: Viewer) -> MarkedItem:
    """The member says that a thing on their register was stolen today; saying it again changes nothing."""
    item = get_own_item(item_id, by, locked=True)
    if item.stolen_on is None:
        item.stolen_on = clock.today()
        record("marked_item_stolen", subject="marked_item", subject_id=item.id, by=by.account_id)
    return item


def search_register(words: str, *, reason: str, by: Viewer) -> Sequence[MarkedItem]:
    """Things in scope with this mark or serial number. That it was sought, and why, is in the history."""
    found = find_items(words, by)
    record("marked_items_sought", subject="account", subject_id=by.account_id, by=by.account_id, reason=reason,
           found=len(found))  # fmt: skip
    return found


def _hold(visit_id: int, by: Viewer) -> FarmVisit:
    visit = get_visit(visit_id, by, locked=True)
    if visit.state not in OPEN:
        raise Conflict(OVER)
    return visit
