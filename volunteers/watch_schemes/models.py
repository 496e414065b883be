"""Watch schemes with their streets and households, what is passed on to them, and what comes back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.forces.rules import Verification
from volunteers.places.models import Unit
from volunteers.watch_schemes.rules import Category, ReportKind, SchemeState, Way

LIVE = text("left_on IS NULL")
WAITING = text("passed_at IS NULL")


class WatchScheme(Model):
    """A scheme, hung on its unit. Its coordinators are the volunteers who serve in that unit.

    ``last_sign_at`` is when its coordinator last did something for it; ``asked_at`` when it was asked whether it still
    runs, until that is answered. A closed scheme keeps numbers and nothing of a household.
    """

    __tablename__ = "watch_schemes"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("estimated_households > 0", name="estimated"),
        Index(None, "state", "last_sign_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), unique=True)
    state: Mapped[SchemeState] = mapped_column(words(SchemeState))
    registered_on: Mapped[date]
    verified_how: Mapped[Verification] = mapped_column(words(Verification))
    estimated_households: Mapped[int | None]
    list_confirmed_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    next_review_on: Mapped[date]
    last_sign_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    close_reason: Mapped[str] = mapped_column(default="")
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship()


class WatchStreet(Model):
    """A street of a scheme, or the part of it between two house numbers."""

    __tablename__ = "watch_streets"
    __table_args__ = (CheckConstraint("last_number >= first_number", name="numbers"), Index(None, "scheme_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("watch_schemes.id"))
    name: Mapped[str]
    first_number: Mapped[int | None]
    last_number: Mapped[int | None]
    postcode: Mapped[str] = mapped_column(default="")


class WatchHousehold(Model):
    """A household on a scheme's list. One that left has nothing left but the days on which it came and went.

    ``sealed_note`` says how someone may need help in an emergency, sealed for this row alone.
    """

    __tablename__ = "watch_households"
    __table_args__ = (
        CheckConstraint(
            "left_on IS NULL OR (address = '' AND name = '' AND email IS NULL AND phone IS NULL"
            " AND sealed_note IS NULL AND NOT needs_help)",
            name="erased",
        ),
        CheckConstraint("(agreed_on IS NULL) = (agreed_how = '')", name="agreed"),
        Index(
            "uq_watch_households_address", "scheme_id", func.lower(text("address")), unique=True, postgresql_where=LIVE
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("watch_schemes.id"))
    address: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]
    phone: Mapped[str | None]
    needs_help: Mapped[bool] = mapped_column(default=False)
    sealed_note: Mapped[bytes | None]
    agreed_on: Mapped[date | None]
    agreed_how: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def place(self) -> str:
        """What its note is sealed for."""
        return f"watch_households.{self.id}"

    @property
    def is_online(self) -> bool:
        """Whether messages reach it by e-mail: it has an address there, and agreed that we keep it."""
        return self.email is not None and self.agreed_on is not None


class WatchMessage(Model):
    """What was written to households: by staff to many schemes or, with ``scheme_id``, by its coordinator to one."""

    __tablename__ = "watch_messages"
    __table_args__ = (Index(None, "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int | None] = mapped_column(ForeignKey("watch_schemes.id"))
    category: Mapped[Category] = mapped_column(words(Category))
    title: Mapped[str]
    body: Mapped[str]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime]


class WatchPassing(Model):
    """A message at one scheme: when its coordinators were told of it, and when one of them passed it on."""

    __tablename__ = "watch_passings"
    __table_args__ = (
        UniqueConstraint("message_id", "scheme_id"),
        CheckConstraint("(passed_at IS NULL) = (passed_by_id IS NULL)", name="passed"),
        Index("ix_watch_passings_waiting", "scheme_id", postgresql_where=WAITING),
        Index("ix_watch_passings_untold", "id", postgresql_where=text("told_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("watch_messages.id"))
    scheme_id: Mapped[int] = mapped_column(ForeignKey("watch_schemes.id"))
    told_at: Mapped[datetime | None]
    passed_at: Mapped[datetime | None]
    passed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    added_words: Mapped[str] = mapped_column(default="")
    message: Mapped[WatchMessage] = relationship()


class WatchReached(Model):
    """A household that a passed message is for, how it gets it, and when it did: by mail, or at the door."""

    __tablename__ = "watch_reached"
    __table_args__ = (
        Index("ix_watch_reached_unsent", "passing_id", postgresql_where=text("way = 'mail' AND reached_at IS NULL")),
        Index(None, "household_id"),
    )

    passing_id: Mapped[int] = mapped_column(ForeignKey("watch_passings.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("watch_households.id"), primary_key=True)
    way: Mapped[Way] = mapped_column(words(Way))
    reached_at: Mapped[datetime | None]


class WatchReport(Model):
    """What a coordinator sent back to staff, and when it was seen to."""

    __tablename__ = "watch_reports"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed"),
        Index(None, "scheme_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("watch_schemes.id"))
    kind: Mapped[ReportKind] = mapped_column(words(ReportKind))
    body: Mapped[str]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
