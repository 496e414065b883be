"""A session: what it is for, when, where, for how many, and until when applicants may change their minds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Regexp

from volunteers import clock
from volunteers.appointments.models import Session
from volunteers.appointments.rules import SessionPlan
from volunteers.appointments.rules.planning import LONGEST_CUT_OFF, MOST_PLACES, MOST_SLOTS
from volunteers.appointments.rules.purposes import Purpose
from volunteers.web.fields import DayField, line, paragraph, pick
from volunteers.web.forms import CreatingForm
from volunteers.web.london import LondonClockField, moment_of
from volunteers.web.numbers import WholeNumberField

Choices = Sequence[tuple[str, str]]
LATE = 60 * 24


class SessionForm(CreatingForm):
    """What the page makes of its answers; its fields stand in ``session_form``. ``revision`` is the one it showed."""

    purposes: Sequence[Purpose] = ()
    units: Choices = ()

    def times(self) -> tuple[datetime, datetime] | None:
        """When it starts and ends; None, with the fields saying why, where London has no such times."""
        day, starts, ends = self["day"].data, self["starts"].data, self["ends"].data
        if day is None or starts is None or ends is None:
            return None
        starts_at = self._moment("starts", day)
        ends_at = self._moment("ends", day + timedelta(days=ends < starts))
        return None if starts_at is None or ends_at is None else (starts_at, ends_at)

    def plan(self, strand: str, times: tuple[datetime, datetime], *, known: Session | None = None) -> SessionPlan:
        """The session as it is asked for. A changed one stays for what it is for."""
        purpose = self._purpose(known)
        unit_id = int(self["unit_id"].data) if self["unit_id"].data else None
        place = self["place"].data or dict(self.units).get(str(unit_id), "")
        return SessionPlan(
            kind=purpose.kind, strand=strand, area=self["area"].data, check_code=purpose.check_code,
            title=self["title"].data or purpose.name, place=place,
            address=self["address"].data or "", unit_id=unit_id, starts_at=times[0], ends_at=times[1],
            capacity=self["capacity"].data, cut_off_hours=self["cut_off_hours"].data,
            notes_for_applicants=self["notes"].data or "",
        )  # fmt: skip

    @property
    def slots(self) -> tuple[int, int]:
        """How many in a row, and with how many minutes between them."""
        return self["count"].data or 1, self["gap"].data or 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field for itself; then a place, in words or as a unit."""
        fit = bool(super().validate(extra_validators))
        if not self["place"].data and not self["unit_id"].data and not self["place"].errors:
            self["place"].errors = ["Enter where it is, or choose a unit."]
            return False
        return fit

    def _purpose(self, known: Session | None) -> Purpose:
        if known is not None:
            return Purpose(known.kind, known.check_code, known.title)
        return next(each for each in self.purposes if each.value == self["purpose"].data)

    def _moment(self, name: str, day: Any) -> datetime | None:
        try:
            return moment_of(day, self[name])
        except ValueError as fault:
            self[name].errors = [str(fault)]
            return None


def session_form(
    purposes: Sequence[Purpose], areas: Choices, units: Choices, *, usual_cut_off: int, known: Session | None = None
) -> SessionForm:
    """The form for a session of a strand in these areas; for one that is ``known``, filled in and without its kind."""
    fields = {
        **({} if known else {"purpose": _purpose_field(purposes)}),
        "title": line(
            "Title (optional)", missing=None, longest=100, hint="Only if it needs a name of its own"
        ),
        "area": pick("Area", areas if len(areas) == 1 else [("", "Choose one"), *areas], missing="Choose an area."),
        "unit_id": pick("Unit (optional)", [("", "None in particular"), *units], missing=None),
        "place": line("Place", missing=None, longest=100, hint="For example, Bridewell police station, room 4"),
        "address": line("Address (optional)", missing=None),
        "day": DayField("Day", missing="Enter the day.", name_of_it="The day"),
        "starts": LondonClockField("Start time", missing="Enter the time it starts."),
        "ends": LondonClockField("End time", missing="Enter the time it ends.", hint="An end before the start is the "
                                 "next day"),
        **_number_fields(usual_cut_off, with_slots=known is None),
        "notes": paragraph(
            "Notes for applicants (optional)", missing=None, longest=1_000, hint="For example, bring trainers and water"
        ),
        "revision": HiddenField(default="1", validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")]),
    }  # fmt: skip
    made: type[SessionForm] = type("SessionFormOfStrand", (SessionForm,), fields)
    form = made(**_begin(known) if known else {})
    form.purposes, form.units = purposes, units
    return form


def _purpose_field(purposes: Sequence[Purpose]) -> Any:
    choices = [("", "Choose one"), *((each.value, each.name) for each in purposes)]
    return pick("What is it for?", choices, missing="Choose what it is for.")


def _number_fields(usual_cut_off: int, *, with_slots: bool) -> dict[str, Any]:
    fields = {
        "capacity": WholeNumberField(
            "Places", wrong=f"The number of places must be between 1 and {MOST_PLACES}.",
            missing="Enter how many places there are.", most=MOST_PLACES,
        ),
        "cut_off_hours": WholeNumberField(
            "Hours before the start until which applicants may book, move and cancel (optional)",
            wrong=f"The hours must be between 0 and {LONGEST_CUT_OFF}.", missing=None, least=0, most=LONGEST_CUT_OFF,
            description=f"Leave empty for the usual {usual_cut_off} hours",
        ),
    }  # fmt: skip
    if with_slots:
        fields["count"] = WholeNumberField(
            "How many in a row (optional)", wrong=f"Make between 1 and {MOST_SLOTS} at once.", missing=None,
            most=MOST_SLOTS, description="The first has the times above; each has the same number of places",
        )  # fmt: skip
        fields["gap"] = WholeNumberField(
            "Minutes between them (optional)", wrong="The gap must be between 0 minutes and a day.", missing=None,
            least=0, most=LATE,
        )  # fmt: skip
    return fields


def _begin(known: Session) -> dict[str, Any]:
    starts, ends = clock.in_london(known.starts_at), clock.in_london(known.ends_at)
    return {
        "title": known.title, "area": known.area, "unit_id": str(known.unit_id or ""), "place": known.place,
        "address": known.address, "day": starts.date(), "starts": starts.time(), "ends": ends.time(),
        "capacity": known.capacity, "cut_off_hours": known.cut_off_hours, "notes": known.notes_for_applicants,
        "revision": str(known.revision),
    }  # fmt: skip
