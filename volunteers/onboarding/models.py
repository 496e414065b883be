"""The checks made on an application, side by side."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.rules import CheckState

__all__ = ["Check", "CheckState"]


class Check(Model):
    """One check of one application: its state, result date, how long it holds and who recorded it."""

    __tablename__ = "checks"
    __table_args__ = (UniqueConstraint("application_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str]
    state: Mapped[CheckState] = mapped_column(words(CheckState))
    asked_on: Mapped[date | None]
    result_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    reference: Mapped[str | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
