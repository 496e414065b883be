"""Choosing a tutor, a learner's report, and the answer to it."""

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice

from volunteers.web.fields import paragraph, pick
from volunteers.web.forms import Form

Choices = Sequence[tuple[int, str]]


class TutorForm(Form):
    """Who is to be the tutor."""

    tutor = pick("Tutor", [], missing="Choose a tutor.")

    @classmethod
    def among(cls, tutors: Choices, current: int | None) -> "TutorForm":
        form = cls(data={"tutor": str(current or "")})
        form.tutor.choices = _choices("Choose a tutor", tutors)
        return form


class ReportForm(Form):
    """How a patrol went."""

    companion = pick("Who was with you?", [], missing="Choose who was with you.")
    reflection = paragraph(
        "How did it go?", missing="Write how it went.", hint="What you did, what went well, what you would do again"
    )

    @classmethod
    def among(cls, there: Choices, companion: int | None, reflection: str) -> "ReportForm":
        form = cls(data={"companion": str(companion or (there[0][0] if there else "")), "reflection": reflection})
        form.companion.choices = _choices("Choose someone", there)
        return form


class AgreeForm(Form):
    """A few words to a learner."""

    comment = paragraph("Your comment", missing="Write a few words.", hint="What went well, and what to do next")


def _choices(first: str, people: Choices) -> list[SelectChoice]:
    words = [("", first), *((str(number), name) for number, name in people)]
    return [SelectChoice(value=value, label=label) for value, label in words]
