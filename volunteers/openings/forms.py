"""The forms of openings: one to make or change an opening, one to ask to be told."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from wtforms import HiddenField
from wtforms.validators import Regexp

from volunteers.errors import Refusal
from volunteers.openings.queries import OpeningLine
from volunteers.openings.rules import BY_WINDOW_ALONE, MOST_PLACES, OpeningPlan
from volunteers.web.fields import DayField, email, line, paragraph, pick
from volunteers.web.forms import CreatingForm
from volunteers.web.numbers import WholeNumberField

PLACE_FIELDS = ("unit_id", "role")
Choices = Sequence[tuple[str, str]]
# Beside which field a refusal is shown; any other is an error of the form as a whole.
FIELD_OF = {
    "unknown_unit": "unit_id",
    "no_unit": "unit_id",
    "unknown_role": "role",
    "no_title": "title",
    "closes_before_it_opens": "closes_on",
    "closes_in_the_past": "closes_on",
    "overlaps": "opens_on",
    "orientation_too_early": "orientation_on",
    "orientation_too_late": "orientation_on",
    "no_start": "starts_on",
    "starts_before_it_closes": "starts_on",
    "places": "places",
    "fewer_than_taken": "places",
}


class OpeningForm(CreatingForm):
    """An opening as it is asked for. ``version`` is that of the stored one the person saw."""

    title = line("Title", missing="Enter a title.", hint="For example, New cadets for September", longest=100)
    words = paragraph(
        "What should people know?",
        missing=None,
        hint="Where and when you meet, and what is special about it",
        longest=2_000,
    )
    opens_on = DayField(
        "First day to apply", missing="Enter the first day to apply.", name_of_it="The first day to apply"
    )
    closes_on = DayField(
        "Last day to apply", missing="Enter the last day to apply.", name_of_it="The last day to apply"
    )
    places = WholeNumberField(
        "Number of places (optional)", wrong=f"The number of places must be between 1 and {MOST_PLACES}.", missing=None,
        most=MOST_PLACES, description="Leave this empty if there is no limit",
    )  # fmt: skip
    orientation_on = DayField(
        "Date of the orientation evening (optional)", missing=None, name_of_it="The date of the orientation evening"
    )
    starts_on = DayField(
        "Start date (optional)", missing=None, name_of_it="The start date", hint="The day new people start"
    )
    version = HiddenField(
        default="1", filters=[str], validators=[Regexp(r"^[0-9]{1,9}\Z", message="Open this page again.")]
    )

    def of_strand(self, strand: str) -> Self:
        """The form in the order of the page; the start is asked of everyone where age is judged on it."""
        for name in [name for name in self._fields if name not in PLACE_FIELDS]:
            self._fields[name] = self._fields.pop(name)
        if strand in BY_WINDOW_ALONE:
            self.starts_on.label.text = "Start date"
            self.starts_on.description = "The day new people start. Their age is judged on this day."
        return self

    def plan(self, strand: str, *, unit_id: int | None, role: str | None) -> OpeningPlan:
        """What was asked for."""
        said = self.data
        return OpeningPlan(
            strand=strand, title=said["title"], words=said["words"] or "", unit_id=unit_id, role=role,
            opens_on=said["opens_on"], closes_on=said["closes_on"], places=said["places"],
            orientation_on=said["orientation_on"], starts_on=said["starts_on"],
        )  # fmt: skip

    def place_fields(self) -> list[Any]:
        """The fields that only a new opening has: its unit, and its role in a strand that has roles."""
        return [self._fields[name] for name in PLACE_FIELDS if name in self._fields]

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Show each refusal beside the field that can put it right."""
        for refusal in refusals:
            field = self._fields.get(FIELD_OF.get(refusal.code, ""))
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]


class InterestForm(CreatingForm):
    """An address to be told when something opens."""

    email = email("E-mail address", hint="We use it to tell you when this opens, and for nothing else.")


def new_opening_form(strand: str, units: Choices, roles: Choices, *, for_all: bool) -> OpeningForm:
    """The form for a new opening in these units, or for the whole force where that is allowed."""
    everywhere = [("", "The whole force")] if for_all else [("", "Choose a unit")]
    fields: dict[str, Any] = {
        "unit_id": pick("Unit", [*everywhere, *units], missing=None if for_all else "Choose a unit.")
    }
    if roles:
        fields["role"] = pick("Role", [("", "Any role"), *roles], missing=None)
    made: type[OpeningForm] = type("OpeningFormOfStrand", (OpeningForm,), fields)
    return made().of_strand(strand)


def change_opening_form(line: OpeningLine) -> OpeningForm:
    """The form to change an opening, filled in as it is stored."""
    return OpeningForm(obj=line).of_strand(line.strand)
