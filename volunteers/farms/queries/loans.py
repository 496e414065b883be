"""The loan kit of Farm Watch: what is out, what is overdue, and what came back."""

from collections.abc import Sequence

from sqlalchemy import Select, literal, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.farms.models import FarmLoan, FarmPremises
from volunteers.farms.queries.people import STRAND, get_membership
from volunteers.permissions import Permission, Viewer

PAGE = 200


def list_loans(viewer: Viewer, *, back: bool = False) -> Sequence[FarmLoan]:
    """What is out in scope, the longest overdue first; or what came back, the latest first."""
    wanted = _loans(viewer).where(FarmLoan.back_on.is_not(None) if back else FarmLoan.back_on.is_(None))
    order = FarmLoan.back_on.desc() if back else FarmLoan.due_on.asc()
    return db.session.scalars(wanted.order_by(order, FarmLoan.id).limit(PAGE)).all()


def get_loan(loan_id: int, viewer: Viewer) -> FarmLoan:
    """A loan in scope, held; raises ``NotFound``."""
    wanted = _loans(viewer).where(FarmLoan.id == loan_id).with_for_update(of=FarmLoan)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(f"no loan {loan_id} for this viewer")
    return found


def list_own_loans(viewer: Viewer) -> Sequence[FarmLoan]:
    """What is lent to the member now, by the day it is due."""
    member = get_membership(viewer)
    return db.session.scalars(
        select(FarmLoan)
        .join(FarmPremises, FarmPremises.id == FarmLoan.premises_id)
        .where(FarmPremises.volunteer_id == member.volunteer_id, FarmLoan.back_on.is_(None))
        .order_by(FarmLoan.due_on, FarmLoan.id)
    ).all()


def _loans(viewer: Viewer) -> Select[FarmLoan]:
    return (
        select(FarmLoan)
        .join(FarmPremises, FarmPremises.id == FarmLoan.premises_id)
        .where(viewer.within(Permission.FARM_EDIT, literal(STRAND.value), FarmPremises.area))
    )
