"""The return of a session on one page: who was there, the device, the times, and the sheet with many rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, StringField

from volunteers import clock
from volunteers.speedwatch.forms.offering import choices
from volunteers.speedwatch.models import Device
from volunteers.speedwatch.queries.sessions import Member
from volunteers.speedwatch.rules.sheet import (
    MOST_ROWS,
    ROWS_AT_FIRST,
    Bounds,
    Draft,
    TypedRow,
    Vehicle,
    read_sheet,
    read_time,
)
from volunteers.speedwatch.service import Return
from volunteers.web.fields import line, one_of, pick, tidy
from volunteers.web.forms import Form
from volunteers.web.london import LondonClockField, moment_of

COLUMNS = (("at", "Time"), ("registration", "Registration"), ("make", "Make"), ("colour", "Colour"), ("speed", "Speed"))
WEATHER = (("dry", "Dry"), ("overcast", "Dry, overcast"), ("light_rain", "Light rain"), ("windy", "Windy"))
NOT_KEPT = {"csrf_token", "version", "do"}
LONGEST_CELL = 60


class ReturnForm(Form):
    """What every return says; ``return_form`` adds the people of the team and the rows of the sheet."""

    version = HiddenField(filters=[tidy])
    shown = HiddenField(filters=[tidy])
    device = pick("Device", [], missing="Choose the device you used.")
    checked = BooleanField("We checked the device before we started, and it worked")
    weather = one_of("Weather", WEATHER, missing="Choose what the weather was like.")
    stood_from = LondonClockField("We stood from", missing="Enter from when you stood there.")
    stood_until = LondonClockField("We stood until", missing="Enter until when you stood there.")
    counted = line("How many vehicles passed?", missing="Enter how many vehicles you counted.", longest=6,
                   hint="All of them, not only those that were too fast.")  # fmt: skip
    team: Sequence[Member] = ()
    rows_shown = ROWS_AT_FIRST

    def draft(self) -> Draft:
        """Everything as it was typed."""
        names = [name for name in self._fields if name not in NOT_KEPT and not name.startswith("row_")]
        values = {name: str(self._fields[name].raw_data[0]) for name in names if self._fields[name].raw_data}
        return Draft(values, tuple(self.rows()))

    def rows(self) -> list[TypedRow]:
        """The rows of the sheet as they were typed."""
        return [
            TypedRow(*(self._fields[f"row_{number}_{name}"].data or "" for name, _ in COLUMNS))
            for number in range(self.rows_shown)
        ]

    def cells(self, number: int) -> list[tuple[str, Any]]:
        """The heading and field of each column of a row."""
        return [(heading, self._fields[f"row_{number}_{name}"]) for name, heading in COLUMNS]

    def people(self) -> list[tuple[Member, Any, Any]]:
        """Each person of the team with their tick and their time."""
        return [
            (one, self._fields[f"here_{one.sign_up_id}"], self._fields[f"from_{one.sign_up_id}"]) for one in self.team
        ]

    def asked(self, day: date, *, threshold: int, highest: int) -> Return | None:
        """The return, when everything typed can be read; None with each fault at its field."""
        stood = [self._moment(day, field) for field in (self.stood_from, self.stood_until)]
        counted = str(self.counted.data or "")
        if counted and not (counted.isascii() and counted.isdigit()):
            self.counted.errors = ["Enter how many vehicles you counted, in numbers."]
        if self.stood_from.data is None or self.stood_until.data is None:
            return None
        bounds = Bounds(self.stood_from.data, self.stood_until.data, threshold, highest)
        vehicles = self._vehicles(bounds)
        came = self._came(day, stood[0])
        if stood[0] is None or stood[1] is None or any(field.errors for field in self._fields.values()):
            return None
        return Return(
            int(self.device.data), bool(self.checked.data), self.weather.data, stood[0], stood[1], came, int(counted),
            vehicles,
        )  # fmt: skip

    def problems(self) -> list[dict[str, str]]:
        """As on every form; each line of the sheet says which row it is about."""
        labels = {f"#{field.id}": field.label.text for name, field in self._fields.items() if name.startswith("row_")}
        return [
            {**one, "text": f"{labels[one['href']]}: {one['text']}"} if one.get("href") in labels else one
            for one in super().problems()
        ]

    def _vehicles(self, bounds: Bounds) -> list[Vehicle]:
        vehicles, faults = read_sheet(self.rows(), bounds)
        for (number, column), words in faults.items():
            self._fields[f"row_{number}_{column}"].errors = [words]
        return vehicles

    def _came(self, day: date, stood_from: datetime | None) -> dict[int, datetime]:
        found = {}
        for member, here, at in self.people():
            if not here.data:
                continue
            typed = (at.data or "").strip()
            wall = read_time(typed) if typed else None
            if typed and wall is None:
                at.errors = [
                    "Enter the time they came, like 10:15, or leave it empty if they were there from the start."
                ]
            elif wall is not None:
                found[member.sign_up_id] = clock.from_london(datetime.combine(day, wall))
            elif stood_from is not None:
                found[member.sign_up_id] = stood_from
        return found

    @staticmethod
    def _moment(day: date, field: LondonClockField) -> datetime | None:
        if field.data is None:
            return None
        try:
            return moment_of(day, field)
        except ValueError as fault:
            field.errors = [str(fault)]
            return None


def return_form(
    team: Sequence[Member], devices: Sequence[Device], *, shown: int, draft: Draft | None, version: int,
    typed: MultiDict[str, Any] | None = None,
) -> ReturnForm:  # fmt: skip
    """The form for this team and these devices, filled with a draft, or with what was typed when a sign-in ran out."""
    shown = max(ROWS_AT_FIRST, min(shown, MOST_ROWS))
    fields: dict[str, Any] = {"team": team, "rows_shown": shown}
    for one in team:
        fields[f"here_{one.sign_up_id}"] = BooleanField(one.name)
        fields[f"from_{one.sign_up_id}"] = StringField(f"{one.name}, there from", filters=[tidy])
    for number in range(shown):
        for name, heading in COLUMNS:
            fields[f"row_{number}_{name}"] = StringField(f"Row {number + 1}, {heading.lower()}", filters=[_cell])
    made: type[ReturnForm] = type("ReturnFormOfSession", (ReturnForm,), fields)
    filled = _filled(draft, version, shown) if draft else typed
    form = made() if filled is None else made(formdata=filled)
    form.device.choices = choices(
        [("", "Choose a device"), *((str(one.id), f"{one.make}, {one.serial}") for one in devices)]
    )
    return form


def rows_of(draft: Draft) -> int:
    """How many rows were shown when a draft was saved."""
    shown = str(draft.values.get("shown", ""))
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 5 else len(draft.rows)


def _filled(draft: Draft, version: int, shown: int) -> MultiDict[str, str]:
    typed = {**draft.values, "version": str(version), "shown": str(shown)}
    for number, row in enumerate(draft.rows[:shown]):
        typed |= {f"row_{number}_{name}": getattr(row, name) for name, _ in COLUMNS}
    return MultiDict(typed)


def _cell(value: str | None) -> str:
    return (tidy(value) or "")[:LONGEST_CELL]
