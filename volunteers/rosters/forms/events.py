"""An event, and several sessions of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from volunteers.rosters.forms.planning_fields import Choices, asking
from volunteers.web.fields import DayField, line, paragraph, pick
from volunteers.web.forms import CreatingForm
from volunteers.web.london import LondonClockField, moment_of

ROWS = (1, 2, 3, 4, 5, 6)
PARTS = ("day", "starts", "ends")


class EventForm(CreatingForm):
    """What the page makes of its answers."""


@dataclass(frozen=True)
class SessionParts:
    """The fields of one session."""

    number: int
    day: Any
    starts: Any
    ends: Any

    @property
    def is_filled(self) -> bool:
        """Whether anything was said of it, or is wrong."""
        fields = (self.day, self.starts, self.ends)
        return any(field.data is not None or field.errors for field in fields)


class SessionsForm(CreatingForm):
    """Up to six sessions; an empty one is none."""

    def rows(self) -> list[SessionParts]:
        """The fields of each session, for the page."""
        return [SessionParts(number, *(self[f"{part}_{number}"] for part in PARTS)) for number in ROWS]

    def times(self) -> list[tuple[datetime, datetime]] | None:
        """When each begins and ends; None, with the fields saying why, where one is half said or cannot be."""
        filled = [row for row in self.rows() if row.is_filled]
        if not filled:
            self.form_errors.append("Enter the day and the hours of at least one session.")
        found = [self._times(row) for row in filled]
        times = [one for one in found if one is not None]
        return times if filled and len(times) == len(found) else None

    def _times(self, row: SessionParts) -> tuple[datetime, datetime] | None:
        missing = {"day": "Enter the day.", "starts": "Enter the time it starts.", "ends": "Enter the time it ends."}
        for name, words in missing.items():
            field = getattr(row, name)
            if field.data is None and not field.errors:
                field.errors = [words]
        if row.day.errors or row.starts.errors or row.ends.errors:
            return None
        starts_at = self._moment(row.starts, row.day.data)
        ends_at = self._moment(row.ends, row.day.data + timedelta(days=row.ends.data < row.starts.data))
        return None if starts_at is None or ends_at is None else (starts_at, ends_at)

    def _moment(self, field: Any, day: Any) -> datetime | None:
        try:
            return moment_of(day, field)
        except ValueError as fault:
            field.errors = [str(fault)]
            return None


def event_form(strands: Choices, areas: Choices) -> EventForm:
    """The form for an event of one of these kinds of volunteering, in one of these areas."""
    fields: dict[str, Any] = {
        "title": line(
            "What is the event?", missing="Enter a title.", hint="For example, Bristol Harbour Festival", longest=100
        ),
        "strand": pick("Kind of volunteering", asking(strands), missing="Choose a kind of volunteering."),
        "area": pick("Area", asking(areas), missing="Choose an area."),
        "about": paragraph("What is it about?", missing=None, hint="For those who plan it"),
    }
    made: type[EventForm] = type("EventFormOfViewer", (EventForm,), fields)
    return made()


def sessions_form(sessions: Sequence[tuple[str, str]]) -> SessionsForm:
    """The form for more sessions of an event, each like one of those it has."""
    fields: dict[str, Any] = {"like": pick("Like which session?", sessions, missing="Choose a session.")}
    for number in ROWS:
        name = f"The day of session {number}"
        fields[f"day_{number}"] = DayField("Date", missing=None, name_of_it=name)
        fields[f"starts_{number}"] = LondonClockField("Start time", missing=None, hint="")
        fields[f"ends_{number}"] = LondonClockField("End time", missing=None, hint="")
    made: type[SessionsForm] = type("SessionsFormOfEvent", (SessionsForm,), fields)
    return made()
