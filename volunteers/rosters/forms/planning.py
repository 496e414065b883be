"""A new duty: when, where, what it is about, and up to four posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wtforms import StringField
from wtforms.validators import Optional

from volunteers.people.queries import list_qualification_kinds
from volunteers.rosters.rules import PLAN_PRIORITIES, PostPlan
from volunteers.strands.rules import Strand
from volunteers.web.fields import DayField, line, paragraph, pick, several_of
from volunteers.web.forms import CreatingForm
from volunteers.web.london import LondonClockField, moment_of
from volunteers.web.numbers import WholeNumberField

POSTS = (1, 2, 3, 4)
PARTS = ("name", "places", "grades", "needs")
MOST_PLACES = 500


@dataclass(frozen=True)
class PostParts:
    """The fields of one post."""

    number: int
    is_filled: bool
    name: Any
    places: Any
    grades: Any
    needs: Any


class DutyForm(CreatingForm):
    """What the page makes of its answers. Its fields stand in ``duty_form``, in the order of the page."""

    def times(self) -> tuple[datetime, datetime] | None:
        """When the duty starts and ends; None, with the fields saying why, where London has no such times."""
        day, starts, ends = self["day"].data, self["starts"].data, self["ends"].data
        if day is None or starts is None or ends is None:
            return None
        starts_at = self._moment("starts", day)
        ends_at = self._moment("ends", day + timedelta(days=ends < starts))
        return None if starts_at is None or ends_at is None else (starts_at, ends_at)

    def posts(self) -> list[PostPlan]:
        """The posts that were filled in; a post with any answer needs a name and a number of places."""
        return [
            PostPlan(
                self[f"post_{number}_name"].data,
                self[f"post_{number}_places"].data,
                tuple(self[f"post_{number}_needs"].data or ()),
                tuple(self[f"post_{number}_grades"].data or ()),
            )
            for number in POSTS
            if self.has_post(number)
        ]

    def post_parts(self) -> list[PostParts]:
        """The fields of each post, for the page."""
        return [
            PostParts(number, self.has_post(number), *(self[f"post_{number}_{part}"] for part in PARTS))
            for number in POSTS
        ]

    def has_post(self, number: int) -> bool:
        """Whether anything was answered of a post."""
        return any(self[f"post_{number}_{part}"].data for part in PARTS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field for itself, then the posts: at least one, and none half filled in."""
        fit = bool(super().validate(extra_validators))
        for number in POSTS:
            if number == POSTS[0] or self.has_post(number):
                fit = self._complete(f"post_{number}_name", "Enter a name for the post.") and fit
                fit = self._complete(f"post_{number}_places", "Enter how many places the post has.") and fit
        return fit

    def _complete(self, name: str, message: str) -> bool:
        field = self[name]
        if field.data in (None, "") and not field.errors:
            field.errors = [*field.errors, message]
        return not field.errors

    def _moment(self, name: str, day: date) -> datetime | None:
        try:
            return moment_of(day, self[name])
        except ValueError as fault:
            self[name].errors = [str(fault)]
            return None


def duty_form(strand: Strand, areas: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]]) -> DutyForm:
    """The form for a duty of a strand, in these areas and units as (value, words)."""
    priorities = [("", "None in particular"), *PLAN_PRIORITIES.items()]
    grades = [(grade.code, grade.name) for grade in strand.grades if grade.code in strand.grades_on_duty]
    kinds = [(kind.code, kind.name) for kind in list_qualification_kinds() if kind.is_for([strand.code])]
    fields: dict[str, Any] = {
        "title": line(
            "What is the duty?", missing="Enter a title.", hint="For example, Bath city centre patrol", longest=100
        ),
        "area": pick("Area", _asking(areas), missing="Choose an area."),
        "unit_id": pick("Unit", [("", "None in particular"), *units], missing=None),
        "meeting_place": line("Where do people meet?", missing="Enter where people meet."),
        "day": DayField(
            "On which day does it start?", missing="Enter the day it starts.", name_of_it="The day it starts"
        ),
        "starts": LondonClockField("Start time", missing="Enter the time it starts."),
        "ends": LondonClockField(
            "End time", missing="Enter the time it ends.", hint="An end before the start is the next day"
        ),
        "briefing": paragraph("Briefing", missing=None, hint="What those on the duty need to know before they come"),
        "plan_priority": pick("Which priority of the Police and Crime Plan does it serve?", priorities, missing=None),
        "publish": StringField(validators=[Optional()]),
    }
    for number in POSTS:
        fields |= _post_fields(number, grades, kinds)
    made: type[DutyForm] = type("DutyFormOfStrand", (DutyForm,), fields)
    return made()


def _post_fields(number: int, grades: Sequence[tuple[str, str]], kinds: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        f"post_{number}_name": line("Name of the post", missing=None, hint="For example, Patrol or Driver", longest=60),
        f"post_{number}_places": WholeNumberField(
            "Places", wrong=f"The number of places must be between 1 and {MOST_PLACES}.", missing=None, most=MOST_PLACES
        ),
        f"post_{number}_grades": several_of(
            "Who may take it", grades, missing=None, hint="Leave empty for anyone cleared for duty"
        ),
        f"post_{number}_needs": several_of("Qualifications needed", kinds, missing=None),
    }  # fmt: skip


def _asking(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A list to choose from begins with a question, unless there is no choice."""
    return list(choices) if len(choices) == 1 else [("", "Choose one"), *choices]
