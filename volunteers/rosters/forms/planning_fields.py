"""The fields of a duty: what, when, where, which posts, and how people come to have a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovTextInput
from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import Optional, ValidationError

from volunteers.people.queries import list_qualification_kinds
from volunteers.rosters.rules import PLAN_PRIORITIES, Giving, tidy_grid_reference
from volunteers.strands.rules import Strand
from volunteers.web.fields import DayField, line, one_of, paragraph, pick, several_of
from volunteers.web.london import LondonClockField
from volunteers.web.numbers import WholeNumberField

POSTS = (1, 2, 3, 4, 5, 6)
MOST_PLACES = 500
MOST_ADULTS = 200
Choices = Sequence[tuple[str, str]]

GIVING = (
    (Giving.FIRST_COME.value, "Whoever signs up first has the place"),
    (Giving.REQUEST.value, "People ask for a place, and a supervisor says yes or no"),
    (Giving.AUTOMATIC.value, "People ask, and when the time to sign up ends the places go to those with fewest hours"),
    (Giving.SUPERVISOR.value, "A supervisor chooses; nobody signs up"),
)
GIVEN_DAY = "at"
DEADLINES = (
    ("", "Until it starts"),
    ("2", "Until 2 hours before"),
    ("12", "Until 12 hours before"),
    ("24", "Until a day before"),
    ("48", "Until 2 days before"),
    ("168", "Until a week before"),
    (GIVEN_DAY, "Until a day and a time I choose"),
)
WRONG_REFERENCE = "Enter an Ordnance Survey grid reference, like ST 587 728."


@dataclass(frozen=True)
class Offered:
    """What the lists of the form offer, as (value, words)."""

    areas: Choices
    units: Choices


class GridReferenceField(StringField):
    """A grid reference of a map, however it is spaced; ``data`` is as it is printed, or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text:
            self.data = text[:40]
            tidied = tidy_grid_reference(text[:40])
            if tidied is None:
                raise ValueError(WRONG_REFERENCE)
            self.data = tidied


def tick(label: str, hint: str = "") -> BooleanField:
    """One box to tick."""
    return BooleanField(label, description=hint, widget=GovCheckboxInput())


def fields_of(strand: Strand, offered: Offered, *, dated: bool = True) -> dict[str, Any]:
    """Every field of a duty of a strand, in the order of the page; without a day where it is planned without one."""
    fields = _what(strand) | (_day() if dated else {}) | _hours() | _where(offered) | _people(strand)
    grades = [(grade.code, grade.name) for grade in strand.grades if grade.code in strand.grades_on_duty]
    kinds = [(kind.code, kind.name) for kind in list_qualification_kinds() if kind.is_for([strand.code])]
    for number in POSTS:
        fields |= _post_fields(number, grades, kinds)
    return fields | _signing_up(dated=dated) | _reading()


def _what(strand: Strand) -> dict[str, Any]:
    kinds = [(kind.code, kind.name) for kind in strand.duty.kinds]
    priorities = [("", "None in particular"), *PLAN_PRIORITIES.items()]
    return {
        "title": line(
            "What is the duty?", missing="Enter a title.", hint="For example, Bath city centre patrol", longest=100
        ),
        "kind": pick("Kind of duty", kinds, missing=None),
        "plan_priority": pick(
            "Which priority does it serve?", priorities, missing=None,
            hint="The first five are those of the Police and Crime Plan 2024 to 2029. The others are narrower.",
        ),
    }  # fmt: skip


def _day() -> dict[str, Any]:
    return {
        "day": DayField(
            "On which day does it start?", missing="Enter the day it starts.", name_of_it="The day it starts"
        )
    }


def _hours() -> dict[str, Any]:
    return {
        "starts": LondonClockField("Start time", missing="Enter the time it starts."),
        "ends": LondonClockField(
            "End time", missing="Enter the time it ends.", hint="An end before the start is the next day"
        ),
    }


