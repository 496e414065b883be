"""The forms of one's own availability: usual times, day job, and days that are different."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self, cast

from wtforms import Field

from volunteers.availability.rules import (
    ALL_PARTS,
    DAY_NAMES,
    MOST_JOB_HOURS,
    OFFICE_HOURS,
    PARTS,
    Availability,
    WeeklyTime,
    between,
    clocks_of,
    part_of,
)
from volunteers.errors import Refusal
from volunteers.web.fields import ClockField, DayField, line, one_of, pick, several_of
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.numbers import WholeNumberField

EXACT, SPARE = 14, 2  # as many as there are lines, and as are shown empty
DAYS = [(str(number), name) for number, name in enumerate(DAY_NAMES)]
TICKS = [(f"{day}-{part.code}", f"{name} {part.name.lower()}") for day, name in DAYS for part in PARTS]
# What one button ticks; nothing is saved by it.
FILLS: dict[str, tuple[str, frozenset[str]]] = {
    "evenings": ("Weekday evenings", frozenset(f"{day}-evening" for day in range(5))),
    "weekends": ("Weekends", frozenset(f"{day}-{code}" for day in (5, 6) for code in ("morning", "afternoon"))),
    "all": ("Any time", frozenset(value for value, _ in TICKS)),
    "none": ("Clear", frozenset()),
}
NEEDS_ALL = "Choose a day, and enter when it starts and ends."


class UsualForm(Form):
    """A tick for each part of each day, and a few times of one's own. Its fields are made by ``_usual_form``."""

    def times(self) -> list[WeeklyTime]:
        """Everything ticked and written."""
        said = [part_of(int(day), code) for day, code in (value.split("-") for value in self._ticked)]
        return said + [
            between(int(day.data), starts.data, ends.data) for day, starts, ends in self.exact_rows() if day.data
        ]

    def exact_rows(self) -> list[tuple[Field, Field, Field]]:
        """The lines for times of one's own: the day, the start, the end."""
        names = ("exact_{}_day", "exact_{}_from", "exact_{}_to")
        return [
            cast(tuple[Field, Field, Field], tuple(self._fields[name.format(number)] for name in names))
            for number in range(1, EXACT + 1)
        ]

    def shown_rows(self) -> list[tuple[Field, Field, Field]]:
        """Those lines up to the last that says anything, and a few empty ones."""
        rows = self.exact_rows()
        filled = [place for place, row in enumerate(rows, 1) if any(map(_is_said, row))]
        return rows[: max(filled, default=0) + SPARE]

    @property
    def has_exact(self) -> bool:
        """Whether any time of one's own is there, or is wrong."""
        return any(_is_said(field) or field.errors for row in self.exact_rows() for field in row)

    def is_ticked(self, day: int, code: str) -> bool:
        return f"{day}-{code}" in self._ticked

    def fill(self, code: str) -> None:
        """Tick what one button stands for beside what is ticked; the last button leaves nothing ticked."""
        more = FILLS[code][1]
        ticked = self._ticked | more if more else frozenset()
        self._fields["parts"].data = [value for value, _ in TICKS if value in ticked]

    def validate(self, extra_validators: Any = None) -> bool:
        """A time of one's own is a day, a start and an end, or nothing at all."""
        fine: bool = super().validate(extra_validators)
        for day, starts, ends in self.exact_rows():
            given = [bool(day.data), starts.data is not None, ends.data is not None]
            if any(given) and not all(given) and not (starts.errors or ends.errors):
                first = (day, starts, ends)[given.index(False)]
                first.errors = [NEEDS_ALL]
                fine = False
        return fine

    @property
    def _ticked(self) -> frozenset[str]:
        known = {value for value, _ in TICKS}
        return frozenset(value for value in self._fields["parts"].data or () if value in known)


