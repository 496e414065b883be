"""What coordinators write down about a case for each other. The applicant never sees it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class CaseNote(Model):
    """One note on one application. At most one of an application is pinned, to stand on top of its page.

    A note that was removed is shown to nobody; that it was there stays in the history.
    """

    __tablename__ = "case_notes"
    __table_args__ = (
        Index(None, "application_id", "id"),
        Index(
            "uq_case_notes_pinned", "application_id", unique=True,
            postgresql_where=text("is_pinned AND removed_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    body: Mapped[str]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
