"""The mobile number for text messages."""

from typing import Any

from wtforms.validators import ValidationError

from volunteers.notifications.rules.reaching import mobile_number
from volunteers.web import fields
from volunteers.web.forms import CreatingForm


def _must_be_a_mobile(_form: Any, field: Any) -> None:
    if field.data and mobile_number(field.data) is None:
        raise ValidationError("Enter a mobile number that takes text messages, like 07700 900123.")


class MobileForm(CreatingForm):
    """Where text messages go."""

    mobile = fields.line(
        "Mobile number", missing="Enter your mobile number.", longest=40, validators=[_must_be_a_mobile],
        hint="For example 07700 900123. Begin with + and the country code for a number from abroad.",
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )  # fmt: skip

    @property
    def number(self) -> str:
        """As networks write it, once the form is ready."""
        return mobile_number(self.mobile.data) or ""
