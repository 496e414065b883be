"""Things that are issued to volunteers, and come back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.people.models import Volunteer
from volunteers.records.rules import Condition


class KitItem(Model):
    """One thing with one person, from a day until it came back. The same serial is never with two people at once.

    ``name`` is what the kind was called when it was issued.
    """

    __tablename__ = "kit_items"
    __table_args__ = (
        CheckConstraint("returned_on >= issued_on", name="returned_after_issue"),
        CheckConstraint(
            "(returned_on IS NULL) = (condition IS NULL) AND (returned_on IS NULL) = (returned_to_id IS NULL)",
            name="returned_whole",
        ),
        ExcludeConstraint(
            ("kind", "="),
            ("serial", "="),
            (func.daterange(text("issued_on"), text("returned_on")), "&&"),
            name="ex_kit_items_one_place_at_a_time",
            where=text("serial IS NOT NULL"),
        ),
        Index(None, "volunteer_id"),
        Index("ix_kit_items_out", "volunteer_id", postgresql_where=text("returned_on IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    kind: Mapped[str]
    name: Mapped[str]
    serial: Mapped[str | None]
    issued_on: Mapped[date]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    returned_on: Mapped[date | None]
    returned_to_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    condition: Mapped[Condition | None] = mapped_column(words(Condition))
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    volunteer: Mapped[Volunteer] = relationship()
