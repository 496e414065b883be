"""What waits to be approved, by person."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Select, select

from volunteers.errors import NotFound
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import ClaimState, as_money
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.queries import names
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, SignUp

PAGE = 100


@dataclass(frozen=True)
class WaitingClaim:
    """A claim with whose it is and which duty it was for, if any."""

    claim: ExpenseClaim
    name: str
    duty: str | None

    @property
    def where(self) -> str:
        return f"{names.strand_name(self.claim.strand)}, {names.area_name(self.claim.area)}"


@dataclass(frozen=True)
class Person:
    """Everything of one person that waits."""

    name: str
    where: str
    is_own: bool
    claims: Sequence[WaitingClaim]

    @property
    def total(self) -> str:
        return as_money(sum(each.claim.pence for each in self.claims))


def list_waiting(viewer: Viewer) -> list[Person]:
    """Claims that wait in the viewer's scope, by person, whoever has waited longest first; at most ``PAGE`` claims."""
    claim = ExpenseClaim
    within = viewer.within(Permission.EXPENSE_APPROVE, claim.strand.expression, claim.area.expression)
    rows = db.session.execute(
        _with_names().where(claim.state == ClaimState.WAITING, within).order_by(claim.claimed_at, claim.id).limit(PAGE)
    )
    found = [WaitingClaim(*row) for row in rows]
    order = {each.claim.volunteer_id: place for place, each in reversed(list(enumerate(found)))}
    found.sort(key=lambda each: (order[each.claim.volunteer_id], each.claim.spent_on, each.claim.id))
    people = []
    for _, group in groupby(found, key=lambda each: each.claim.volunteer_id):
        claims = list(group)
        first = claims[0]
        people.append(Person(first.name, first.where, first.claim.account_id == viewer.account_id, claims))
    return people


def get_claim(claim_id: int, viewer: Viewer) -> WaitingClaim:
    """One claim in the scope of whoever may approve it; ``NotFound`` outside."""
    row = db.session.execute(_with_names().where(ExpenseClaim.id == claim_id)).first()
    if row is None or not viewer.may_in(Permission.EXPENSE_APPROVE, row[0].strand, row[0].area):
        raise NotFound(f"no claim {claim_id} for this viewer")
    return WaitingClaim(*row)


def _with_names() -> Select[ExpenseClaim, str, str | None]:
    return (
        select(ExpenseClaim, (Volunteer.first_name + " " + Volunteer.last_name).label("name"), Duty.title)
        .join(Volunteer, Volunteer.id == ExpenseClaim.volunteer_id)
        .outerjoin(SignUp, SignUp.id == ExpenseClaim.sign_up_id)
        .outerjoin(Duty, Duty.id == SignUp.duty_id)
    )
