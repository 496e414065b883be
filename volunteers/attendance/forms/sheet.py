"""One page on which everyone on a duty is booked on and off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from volunteers import clock
from volunteers.web.forms import CreatingForm
from volunteers.web.london import LondonClockField, moment_of, nearest_day


@dataclass(frozen=True)
class Times:
    """What the page says of one person: the moments entered, None where nothing was."""

    sign_up_id: int
    on: datetime | None
    off: datetime | None


@dataclass(frozen=True)
class Cell:
    """A time to enter, or one that has been booked."""

    heading: str
    field: Any
    booked: datetime | None


class AttendanceForm(CreatingForm):
    """Two times for each person; what has been booked already is not asked again."""

    def bookings(self, people: Iterable[Any], starts_at: datetime) -> list[Times]:
        """The moments entered, each on the day nearest to the duty. A time that cannot be becomes its field's error."""
        return [self._booking(person, starts_at) for person in people]

    def _booking(self, person: Any, starts_at: datetime) -> Times:
        on_field, off_field = self._fields.get(f"on_{person.sign_up_id}"), self._fields.get(f"off_{person.sign_up_id}")
        on = self._moment(on_field, starts_at)
        came = on or person.on
        off = self._moment(off_field, came, after=True) if came or _filled(off_field) else None
        return Times(person.sign_up_id, on, off)

    def _moment(self, field: Any, near: datetime | None, *, after: bool = False) -> datetime | None:
        if not _filled(field):
            return None
        if near is None:
            field.errors = ["Enter when they booked on as well."]
            return None
        try:
            if not after:
                return moment_of(nearest_day(field, near), field)
            return _next_after(field, near)
        except ValueError as fault:
            field.errors = [str(fault)]
            return None

    def cells(self, person: Any) -> list[Cell]:
        """What stands in the two columns of a person's row."""
        fields = self._fields
        return [
            Cell("On at", fields.get(f"on_{person.sign_up_id}"), person.on),
            Cell("Off at", fields.get(f"off_{person.sign_up_id}"), person.off),
        ]

    def problems(self) -> list[dict[str, str]]:
        """As on every form, each line with the person and the time it speaks of."""
        labels = {f"#{field.id}": field.label.text for field in self._fields.values()}
        return [
            {**line, "text": f"{labels[line['href']]}: {line['text']}"} if "href" in line else line
            for line in super().problems()
        ]

    @property
    def has_errors(self) -> bool:
        return bool(self.problems())


def attendance_form(people: Iterable[Any]) -> AttendanceForm:
    """The form for these people: a time on where they are not on yet, a time off where they are not off yet."""
    fields: dict[str, LondonClockField] = {}
    for person in people:
        if person.on is None:
            fields[f"on_{person.sign_up_id}"] = LondonClockField(f"{person.name}, on at", missing=None, hint="")
        if person.off is None:
            fields[f"off_{person.sign_up_id}"] = LondonClockField(f"{person.name}, off at", missing=None, hint="")
    made: type[AttendanceForm] = type("AttendanceFormOfDuty", (AttendanceForm,), fields)
    return made()


def _filled(field: Any) -> bool:
    return field is not None and field.data is not None


def _next_after(field: LondonClockField, moment: datetime) -> datetime:
    """The first time after a moment that a London clock shows this time of day."""
    day = clock.on(moment)
    try:
        same_day = moment_of(day, field)
    except ValueError:
        if clock.in_london(moment).time() < (field.data or clock.in_london(moment).time()):
            raise
    else:
        if same_day > moment:
            return same_day
    return moment_of(day + timedelta(days=1), field)