def _where(offered: Offered) -> dict[str, Any]:
    return {
        "area": pick("Area", asking(offered.areas), missing="Choose an area."),
        "unit_id": pick("Unit", [("", "None in particular"), *offered.units], missing=None),
        "is_unit_only": tick("Only members of this unit may take a place"),
        "meeting_place": line("Where do people meet?", missing="Enter where people meet."),
        "address": paragraph("Address", missing=None, longest=500),
        "map_reference": GridReferenceField(
            "Map reference", description="An Ordnance Survey grid reference, for example ST 587 728",
            widget=GovTextInput(), validators=[Optional()],
        ),
    }  # fmt: skip


def _people(strand: Strand) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "minimum_to_run": WholeNumberField(
            "Fewest people it can run with", wrong=f"The fewest people must be between 1 and {MOST_PLACES}.",
            missing=None, most=MOST_PLACES,
            description=f"Leave empty for the usual: {strand.duty.minimum_team}",
        ),
    }  # fmt: skip
    if any(grade.may_be_alone for grade in strand.grades) and not all(grade.may_be_alone for grade in strand.grades):
        alone = " or ".join(grade.name for grade in strand.grades if grade.may_be_alone)
        fields["needs_independent"] = tick("At least one person on it must be able to work alone", hint=alone)
    if strand.duty.young_people_per_adult is not None:
        fields["adults"] = WholeNumberField(
            "How many adults will be there?", wrong=f"The number of adults must be between 1 and {MOST_ADULTS}.",
            missing="Enter how many adults will be there.", most=MOST_ADULTS,
            description=f"At least {strand.duty.minimum_adults}, and one for every "
            f"{strand.duty.young_people_per_adult} young people",
        )  # fmt: skip
    return fields


def _signing_up(*, dated: bool) -> dict[str, Any]:
    deadlines = [choice for choice in DEADLINES if dated or choice[0] != GIVEN_DAY]
    fields: dict[str, Any] = {
        "giving": one_of("How are places given?", GIVING, missing=None),
        "deadline": pick("Until when can people sign up?", deadlines, missing=None),
    }
    if dated:
        fields["until_day"] = DayField("Last day to sign up", missing=None, name_of_it="The last day to sign up")
        fields["until_time"] = LondonClockField("Until what time on that day", missing=None)
    return fields


def _reading() -> dict[str, Any]:
    return {
        "briefing": paragraph("Briefing", missing=None, hint="What those on the duty need to know before they come"),
        "risk_assessment": paragraph(
            "Risk assessment", missing=None, hint="What can go wrong, and what is done so that it does not"
        ),
        "must_accept": tick("Whoever takes a place must say that they have read and accept both"),
    }  # fmt: skip


def _post_fields(number: int, grades: Choices, kinds: Choices) -> dict[str, Any]:
    return {
        f"post_{number}_id": HiddenField(filters=[_number], validators=[_whole]),
        f"post_{number}_name": line("Name of the post", missing=None, hint="For example, Patrol or Driver", longest=60),
        f"post_{number}_places": WholeNumberField(
            "Places", wrong=f"The number of places must be between 1 and {MOST_PLACES}.", missing=None, most=MOST_PLACES
        ),
        f"post_{number}_grades": several_of(
            "Who may take it", grades, missing=None, hint="Leave empty for anyone cleared for duty"
        ),
        f"post_{number}_needs": several_of("Qualifications needed", kinds, missing=None),
    }  # fmt: skip


def _number(value: Any) -> int | str | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else text or None


def _whole(_form: Any, field: Field) -> None:
    if isinstance(field.data, str):
        raise ValidationError("Open this page again.")


def asking(choices: Choices) -> list[tuple[str, str]]:
    """A list to choose from begins with a question, unless there is no choice."""
    return list(choices) if len(choices) == 1 else [("", "Choose one"), *choices]
