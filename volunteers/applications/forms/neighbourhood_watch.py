"""The questions of Neighbourhood Watch: start a scheme, or join one."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import ValidationError

from volunteers.applications.forms import person
from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.many import Many
from volunteers.applications.forms.numbers import whole_number
from volunteers.applications.forms.schemes import area_form, plan_form, unit_form
from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.neighbourhood_watch import street_in_a_line
from volunteers.forces.rules import Force
from volunteers.strands.definitions.neighbourhood_watch import DUTIES
from volunteers.strands.rules import StrandCode
from volunteers.web.fields import line, one_of, several_of

FEWEST_HOUSEHOLDS, MOST_HOUSEHOLDS = 2, 5_000


def faults_of_streets(items: Sequence[Mapping[str, Any]], _today: date, _answers: Mapping[str, Any]) -> list[str]:
    """Why these streets will not do: one of them stands twice."""
    seen = [street_in_a_line(item).casefold() for item in items]
    twice = [street_in_a_line(item) for place, item in enumerate(items) if seen[place] in seen[:place]]
    return [f"{street} is in the list twice. Remove one of them." for street in dict.fromkeys(twice)]


class StreetForm(QuestionForm):
    title = "Which streets would be in your scheme?"
    hint = "Tell us about one street now. You can add others after it."
    many = Many("street", "streets", street_in_a_line, most=30, faults=faults_of_streets)
    street = line("Street, or part of a street", missing="Enter the street.", hint="For example, Mill Lane 1 to 40")
    town = line("Village, town or postcode", missing="Enter the village, town or postcode.")
    widths: ClassVar[Mapping[str, str]] = {"town": "govuk-!-width-two-thirds"}


class HouseholdsForm(QuestionForm):
    title = "How many households would be in your scheme?"
    households = line(
        "How many households would be in your scheme?", missing="Enter how many households would be in your scheme.",
        longest=20, hint="Your best guess is enough.", render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    widths: ClassVar[Mapping[str, str]] = {"households": "govuk-input--width-4"}

    def validate_households(self, field: Field) -> None:
        if whole_number(field.data, FEWEST_HOUSEHOLDS, MOST_HOUSEHOLDS) is None:
            raise ValidationError("Enter the households as a whole number from 2 to 5,000, like 25.")

    def values(self) -> dict[str, Any]:
        return {"households": whole_number(self.households.data, FEWEST_HOUSEHOLDS, MOST_HOUSEHOLDS)}


class KnownSchemeForm(QuestionForm):
    title = "Is there a Neighbourhood Watch scheme near you already?"
    known = one_of(
        "Is there a Neighbourhood Watch scheme near you already?", choices.KNOWN_SCHEME,
        missing="Choose whether there is a scheme near you already.",
        hint="It may have ended: a sign in the street, or a neighbour, may know.",
    )  # fmt: skip
    which = line("Where is it, or who runs it?", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "which": ("known", "yes", "Tell us where the scheme is, or who runs it.")
    }


class NeighboursForm(QuestionForm):
    title = "Do your neighbours agree to a scheme?"
    agree = one_of(
        "Do your neighbours agree to a scheme?", choices.NEIGHBOURS_AGREE,
        missing="Choose whether your neighbours agree.", hint="You can apply before you have asked them.",
    )  # fmt: skip


class DutiesForm(QuestionForm):
    title = "Do you accept the duties of a coordinator?"
    to_read = DUTIES
    accepted = several_of(
        "Your agreement", (("yes", "I have read these duties and I accept them"),),
        missing="Tick the box to say that you accept the duties of a coordinator.",
    )  # fmt: skip


@cache
def question_forms(force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of Neighbourhood Watch, apart from the eligibility questions."""
    return {
        **person.SHARED_FORMS,
        "plan": plan_form(
            start_hint="You would be its coordinator.",
            join_hint="You would help to look after a scheme that is there already.",
        ),
        "unit": unit_form(StrandCode.NEIGHBOURHOOD_WATCH),
        "area": area_form(title=f"In which part of {force.short_name} is the scheme?"),
        "streets": StreetForm,
        "households": HouseholdsForm,
        "known-scheme": KnownSchemeForm,
        "neighbours": NeighboursForm,
        "duties": DutiesForm,
    }
