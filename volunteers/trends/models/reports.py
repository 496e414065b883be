"""Reports that were made from releases, and who wants to be told of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.trends.models.releases import Release
from volunteers.trends.rules.reports.kinds import ReportKind
from volunteers.trends.rules.reports.pdf import no_pdf_words


class Report(Model):
    """A report of a published release: ``content`` is the document, ``digest`` its SHA-256. It is never changed.

    ``pdf`` is its printed form, once a worker has made it; ``without_pdf`` says why there is none. ``told_at`` is when
    those who want a link were told of it. The database refuses to change anything else, and these once they are there.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("kind", "release_id"),
        CheckConstraint("digest = encode(sha256(content), 'hex')", name="digest_of_content"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(words(ReportKind))
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    content: Mapped[bytes] = mapped_column(deferred=True)
    digest: Mapped[str]
    made_at: Mapped[datetime]
    pdf: Mapped[bytes | None] = mapped_column(deferred=True)
    without_pdf: Mapped[str]
    told_at: Mapped[datetime | None]
    has_pdf: Mapped[bool] = column_property(pdf.is_not(None))
    release: Mapped[Release] = relationship()

    @property
    def no_pdf(self) -> str:
        """Why there is no PDF, in words; empty where there is one."""
        return "" if self.has_pdf else no_pdf_words(self.without_pdf)


class ReportReader(Model):
    """Whether someone wants a link when a report is made. Who never chose has no row."""

    __tablename__ = "report_readers"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    wants_link: Mapped[bool]
    chosen_at: Mapped[datetime]
