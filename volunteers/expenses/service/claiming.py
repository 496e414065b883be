"""Volunteers claim what they paid, change it or take it back until it is decided."""

from dataclasses import replace
from datetime import time
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.expenses import queries
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.queries import Claimant
from volunteers.expenses.rules import (
    ClaimState,
    Drive,
    Given,
    Subsistence,
    Worked,
    as_money,
    is_double,
    mileage,
    minutes_away,
    refusals_to_claim,
    subsistence,
)
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.people.models import Volunteer
from volunteers.permissions import Viewer

DECIDED = Refusal("decided", "This claim has been decided, so it cannot be changed now.")
STALE = Refusal("stale", "This claim was changed from another page. Look at it again; nothing you typed is lost.")
NOT_THERE = Refusal("not_there", "You can claim for a duty you were booked on for. Choose another, or give the day.")


def work_out(given: Given, volunteer_id: int, *, but: int | None = None) -> Worked:
    """What a claim would come to now. Refused on the same grounds as making it; nothing is written."""
    force = current_force().expenses
    today = clock.today()
    oldest = clock.add_months(today, -force.claim_months)
    refusals = refusals_to_claim(given, force, today=today, oldest=oldest)
    if not refusals:
        refusals = _doubles(given, volunteer_id, but)
    if refusals:
        raise Refused(refusals)
    what = given.particulars
    if isinstance(what, Drive):
        before = queries.miles_before(volunteer_id, what.vehicle, given.spent_on, but=but)
        return mileage(force.rate(what.vehicle), what.tenths, before=before)
    if isinstance(what, Subsistence):
        worked = subsistence(minutes_away(what.left, what.back), force)
        if worked is None:
            raise AssertionError("judged before")
        return worked
    return Worked(what.pence, f"{as_money(what.pence)} as paid")


def claim(given: Given, *, by: Viewer) -> ExpenseClaim:
    """Claim something for oneself; it waits to be approved.

    Refused for the future, for what is too old, twice for the same thing, and where the particulars cannot be.
    """
    return _claim(queries.get_claimant(account_id=by.account_id), given, key=None, by=by)


def claim_for(volunteer_id: int, given: Given, *, strand: str, area: str, key: str, by: Viewer) -> ExpenseClaim:
    """Claim what another room knows of, such as a journey, once for each ``key``: a repeat gives the first claim.

    Whoever answers for that strand and area approves it. Only the volunteer themselves may; refused as ``claim`` is.
    """
    someone = replace(queries.get_claimant(volunteer_id=volunteer_id), strand=strand, area=area)
    if someone.account_id != by.account_id:
        raise NotFound(f"no volunteer {volunteer_id} for this account")
    _lock(someone)
    made = db.session.scalar(select(ExpenseClaim).where(ExpenseClaim.key == key))
    return made or _claim(someone, given, key=key, by=by)


def change(claim_id: int, given: Given, *, version: int, by: Viewer) -> ExpenseClaim:
    """Change one's own claim while it waits; worked out anew at the rates of now. Refused as a new one is."""
    claim = _own(claim_id, version, by)
    someone = replace(queries.get_claimant(account_id=by.account_id), strand=claim.strand, area=claim.area)
    worked = work_out(given, claim.volunteer_id, but=claim.id)
    for name, value in _columns(someone, given, worked).items():
        setattr(claim, name, value)
    claim.version += 1
    record("expense_claim_changed", subject="expense_claim", subject_id=claim.id, by=by.account_id)
    return claim


def withdraw(claim_id: int, *, version: int, by: Viewer) -> None:
    """Take one's own claim back while it waits."""
    claim = _own(claim_id, version, by)
    claim.state, claim.key = ClaimState.WITHDRAWN, None
    claim.version += 1
    record("expense_claim_withdrawn", subject="expense_claim", subject_id=claim.id, by=by.account_id)


def _claim(someone: Claimant, given: Given, *, key: str | None, by: Viewer) -> ExpenseClaim:
    _lock(someone)
    worked = work_out(given, someone.volunteer_id)
    claim = ExpenseClaim(
        volunteer_id=someone.volunteer_id, account_id=someone.account_id, kind=given.kind, state=ClaimState.WAITING,
        key=key, claimed_at=clock.now(), version=1, reason="", **_columns(someone, given, worked),
    )  # fmt: skip
    db.session.add(claim)
    db.session.flush()  # the history and the address of its page need its id
    record(
        "expense_claimed", subject="expense_claim", subject_id=claim.id, by=by.account_id,
        volunteer_id=someone.volunteer_id, kind=given.kind.value,
    )  # fmt: skip
    return claim


def _columns(someone: Claimant, given: Given, worked: Worked) -> dict[str, Any]:
    """What is kept of a claim, the rate with it. What it is not about is empty."""
    duty = None
    if given.sign_up_id is not None:
        attended = queries.list_attended(someone.volunteer_id, given.spent_on)
        duty = next((each for each in attended if each.sign_up_id == given.sign_up_id), None)
        if duty is None:
            raise Refused(NOT_THERE)
    what = given.particulars
    left: time | None = None
    back: time | None = None
    found: dict[str, Any] = {
        "vehicle": None, "miles_tenths": None, "from_place": "", "to_place": "", "what": "", "receipt": "",
    }  # fmt: skip
    if isinstance(what, Drive):
        found |= {
            "vehicle": what.vehicle, "miles_tenths": what.tenths, "from_place": what.from_place,
            "to_place": what.to_place,
        }  # fmt: skip
    elif isinstance(what, Subsistence):
        left, back = what.left, what.back
    else:
        found |= {"what": what.what, "receipt": what.receipt}
    return found | {
        "left_at": left, "back_at": back, "spent_on": given.spent_on, "sign_up_id": given.sign_up_id,
        "strand": duty.strand if duty else someone.strand, "area": duty.area if duty else someone.area,
        "pence": worked.pence, "worked_out": worked.words, "source": worked.source,
    }  # fmt: skip


def _doubles(given: Given, volunteer_id: int, but: int | None) -> list[Refusal]:
    same = queries.list_doubles(volunteer_id, given.spent_on, given.sign_up_id, but=but)
    if any(is_double(given, each.given) for each in same):
        return [Refusal("double", "You have claimed this already. Look at your claims.")]
    return []


def _own(claim_id: int, version: int, by: Viewer) -> ExpenseClaim:
    """One's own claim that still waits, held until the end of the transaction, as it was seen."""
    _lock(queries.get_claimant(account_id=by.account_id))
    claim = queries.get_own_claim(claim_id, by)
    db.session.refresh(claim, with_for_update=True)
    if claim.state is not ClaimState.WAITING:
        raise Conflict(DECIDED)
    if claim.version != version:
        raise Conflict(STALE)
    return claim


def _lock(someone: Claimant) -> None:
    """Two claims of one person are judged one after the other: miles of the year add up, and doubles are seen."""
    db.session.execute(select(Volunteer.id).where(Volunteer.id == someone.volunteer_id).with_for_update())
