"""Writing down the application of someone who applies on paper or by telephone."""

from wtforms import Field
from wtforms.validators import Email, Optional, ValidationError

from volunteers import clock
from volunteers.web.fields import DayField, line, one_of, paragraph
from volunteers.web.forms import CreatingForm

CHANNELS = (("paper", "On paper"), ("phone", "By telephone"))


class RecordForm(CreatingForm):
    """How it reached us, when, and why it is written down for them."""

    channel = one_of("How did they apply?", CHANNELS, missing="Choose how they applied.")
    received_on = DayField(
        "When did it reach us?", missing="Enter the day when it reached us.", name_of_it="The day it reached us",
        hint="For example, 17 11 2026",
    )  # fmt: skip
    email = line(
        "Their e-mail address, if they have one", missing=None, longest=254,
        hint="They can then see where their application stands. Without one you tell them by telephone or letter.",
        validators=[Optional(), Email("Enter an e-mail address in the correct format, like name@example.com.")],
    )  # fmt: skip
    reason = paragraph(
        "Why are you writing it down for them?",
        missing="Say why you are writing it down for them.",
        hint="For example: cannot use a computer, came to an open day. This is kept in the history.",
        longest=500,
    )

    def validate_received_on(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("The day it reached us must be in the past.")

    @property
    def address(self) -> str | None:
        return str(self.email.data).lower() if self.email.data else None
