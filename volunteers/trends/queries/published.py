"""Reading the published series."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, or_, select

from volunteers.extensions import db
from volunteers.trends.models import PublishedCount
from volunteers.trends.rules.context import PublishedNumber

BySeries = Mapping[str, Sequence[PublishedNumber]]


def get_published(*series: str, starting: str) -> BySeries:
    """The numbers of these series, and of all whose name begins with ``starting``, by series and in order of date."""
    return _read(series, PublishedCount.series.startswith(starting, autoescape=True))


def get_ending(*series: str, ending: str) -> BySeries:
    """The numbers of these series, and of all whose name ends so, by series and in order of date."""
    return _read(series, PublishedCount.series.endswith(ending, autoescape=True))


def _read(series: Sequence[str], named_so: ColumnElement[bool]) -> BySeries:
    rows = db.session.execute(
        select(
            PublishedCount.series, PublishedCount.as_at, PublishedCount.as_at_words, PublishedCount.value,
            PublishedCount.precision, PublishedCount.source, PublishedCount.source_url, PublishedCount.note,
        )
        .where(or_(PublishedCount.series.in_(series), named_so))
        .order_by(PublishedCount.series, PublishedCount.as_at)
    ).all()  # fmt: skip
    found: dict[str, list[PublishedNumber]] = {}
    for row in rows:
        found.setdefault(row.series, []).append(PublishedNumber(*row))
    return found
