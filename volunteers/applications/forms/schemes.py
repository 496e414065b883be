"""What every watch asks of someone who starts or joins a scheme: which of the two, which scheme, and which area."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms.fields.choices import SelectChoice

from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.person import area_choices
from volunteers.applications.rules import choices
from volunteers.openings.queries import unit_choices
from volunteers.strands.rules import StrandCode
from volunteers.web.fields import line, one_of

NONE_NEAR = (choices.NOT_LISTED, "None of these, or I do not know")
CHOOSE_SCHEME = "Choose a scheme, or “None of these, or I do not know”."


def plan_form(*, start_hint: str, join_hint: str) -> type[QuestionForm]:
    """Start a scheme or join one; what is asked next hangs on it."""

    class PlanForm(QuestionForm):
        title = "Do you want to start a scheme or join one?"
        choice_hints: ClassVar[Mapping[str, str]] = {choices.START: start_hint, choices.JOIN: join_hint}
        plan = one_of(
            "Do you want to start a scheme or join one?", choices.PLANS,
            missing="Choose whether you want to start a scheme or join one.",
        )  # fmt: skip

    return PlanForm


def unit_form(strand: StrandCode) -> type[QuestionForm]:
    """One of the schemes there are now, or none of them and a place instead.

    Stored are the number of the scheme, its name as it was chosen, and the place; the first two are empty for none.
    """

    class UnitForm(QuestionForm):
        title = "Which scheme would you like to join?"
        apart = (choices.NOT_LISTED,)
        scheme = one_of("Which scheme would you like to join?", (), missing=CHOOSE_SCHEME)
        place = line(
            "Which street, village or town is it in?", missing=None, hint="We look for a scheme near there.",
        )  # fmt: skip
        needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
            "place": ("scheme", choices.NOT_LISTED, "Tell us which street, village or town.")
        }

        def choices_now(self) -> None:
            self.names = dict([*unit_choices(strand), NONE_NEAR])
            self.scheme.choices = [SelectChoice(value=value, label=label) for value, label in self.names.items()]

        def values(self) -> dict[str, Any]:
            listed = self.scheme.data != choices.NOT_LISTED
            name = self.names.get(self.scheme.data, "") if listed else ""
            return {**super().values(), "unit": self.scheme.data if listed else "", "name": name}

    return UnitForm


def area_form(*, title: str, hint: str = "") -> type[QuestionForm]:
    """The area of the force in which the scheme or the holding lies, among those there are when it is asked."""
    asked = title

    class AreaForm(QuestionForm):
        title = asked
        area = one_of(asked, (), missing="Choose the area.", hint=hint)

        def choices_now(self) -> None:
            self.area.choices = area_choices()

    return AreaForm
