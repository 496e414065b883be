"""What members say of their patrol nights, and the kit that is lent to them."""

from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.farms.models import FarmLoan, FarmNight
from volunteers.farms.queries import get_loan, get_membership, get_night_of, get_premises
from volunteers.farms.rules import LoanKind
from volunteers.history.service import record
from volunteers.permissions import Viewer

TOLD = Refusal("told_already", "You have told us of this night already.")
BACK = Refusal("back_already", "It is back already.")
PAST = Refusal("past", "Choose today or a later day for it to come back.")


def tell_of_night(duty_id: int, where: str, *, what: str | None, by: Viewer) -> FarmNight:
    """A member tells of a night they were on; ``what`` is None for a quiet one. Refused twice for one night."""
    member, duty = get_membership(by), get_night_of(duty_id, by)
    told = FarmNight.duty_id == duty.id, FarmNight.volunteer_id == member.volunteer_id
    if db.session.scalars(select(FarmNight.id).where(*told)).first() is not None:
        raise Refused(TOLD)
    night = FarmNight(
        duty_id=duty.id, volunteer_id=member.volunteer_id, area=duty.area, where_words=where,
        saw_something=what is not None, what=what or "", sent_at=clock.now(),
    )  # fmt: skip
    db.session.add(night)
    db.session.flush()
    record("farm_night_told", subject="duty", subject_id=duty.id, by=by.account_id)
    return night


def lend(premises_id: int, kind: LoanKind, serial: str, *, due_on: date, by: Viewer) -> FarmLoan:
    """Lend a thing to premises from today. Refused when it is due before."""
    premises = get_premises(premises_id, by)
    if due_on < clock.today():
        raise Refused(PAST)
    loan = FarmLoan(premises_id=premises.id, kind=kind, serial=serial, out_on=clock.today(), due_on=due_on)
    db.session.add(loan)
    db.session.flush()
    record("farm_kit_lent", subject="volunteer", subject_id=premises.volunteer_id, by=by.account_id, loan=loan.id)
    return loan


def take_back(loan_id: int, *, by: Viewer) -> FarmLoan:
    """A thing came back today; ``Conflict`` when it had already."""
    loan = get_loan(loan_id, by)
    if loan.back_on is not None:
        raise Conflict(BACK)
    loan.back_on = clock.today()
    record("farm_kit_back", subject="volunteer", subject_id=loan.premises.volunteer_id, by=by.account_id, loan=loan.id)
    return loan
