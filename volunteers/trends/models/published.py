"""Series that others published, imported for context."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class PublishedCount(Model):
    """A number someone else published, shown as context and credited; the series says of what."""

    __tablename__ = "published_counts"
    __table_args__ = (Index(None, "series", "as_at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str]
    as_at: Mapped[date]
    as_at_words: Mapped[str]
    value: Mapped[int]
    precision: Mapped[str]
    source: Mapped[str]
    source_url: Mapped[str | None]
    note: Mapped[str | None]
