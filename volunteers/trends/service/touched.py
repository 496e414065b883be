"""From the notes of what was changed to the months whose figures have to be counted again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, text

from volunteers import clock
from volunteers.extensions import db
from volunteers.trends.service.counting import Calendar
from volunteers.trends.service.statements import replacing

WORK_COUNTS_FOR = 2  # so many months after it was done, work still makes its doer an active one

Span = tuple[int, date | None, date | None]  # an application, and the first and last month noted for it


@dataclass
class Touched:
    """What has to be counted again: the months of each kind of figure, or whether all of that kind."""

    service: bool = False
    interest: bool = False
    openings: bool = False
    work: set[date] = field(default_factory=set)
    active: set[date] = field(default_factory=set)
    started: set[date] = field(default_factory=set)
    sent: set[date] = field(default_factory=set)
    moved: set[date] = field(default_factory=set)


def read_touched(notes: Sequence[Row[Any]], calendar: Calendar, through: date | None) -> Touched | None:
    """What the notes, and the days since figures were last counted, touch; None where everything has to be counted."""
    if through is None or through > calendar.last_day or any(_is_all(note) for note in notes):
        return None
    touched = Touched()
    spans = [(note.application_id, note.from_month, note.to_month) for note in notes if note.what == "applications"]
    if through < calendar.last_day:
        spans += _go_on(touched, calendar, through)
    for note in notes:
        _note(touched, note)
    if spans:
        _trace(touched, spans)
    touched.active.update(
        clock.add_months(month, later) for month in touched.work for later in range(WORK_COUNTS_FOR + 1)
    )
    return touched


def _is_all(note: Row[Any]) -> bool:
    """A change that every figure may hang on, or of more applications than a list was kept of."""
    return note.what == "units" or (note.what == "applications" and note.application_id is None)


def _go_on(touched: Touched, calendar: Calendar, through: date) -> list[Span]:
    """The days that have passed: what they bring was dated ahead, or is counted at the end of each month.

    Comes to the applications that moved on these days, as if that had been noted.
    """
    days = clock.months_between(through, calendar.last_day)
    touched.service = touched.interest = touched.openings = True
    for months in (touched.work, touched.started, touched.sent, touched.moved):
        months.update(days)
    given = {"begin": clock.start_of_day(through + timedelta(days=1)), "end": calendar.cut}
    moved = db.session.scalars(text(replacing.MOVED_BETWEEN), given)
    return [(application_id, days[0], days[-1]) for application_id in moved]


def _note(touched: Touched, note: Row[Any]) -> None:
    if note.what == "service":
        touched.service = True
    elif note.what == "interest":
        touched.interest = True
    elif note.what == "openings":
        touched.openings = True
    elif note.what in ("hours", "duties"):
        touched.work.update(_span(note.from_month, note.to_month))


def _trace(touched: Touched, spans: Sequence[Span]) -> None:
    """From applications, and the months in which something of each was changed, to all months that hang on it."""
    ids, from_months, to_months = zip(*spans, strict=True)
    given = {"applications": list(ids), "from_months": list(from_months), "to_months": list(to_months)}
    for found in db.session.execute(text(replacing.MONTHS_OF_APPLICATIONS), given):
        months: set[date] = getattr(touched, found.kind)
        months.add(found.month)
    touched.openings = True


def _span(first: date | None, last: date | None) -> Iterable[date]:
    return clock.months_between(first, last) if first and last else ()
