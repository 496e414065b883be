"""What is approved and not taken out yet, and the batches that were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, select

from volunteers.errors import NotFound
from volunteers.expenses.models import ExpenseBatch, ExpenseBatchLine, ExpenseClaim
from volunteers.expenses.rules import ClaimState, as_money
from volunteers.extensions import db
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import CHILDRENS_STRAND, Permission, Viewer

MOST = 2_000
SHOWN = 100


@dataclass(frozen=True)
class Line:
    """An approved claim that is in no batch yet."""

    claim: ExpenseClaim
    name: str


@dataclass(frozen=True)
class BatchRow:
    """A batch in the list."""

    id: int
    of_cadets: bool
    pence: int
    claims: int
    made_at: datetime
    made_by: str
    paid_on: date | None

    @property
    def amount(self) -> str:
        return as_money(self.pence)

    @property
    def whose(self) -> str:
        return "Cadets" if self.of_cadets else "Adults"


def list_to_export(viewer: Viewer, *, of_cadets: bool) -> list[Line]:
    """Approved claims in no batch, of adults or of cadets, by name; locked, so that no other batch takes them."""
    rows = db.session.execute(
        select(ExpenseClaim, (Volunteer.last_name + ", " + Volunteer.first_name).label("name"))
        .join(Volunteer, Volunteer.id == ExpenseClaim.volunteer_id)
        .where(_to_export(viewer, of_cadets=of_cadets))
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id, ExpenseClaim.spent_on, ExpenseClaim.id)
        .limit(MOST)
        .with_for_update(of=ExpenseClaim)
    )
    return [Line(*row) for row in rows]


def count_to_export(viewer: Viewer, *, of_cadets: bool) -> tuple[int, int]:
    """How many approved claims are in no batch, and what they come to in pence."""
    row = db.session.execute(
        select(func.count(ExpenseClaim.id), func.coalesce(func.sum(ExpenseClaim.approved_pence), 0)).where(
            _to_export(viewer, of_cadets=of_cadets)
        )
    ).one()
    return int(row[0]), int(row[1] or 0)


def list_batches(viewer: Viewer) -> list[BatchRow]:
    """The batches the viewer may see, the latest first."""
    rows = db.session.execute(_batches(viewer).order_by(ExpenseBatch.id.desc()).limit(SHOWN))
    return [BatchRow(*row) for row in rows]


def get_batch(batch_id: int, viewer: Viewer) -> BatchRow:
    """One batch; ``NotFound`` where any claim of it is out of the viewer's scope."""
    row = db.session.execute(_batches(viewer).where(ExpenseBatch.id == batch_id)).first()
    if row is None:
        raise NotFound(f"no batch {batch_id} for this viewer")
    return BatchRow(*row)


def list_lines(batch_id: int) -> Sequence[ExpenseBatchLine]:
    """What went out, in the order in which it did."""
    return db.session.scalars(
        select(ExpenseBatchLine).where(ExpenseBatchLine.batch_id == batch_id).order_by(ExpenseBatchLine.id)
    ).all()


def _within(viewer: Viewer) -> ColumnElement[bool]:
    return viewer.within(Permission.EXPENSE_EXPORT, ExpenseClaim.strand.expression, ExpenseClaim.area.expression)


def _to_export(viewer: Viewer, *, of_cadets: bool) -> ColumnElement[bool]:
    cadets = ExpenseClaim.strand == CHILDRENS_STRAND
    return and_(
        ExpenseClaim.state == ClaimState.APPROVED, _within(viewer), cadets if of_cadets else not_(cadets),
        not_(exists().where(ExpenseBatchLine.claim_id == ExpenseClaim.id)),
    )  # fmt: skip


def _batches(viewer: Viewer) -> Select[int, bool, int, int, datetime, str, date | None]:
    outside = (
        exists()
        .where(ExpenseBatchLine.batch_id == ExpenseBatch.id, ExpenseClaim.id == ExpenseBatchLine.claim_id)
        .where(not_(_within(viewer)))
    )
    return (
        select(
            ExpenseBatch.id, ExpenseBatch.of_cadets, ExpenseBatch.pence, ExpenseBatch.claims, ExpenseBatch.made_at,
            Account.full_name, ExpenseBatch.paid_on,
        )
        .join(Account, Account.id == ExpenseBatch.made_by_id)
        .where(not_(outside))
    )  # fmt: skip
