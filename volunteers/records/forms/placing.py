"""What the forms of this room share: refusals beside the field that can put them right, and what was seen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Regexp

from volunteers.errors import Refusal
from volunteers.web.fields import tidy
from volunteers.web.forms import CreatingForm

Choices = Sequence[tuple[str, str]]
AGAIN = "Open this page again."


def seen() -> HiddenField:
    """The version of what the page showed, 0 where there is none."""
    return HiddenField(
        default="0", filters=[str, tidy], validators=[InputRequired(AGAIN), Regexp(r"^[0-9]{1,9}\Z", message=AGAIN)]
    )


def offer(field: Any, choices: Choices, *, first: str | None = None) -> None:
    """Give a field what can be chosen now; ``first`` stands before it for nothing chosen."""
    offered = [("", first), *choices] if first is not None else list(choices)
    field.choices = [SelectChoice(value=value, label=words) for value, words in offered]


class PlacedForm(CreatingForm):
    """A form that shows each refusal beside its field; any other is an error of the form as a whole."""

    FIELD_OF: ClassVar[Mapping[str, str]] = {}

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            field = self._fields.get(self.FIELD_OF.get(refusal.code, ""))
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]
