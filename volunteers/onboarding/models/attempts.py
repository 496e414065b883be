"""Every result that a check ever had: written once, and never changed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.onboarding.rules import CheckState


class CheckAttempt(Model):
    """One result as someone wrote it down. A correction is another row of the same number, and the last one counts.

    ``document_id`` is the applicant's paper that shows it; ``reference`` a number that does. ``reason`` says why it
    counts where a rule alone would not have let it.
    """

    __tablename__ = "check_attempts"
    __table_args__ = (UniqueConstraint("application_id", "code", "number", "correction"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str]
    number: Mapped[int]
    correction: Mapped[int] = mapped_column(default=0)
    state: Mapped[CheckState] = mapped_column(words(CheckState))
    result_on: Mapped[date]
    valid_until: Mapped[date | None]
    reference: Mapped[str | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    course: Mapped[str | None]
    place: Mapped[str | None]
    reason: Mapped[str | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime]
