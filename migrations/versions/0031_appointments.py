"""Appointments: sessions, invitations to them, and bookings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LIVE = sa.text("state IN ('booked', 'waiting')")


def upgrade() -> None:
    _sessions()
    _invitations()
    _bookings()
    _calendar_links()


def _sessions() -> None:
    op.create_table(
        "appointment_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("check_code", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("cut_off_hours", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("notes_for_applicants", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_appointment_sessions_ends_after_it_starts")),
        sa.CheckConstraint(
            "capacity > 0 AND taken >= 0 AND taken <= capacity",
            name=op.f("ck_appointment_sessions_taken_within_capacity"),
        ),
        sa.CheckConstraint("cut_off_hours >= 0", name=op.f("ck_appointment_sessions_cut_off")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_appointment_sessions_unit_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_appointment_sessions_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_sessions")),
    )
    op.create_index("ix_appointment_sessions_upcoming", "appointment_sessions", ["strand", "starts_at", "id"])
    op.create_index("ix_appointment_sessions_starts_at", "appointment_sessions", ["starts_at"])


def _invitations() -> None:
    op.create_table(
        "appointment_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("nudged_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_appointment_invitations_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["accounts.id"], name=op.f("fk_appointment_invitations_invited_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_invitations")),
    )
    op.create_index("ix_appointment_invitations_application_id", "appointment_invitations", ["application_id"])
    op.create_index(
        "uq_appointment_invitations_open", "appointment_invitations", ["application_id", "purpose"],
        unique=True, postgresql_where=sa.text("state = 'open'"),
    )  # fmt: skip
    op.create_table(
        "appointment_invitation_sessions",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["appointment_invitations.id"],
            name=op.f("fk_appointment_invitation_sessions_invitation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["appointment_sessions.id"], name=op.f("fk_appointment_invitation_sessions_session_id")
        ),
        sa.PrimaryKeyConstraint("invitation_id", "session_id", name=op.f("pk_appointment_invitation_sessions")),
    )
    op.create_index(
        "ix_appointment_invitation_sessions_session_id", "appointment_invitation_sessions", ["session_id"]
    )


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("during", TSTZRANGE(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("booked_by_id", sa.Integer(), nullable=False),
        sa.Column("placed_at", MOMENT, nullable=True),
        sa.Column("moved_from_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancel_code", sa.Text(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("marked_at", MOMENT, nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        ExcludeConstraint(
            (sa.column("application_id"), "="), (sa.column("during"), "&&"),
            name=op.f("ex_bookings_one_at_a_time"), where=LIVE, using="gist",
        ),
        sa.ForeignKeyConstraint(["session_id"], ["appointment_sessions.id"], name=op.f("fk_bookings_session_id")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_bookings_application_id")),
        sa.ForeignKeyConstraint(["booked_by_id"], ["accounts.id"], name=op.f("fk_bookings_booked_by_id")),
        sa.ForeignKeyConstraint(["moved_from_id"], ["bookings.id"], name=op.f("fk_bookings_moved_from_id")),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["accounts.id"], name=op.f("fk_bookings_cancelled_by_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["accounts.id"], name=op.f("fk_bookings_marked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
    )  # fmt: skip
    op.create_index(
        "uq_bookings_live", "bookings", ["application_id", "purpose"], unique=True, postgresql_where=LIVE
    )  # fmt: skip
    op.create_index("ix_bookings_session_id_id", "bookings", ["session_id", "id"])
    op.create_index("ix_bookings_application_id_id", "bookings", ["application_id", "id"])


def _calendar_links() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_calendar_links_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("account_id", name=op.f("uq_calendar_links_account_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_links_token_digest")),
    )


def downgrade() -> None:
    for table in (
        "calendar_links", "bookings", "appointment_invitation_sessions", "appointment_invitations", "appointment_sessions",
    ):  # fmt: skip
        op.drop_table(table)
