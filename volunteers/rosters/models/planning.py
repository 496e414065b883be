"""What duties are made from: templates, series that repeat, and events with several sessions."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class Event(Model):
    """Something with one or more sessions, each a duty of its own: a festival, a county show, a course of evenings."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "strand", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str]
    title: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class DutyTemplate(Model):
    """A duty that is planned again and again, without its day. ``particulars`` are the answers of the duty's form.

    A retired template keeps its name for the duties made from it, and is no longer offered.
    """

    __tablename__ = "duty_templates"
    __table_args__ = (
        Index(
            "uq_duty_templates_name", "strand", "name", unique=True, postgresql_where=text("retired_at IS NULL")
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    strand: Mapped[str]
    area: Mapped[str | None]  # None: for every area of the strand
    particulars: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class DutySeries(Model):
    """Duties that repeat: an RRULE of iCalendar (RFC 5545) with an end, and the hours in London."""

    __tablename__ = "duty_series"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="last_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str]
    rule: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
