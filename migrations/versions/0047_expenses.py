"""Claims for what volunteers paid, and the batches they are taken out in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)
LIVE = sa.text("state IN ('waiting', 'approved') AND kind IN ('mileage', 'subsistence') AND sign_up_id IS NOT NULL")
CHECKS = (
    ("something", "pence > 0"),
    ("no_more_than_claimed", "approved_pence > 0 AND approved_pence <= pence"),
    ("approved_with_amount", "(state = 'approved') = (approved_pence IS NOT NULL)"),
    ("decided", "(state IN ('approved', 'refused')) = (decided_at IS NOT NULL)"),
    ("not_by_oneself", "decided_by_id <> account_id"),
    ("miles", "(kind = 'mileage') = (miles_tenths IS NOT NULL AND vehicle IS NOT NULL)"),
    ("times", "(kind = 'subsistence') = (left_at IS NOT NULL AND back_at IS NOT NULL)"),
)


def text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def table(name: str, *rest: sa.Column | sa.Constraint, refers: dict[str, str]) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, other in refers.items()
    ]
    op.create_table(name, number("id"), *rest, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))


def upgrade() -> None:
    _claims()
    table(
        "expense_batches", sa.Column("of_cadets", sa.Boolean(), nullable=False), number("pence"), number("claims"),
        sa.Column("made_at", MOMENT, nullable=False), number("made_by_id"), sa.Column("paid_on", sa.Date()),
        number("paid_by_id", nullable=True),
        sa.CheckConstraint(
            "(paid_on IS NULL) = (paid_by_id IS NULL)", name=op.f("ck_expense_batches_paid_by_someone")
        ),
        refers={"made_by_id": "accounts", "paid_by_id": "accounts"},
    )  # fmt: skip
    table(
        "expense_batch_lines", number("batch_id"), number("claim_id"), number("pence"),
        sa.Column("cells", ARRAY(sa.Text()), nullable=False),
        sa.UniqueConstraint("claim_id", name=op.f("uq_expense_batch_lines_claim_id")),
        refers={"batch_id": "expense_batches", "claim_id": "expense_claims"},
    )  # fmt: skip
    op.create_index("ix_expense_batch_lines_batch_id_id", "expense_batch_lines", ["batch_id", "id"])


def _claims() -> None:
    table(
        "expense_claims", number("volunteer_id"), number("account_id"), text("strand"), text("area"),
        sa.Column("kind", WORDS, nullable=False), number("sign_up_id", nullable=True),
        sa.Column("spent_on", sa.Date(), nullable=False), text("vehicle", nullable=True),
        number("miles_tenths", nullable=True), text("from_place"), text("to_place"), sa.Column("left_at", sa.Time()),
        sa.Column("back_at", sa.Time()), text("what"), text("receipt"), number("pence"), text("worked_out"),
        text("source"), sa.Column("state", WORDS, nullable=False), number("approved_pence", nullable=True),
        sa.Column("decided_at", MOMENT), number("decided_by_id", nullable=True), text("reason"),
        text("key", nullable=True), sa.Column("claimed_at", MOMENT, nullable=False), number("version"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_expense_claims_{name}")) for name, rule in CHECKS),
        sa.UniqueConstraint("key", name=op.f("uq_expense_claims_key")),
        refers={
            "volunteer_id": "volunteers", "account_id": "accounts", "sign_up_id": "sign_ups",
            "decided_by_id": "accounts",
        },
    )  # fmt: skip
    op.create_index(
        "uq_expense_claims_of_duty", "expense_claims", ["sign_up_id", "kind"], unique=True, postgresql_where=LIVE
    )
    op.create_index("ix_expense_claims_volunteer_id_spent_on", "expense_claims", ["volunteer_id", "spent_on"])
    op.create_index(
        "ix_expense_claims_waiting", "expense_claims", ["claimed_at", "id"],
        postgresql_where=sa.text("state = 'waiting'"),
    )  # fmt: skip
    op.create_index(
        "ix_expense_claims_approved", "expense_claims", ["id"], postgresql_where=sa.text("state = 'approved'")
    )


def downgrade() -> None:
    for name in ("expense_batch_lines", "expense_batches", "expense_claims"):
        op.drop_table(name)
