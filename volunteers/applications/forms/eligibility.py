"""The form of an eligibility question, made from the strand's rule."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from volunteers import clock
from volunteers.applications.forms.base import MonthField, QuestionForm
from volunteers.applications.forms.person import BirthDateForm
from volunteers.strands.queries import get_strand, with_occupations
from volunteers.strands.rules import EligibilityRule
from volunteers.strands.rules.eligibility import Counted
from volunteers.web.fields import one_of

CHOOSE = "Choose the answer that is true for you."


def eligibility_form(rule: EligibilityRule, strand: str) -> type[QuestionForm]:
    """A date of birth where the rule sets an age, else one of its choices: of the force's own list where it has one.

    Beside the choice that counts from a month, that month is asked.
    """
    if rule.sets_an_age:
        return BirthDateForm

    class EligibilityForm(QuestionForm):
        answer = one_of(
            rule.title, [(choice.value, choice.label) for choice in rule.choices], missing=CHOOSE, hint=rule.hint
        )

        def choices_now(self) -> None:
            if rule.lists_occupations:
                self.answer.choices = _listed(rule, strand)

    choice = rule.counted_choice
    if choice is None or choice.counted is None:
        return EligibilityForm
    return _with_month(EligibilityForm, choice.value, choice.counted)


def _listed(rule: EligibilityRule, strand: str) -> list[SelectChoice]:
    now = next(each for each in with_occupations(get_strand(strand)).eligibility if each.question == rule.question)
    return [SelectChoice(value=choice.value, label=choice.label) for choice in now.choices]


def _with_month(form: type[QuestionForm], value: str, counted: Counted) -> type[QuestionForm]:
    """The form with the month that the choice of this value counts from."""

    class CountedForm(form):  # type: ignore[misc, valid-type]
        month = MonthField(counted.words, missing=None, hint=counted.hint)
        needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {"month": ("answer", value, counted.missing)}

        def validate(self, extra_validators: Any = None) -> bool:
            if self.answer.data != value:
                self.month.process_errors = []  # beside another answer nobody reads it
            return bool(super().validate(extra_validators))

        def validate_month(self, field: Field) -> None:
            if field.data and field.data > clock.today() and self.answer.data == value:
                raise ValidationError("The month must be in the past.")

    return CountedForm