class DayJobForm(Form):
    """A day job in one line, as the same days and hours every week, or as hours a week on shifts."""

    job = one_of(
        "Your day job",
        [
            ("none", "I have none, or its hours change nothing"),
            ("office", "Monday to Friday, 9am to 5pm"),
            ("fixed", "The same days and hours every week"),
            ("shifts", "Shifts that change"),
        ],
        missing="Choose what your day job is like.",
    )
    job_days = several_of("On these days", DAYS, missing=None)
    job_from = ClockField("It starts at", missing=None, hint="For example, 8:30am")
    job_to = ClockField("It ends at", missing=None, hint="For example, 4:30pm")
    job_hours = WholeNumberField(
        "Hours a week", wrong=f"The hours a week must be a number from 1 to {MOST_JOB_HOURS}.", missing=None,
        most=MOST_JOB_HOURS,
    )  # fmt: skip

    @classmethod
    def of(cls, said: Availability) -> Self:
        """The form filled in with what was said."""
        form = cls(formdata=None)
        if said.job == OFFICE_HOURS:
            form.job.data = "office"
        elif said.job:
            _, form.job_from.data, form.job_to.data = clocks_of(said.job[0])
            form.job.data, form.job_days.data = "fixed", [str(clocks_of(one)[0]) for one in said.job]
        elif said.job_minutes:
            form.job.data, form.job_hours.data = "shifts", said.job_minutes // 60
        else:
            form.job.data = "none"
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """What belongs to the answer chosen must be there; what belongs to another is not looked at."""
        super().validate(extra_validators)
        for kind, fields in self._belonging().items():
            for field in fields:
                if kind != self.job.data:
                    field.errors = []
                elif field.data in (None, []) and not field.errors:
                    field.errors = [MISSING[field.name]]
        return not self.errors

    def _belonging(self) -> dict[str, tuple[Field, ...]]:
        return {"fixed": (self.job_days, self.job_from, self.job_to), "shifts": (self.job_hours,)}

    def times(self) -> tuple[WeeklyTime, ...]:
        if self.job.data == "office":
            return OFFICE_HOURS
        starts, ends = self.job_from.data, self.job_to.data
        if self.job.data != "fixed" or starts is None or ends is None:
            return ()
        return tuple(between(int(day), starts, ends) for day in self.job_days.data)

    @property
    def minutes(self) -> int:
        return (self.job_hours.data or 0) * 60 if self.job.data == "shifts" else 0


MISSING = {
    "job_days": "Choose the days you work.",
    "job_from": "Enter when your work starts.",
    "job_to": "Enter when your work ends.",
    "job_hours": "Enter how many hours a week you work.",
}


class DaysForm(CreatingForm):
    """Days on which they are away, or on which they can although they usually cannot."""

    kind = one_of(
        "On these days",
        [("away", "I am away"), ("can", "I can, although I usually cannot")],
        missing="Choose whether you are away or can be on duty.",
    )
    first_on = DayField("First day", missing="Enter the first day.", name_of_it="The first day")
    last_on = DayField(
        "Last day", missing=None, name_of_it="The last day", hint="Leave this empty if it is one day only"
    )
    note = line(
        "Note (optional)", missing=None, longest=100,
        hint="Only you and your coordinators can read this. Leave out anything about your health.",
    )  # fmt: skip

    def days(self) -> tuple[date, date]:
        """The first and the last day; one day alone is both."""
        first_on: date = self.data["first_on"]
        return first_on, self.data["last_on"] or first_on

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Show what is wrong with the days beside them."""
        for refusal in refusals:
            field = {"order": self.last_on, "past": self.first_on, "far": self.first_on}.get(refusal.code)
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]


def _is_said(field: Field) -> bool:
    """Whether anything stands in a box, fit to use or not."""
    return field.data not in (None, "") or any(field.raw_data or ())


def usual_form(said: Availability | None = None) -> UsualForm:
    """The form as it was sent or, given what was said before, filled in with it."""
    if said is None:
        return _UsualForm()
    form = _UsualForm(formdata=None)
    parts = {f"{day}-{code}" for one in said.usual if one in ALL_PARTS for day, code in [ALL_PARTS[one]]}
    form._fields["parts"].data = [value for value, _ in TICKS if value in parts]
    exact = [one for one in said.usual if one not in ALL_PARTS]
    for (day, starts, ends), one in zip(form.exact_rows(), exact, strict=False):
        number, starts.data, ends.data = clocks_of(one)
        day.data = str(number)
    return form


def _fields() -> dict[str, Any]:
    fields: dict[str, Any] = {"parts": several_of("When you can usually be on duty", TICKS, missing=None)}
    for number in range(1, EXACT + 1):
        fields[f"exact_{number}_day"] = pick(f"Day {number}", [("", "No day"), *DAYS], missing=None)
        fields[f"exact_{number}_from"] = ClockField(f"From {number}", missing=None, hint="")
        fields[f"exact_{number}_to"] = ClockField(f"To {number}", missing=None, hint="")
    return fields


_UsualForm: type[UsualForm] = type("UsualFormWithFields", (UsualForm,), _fields())
