"""A letter to many, its receivers as they were on the preview, and who does not want such letters."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.bulk.rules import SECOND_PERSON_OVER, Audience, MailingState
from volunteers.extensions import Model, words

NOT_GONE = "'draft', 'waits', 'stopped'"


class Mailing(Model):
    """One letter to many. ``receivers`` is how many it was to go to when its preview was made.

    ``is_for_cadets`` marks a letter to young people: no adult is among them, and the other way about.
    """

    __tablename__ = "mailings"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({NOT_GONE}) OR receivers <= {SECOND_PERSON_OVER} OR agreed_by_id IS NOT NULL",
            name="second_person",
        ),
        CheckConstraint("agreed_by_id <> author_id", name="two_people"),
        CheckConstraint(f"state IN ({NOT_GONE}) OR held_until IS NOT NULL", name="held_first"),
        CheckConstraint("receivers >= 0", name="receivers"),
        Index("ix_mailings_due", "held_until", postgresql_where=text("state IN ('held', 'sending')")),
        Index(None, "author_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[Audience] = mapped_column(words(Audience))
    is_for_cadets: Mapped[bool] = mapped_column(default=False)
    chosen: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    receivers: Mapped[int]
    state: Mapped[MailingState] = mapped_column(words(MailingState), default=MailingState.DRAFT)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    agreed_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    stopped_at: Mapped[datetime | None]
    note: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class MailingReceiver(Model):
    """Someone the letter was to go to, or who was left out with a reason (``left_out``): each person once."""

    __tablename__ = "mailing_receivers"
    __table_args__ = (
        UniqueConstraint("mailing_id", "account_id", name="uq_mailing_receivers_once"),
        CheckConstraint("left_out IS NULL OR message_id IS NULL", name="sent_or_left_out"),
        Index(
            "ix_mailing_receivers_waiting",
            "mailing_id",
            "id",
            postgresql_where=text("left_out IS NULL AND message_id IS NULL"),
        ),
        Index(None, "account_id"),
        Index(None, "message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"))
    first_name: Mapped[str]
    last_name: Mapped[str]
    reference: Mapped[str]
    strand: Mapped[str]
    area: Mapped[str | None]
    left_out: Mapped[str | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))


class MailingOptOut(Model):
    """That someone asked not to be sent mailings. News of their own application and duties still reaches them."""

    __tablename__ = "mailing_opt_outs"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    said_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
