"""Asking for duties to be filled by computation, stopping and giving that up, and closing what was proposed."""

from datetime import date

from sqlalchemy import select, update

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import LARGEST_ID, db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Filling, FillingPlace
from volunteers.rosters.queries.cover import Narrowed
from volunteers.rosters.queries.fillings import count_to_fill, find_working
from volunteers.rosters.rules.filling import FillingState, PlaceState, refusals_to_ask
from volunteers.unit_of_work import hint_after_commit

FILL = "volunteers.rosters.jobs.fill_duties"
NOTHING = Refusal("nothing_to_fill", "No published duty to come has a place free then.")
AT_WORK = Refusal("filled_already", "These duties are being filled already. Look at that first, or cancel it.")
OVER = Refusal("over", "This is over already. Look at it again.")
STALE = Refusal("stale", "Someone else has accepted some of this, or closed it. Look at it as it is now.")


def ask_to_fill(
    *, strand: str, area: str, unit_id: int | None, first_on: date, last_on: date, seconds: int, takes_unsaid: bool,
    by: Viewer,
) -> Filling:  # fmt: skip
    """Have the duties between two days, both included, filled by computation: a proposal, which puts nobody anywhere.

    Refused for days that are over or too many, where nothing is to be filled, and where the same duties are at work;
    ``NotFound`` outside what the actor may assign, and for a unit of another area.
    """
    _check_scope(strand, area, unit_id, by)
    refusals = list(refusals_to_ask(first_on=first_on, last_on=last_on, seconds=seconds, today=clock.today()))
    if refusals:
        raise Refused(refusals)
    if find_working(strand, area, unit_id, first_on, last_on) is not None:
        raise Conflict(AT_WORK)
    to_fill = count_to_fill(by, Narrowed(strand, area, unit_id), first_on, last_on)
    if not to_fill.places:
        raise Refused(NOTHING)
    filling = Filling(
        strand=strand, area=area, unit_id=unit_id, first_on=first_on, last_on=last_on, seconds=seconds,
        takes_unsaid=takes_unsaid, asked_by_id=by.account_id, asked_at=clock.now(), state=FillingState.WAITING,
        places=to_fill.places,
    )  # fmt: skip
    db.session.add(filling)
    db.session.flush()
    record("asked_to_fill", subject="filling", subject_id=filling.id, by=by.account_id, strand=strand, area=area)
    hint_after_commit("rosters", FILL, filling.id)
    return filling


def stop_filling(filling_id: int, *, by: Viewer) -> Filling:
    """Have the best so far proposed now. Twice is once; ``Conflict`` once it is over."""
    filling = hold_filling(filling_id, by)
    if not filling.state.is_working:
        raise Conflict(OVER)
    filling.stop_asked = True
    return filling


def cancel_filling(filling_id: int, *, by: Viewer) -> Filling:
    """Give it up without a proposal. Twice is once; ``Conflict`` once there is a proposal, or it failed."""
    filling = hold_filling(filling_id, by)
    if filling.state is FillingState.CANCELLED:
        return filling
    if not filling.state.is_working:
        raise Conflict(OVER)
    filling.state, filling.finished_at = FillingState.CANCELLED, clock.now()
    record("cancelled_filling", subject="filling", subject_id=filling_id, by=by.account_id)
    return filling


def close_filling(filling_id: int, *, version: int, by: Viewer) -> Filling:
    """Leave whatever was not accepted. ``Conflict`` when the proposal has changed since it was looked at."""
    filling = hold_filling(filling_id, by)
    if filling.state is FillingState.CLOSED:
        return filling
    if filling.state is not FillingState.READY or filling.version != version:
        raise Conflict(STALE)
    close(filling, by=by.account_id)
    return filling


def close(filling: Filling, *, by: int | None) -> None:
    """Close a proposal that is held; what is still open of it is left."""
    filling.state, filling.version = FillingState.CLOSED, filling.version + 1
    is_open = FillingPlace.state == PlaceState.PROPOSED
    left = update(FillingPlace).where(FillingPlace.filling_id == filling.id, is_open).values(state=PlaceState.LEFT)
    db.session.execute(left)
    record("closed_filling", subject="filling", subject_id=filling.id, by=by)


def hold_filling(filling_id: int, by: Viewer) -> Filling:
    """The filling as it stands, held until the end of the transaction; ``NotFound`` out of the actor's scope."""
    within = by.within(Permission.DUTY_ASSIGN, Filling.strand, Filling.area)
    wanted = select(Filling).where(Filling.id == min(filling_id, LARGEST_ID), within).with_for_update(of=Filling)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(f"no filling {filling_id} for this viewer")
    return found


def _check_scope(strand: str, area: str, unit_id: int | None, by: Viewer) -> None:
    if not by.may_in(Permission.DUTY_ASSIGN, strand, area):
        raise NotFound(f"no duties of {strand} in {area} for this viewer")
    if unit_id is not None:
        unit = db.session.get(Unit, unit_id) if unit_id <= LARGEST_ID else None
        if unit is None or unit.area != area or unit.strand not in (None, strand):
            raise NotFound(f"no unit {unit_id} in {area}")
