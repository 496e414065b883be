"""The form of an eligibility question, made from the strand's rule."""

from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.person import BirthDateForm
from volunteers.strands.rules import EligibilityRule
from volunteers.web.fields import one_of

CHOOSE = "Choose the answer that is true for you."


def eligibility_form(rule: EligibilityRule) -> type[QuestionForm]:
    """A date of birth where the rule sets an age, else one of its choices."""
    if rule.sets_an_age:
        return BirthDateForm

    class EligibilityForm(QuestionForm):
        answer = one_of(
            rule.title, [(choice.value, choice.label) for choice in rule.choices], missing=CHOOSE, hint=rule.hint
        )

    return EligibilityForm
