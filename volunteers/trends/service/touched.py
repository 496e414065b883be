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


@dataclass
class Touched:
    """What has to be counted again: the months of each kind of figure, or whether all of that kind."""

    service: bool = False
    interest: bool = False
    openings: bool = False
    work: set[date] = field(default_factory=set)
    active: set[date] = field(default_factory=set)
    pipeline: set[date] = field(default_factory=set)
    applications: set[int] = field(default_factory=set)


def read_touched(notes: Sequence[Row[Any]], calendar: Calendar, through: date | None) -> Touched | None:
    """What the notes, and the days since figures were last counted, touch; None where everything has to be counted."""
    if through is None or through > calendar.last_day or any(_is_all(note) for note in notes):
        return None
    touched = Touched()
    if through < calendar.last_day:
        _go_on(touched, calendar, through)
    for note in notes:
        _note(touched, note)
    if touched.applications:
        found = db.session.scalars(
            text(replacing.MONTHS_OF_APPLICATIONS), {"applications": sorted(touched.applications)}
        )
        touched.pipeline.update(found)
        touched.openings = True
    touched.active.update(
        clock.add_months(month, later) for month in touched.work for later in range(WORK_COUNTS_FOR + 1)
    )
    return touched


def _is_all(note: Row[Any]) -> bool:
    """A change that every figure may hang on, or of more applications than a list was kept of."""
    return note.what == "units" or (note.what == "applications" and note.application_id is None)


def _go_on(touched: Touched, calendar: Calendar, through: date) -> None:
    """The days that have passed: what they bring was dated ahead, or is counted at the end of each month."""
    days = set(clock.months_between(through, calendar.last_day))
    touched.service = touched.interest = touched.openings = True
    touched.work |= days
    touched.pipeline |= days
    given = {"begin": clock.start_of_day(through + timedelta(days=1)), "end": calendar.cut}
    touched.applications.update(db.session.scalars(text(replacing.MOVED_BETWEEN), given))


def _note(touched: Touched, note: Row[Any]) -> None:
    months = _span(note.from_month, note.to_month)
    if note.what == "service":
        touched.service = True
    elif note.what == "interest":
        touched.interest = True
    elif note.what == "openings":
        touched.openings = True
    elif note.what in ("hours", "duties"):
        touched.work.update(months)
    else:
        touched.pipeline.update(months)
        touched.applications.add(note.application_id)


def _span(first: date | None, last: date | None) -> Iterable[date]:
    return clock.months_between(first, last) if first and last else ()
