"""The forms of the equality questions: whether to answer at all, and one question a page that may be left empty."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import Length

from volunteers.monitoring.rules import PREFER_NOT_TO_SAY, Answers, Question
from volunteers.web.fields import line, one_of
from volunteers.web.forms import Form

LONGEST_OWN_WORDS = 100
TOO_LONG = f"Your description must be {LONGEST_OWN_WORDS} characters or fewer."
# The field's own limit would be told by its label, which is a question.
NO_LIMIT = 1_000_000


class WillingForm(Form):
    """Whether someone wants to answer; neither answer is kept."""

    willing = one_of(
        "Do you want to answer the equality questions?",
        [
            ("yes", "Yes, answer the equality questions (takes 2 minutes)"),
            ("no", "No, skip the equality questions"),
        ],
        missing="Choose yes to answer the questions, or no to skip them.",
    )


class EqualityForm(Form):
    """One question: an answer, or none, and where the list is not enough a description of one's own."""

    # Stands below the others, after an "or".
    apart = frozenset({PREFER_NOT_TO_SAY})
    widths: ClassVar[Mapping[str, str]] = {}

    @property
    def revealed(self) -> dict[tuple[str, str], list[Field]]:
        """The box shown under an answer: {(field, value): fields}."""
        boxes = {name.removeprefix("own_"): field for name, field in self._fields.items() if name.startswith("own_")}
        return {("answer", value): [field] for value, field in boxes.items()}

    @property
    def value(self) -> str | None:
        """The answer that was chosen."""
        return self["answer"].data or None

    @property
    def own_words(self) -> str:
        """The description beside the chosen answer."""
        field = self._fields.get(f"own_{self.value}")
        return (field.data or "") if field else ""


def equality_form(question: Question, answers: Answers) -> EqualityForm:
    """The form of a question as it is put to one person, with what they answered before."""
    fields: dict[str, Any] = {
        "answer": one_of(
            question.title, [(each.value, each.words) for each in question.choices], missing=None, hint=question.hint
        )
    }
    for choice in question.choices:
        if choice.own_words:
            fields[f"own_{choice.value}"] = line(
                choice.own_words,
                missing=None,
                longest=NO_LIMIT,
                validators=[Length(max=LONGEST_OWN_WORDS, message=TOO_LONG)],
            )
    value = answers.values.get(question.code)
    given = {"answer": value, f"own_{value}": answers.own_words.get(question.code, "")}
    form: EqualityForm = type("QuestionForm", (EqualityForm,), fields)(data=given)
    return form
