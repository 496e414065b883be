"""Claims for what volunteers paid, and the batches in which they are taken out for payment."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.expenses.rules import ClaimKind, ClaimState, Drive, Given, Other, Subsistence
from volunteers.extensions import Model, words

LIVE = text("state IN ('waiting', 'approved') AND kind IN ('mileage', 'subsistence') AND sign_up_id IS NOT NULL")


class ExpenseClaim(Model):
    """One thing claimed. ``worked_out`` and ``source`` keep the rate as it was; ``pence`` is what was claimed.

    ``spent_on`` is the day it was for. ``key`` says what it was made from, such as a journey, so that it is made once.
    """

    __tablename__ = "expense_claims"
    __table_args__ = (
        CheckConstraint("pence > 0", name="something"),
        CheckConstraint("approved_pence > 0 AND approved_pence <= pence", name="no_more_than_claimed"),
        CheckConstraint("(state = 'approved') = (approved_pence IS NOT NULL)", name="approved_with_amount"),
        CheckConstraint("(state IN ('approved', 'refused')) = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("decided_by_id <> account_id", name="not_by_oneself"),
        CheckConstraint("(kind = 'mileage') = (miles_tenths IS NOT NULL AND vehicle IS NOT NULL)", name="miles"),
        CheckConstraint("(kind = 'subsistence') = (left_at IS NOT NULL AND back_at IS NOT NULL)", name="times"),
        UniqueConstraint("key"),
        Index("uq_expense_claims_of_duty", "sign_up_id", "kind", unique=True, postgresql_where=LIVE),
        Index(None, "volunteer_id", "spent_on"),
        Index("ix_expense_claims_waiting", "claimed_at", "id", postgresql_where=text("state = 'waiting'")),
        Index("ix_expense_claims_approved", "id", postgresql_where=text("state = 'approved'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    strand: Mapped[str]
    area: Mapped[str]
    kind: Mapped[ClaimKind] = mapped_column(words(ClaimKind))
    sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id"))
    spent_on: Mapped[date]
    vehicle: Mapped[str | None]
    miles_tenths: Mapped[int | None]
    from_place: Mapped[str] = mapped_column(default="")
    to_place: Mapped[str] = mapped_column(default="")
    left_at: Mapped[time | None]
    back_at: Mapped[time | None]
    what: Mapped[str] = mapped_column(default="")
    receipt: Mapped[str] = mapped_column(default="")
    pence: Mapped[int]
    worked_out: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    state: Mapped[ClaimState] = mapped_column(words(ClaimState), default=ClaimState.WAITING)
    approved_pence: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(default="")
    key: Mapped[str | None]
    claimed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def given(self) -> Given:
        """The claim as it was made."""
        return Given(self.spent_on, self.sign_up_id, self._particulars())

    def _particulars(self) -> Drive | Subsistence | Other:
        if self.kind is ClaimKind.MILEAGE:
            return Drive(self.vehicle or "", self.miles_tenths or 0, self.from_place, self.to_place, is_sure=True)
        if self.left_at is not None and self.back_at is not None:
            return Subsistence(self.left_at, self.back_at)
        return Other(self.what, self.pence, self.receipt)


class ExpenseBatch(Model):
    """Approved claims as they were taken out together, of adults or of cadets; only the day it was paid is added."""

    __tablename__ = "expense_batches"
    __table_args__ = (CheckConstraint("(paid_on IS NULL) = (paid_by_id IS NULL)", name="paid_by_someone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    of_cadets: Mapped[bool]
    pence: Mapped[int]
    claims: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    paid_on: Mapped[date | None]
    paid_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class ExpenseBatchLine(Model):
    """A claim in a batch, in the words that went out. A claim is in one batch only."""

    __tablename__ = "expense_batch_lines"
    __table_args__ = (Index(None, "batch_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("expense_batches.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("expense_claims.id"), unique=True)
    pence: Mapped[int]
    cells: Mapped[list[str]] = mapped_column(ARRAY(Text))
