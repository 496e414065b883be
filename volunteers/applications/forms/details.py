"""What someone corrects about themselves after they have applied."""

from wtforms import Field
from wtforms.validators import ValidationError

from volunteers.web.fields import email, line
from volunteers.web.forms import CreatingForm, Form

DIGITS = 6


class NewAddressForm(CreatingForm):
    """The e-mail address to use from now on."""

    email = email("New e-mail address", hint="We send a code to this address, to see that it is yours.")


class AddressCodeForm(Form):
    """The code that was sent there, which may be pasted or typed with spaces."""

    code = line(
        "Code", missing="Enter the code we sent you.", longest=20, hint="6 numbers. You can paste it.",
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )  # fmt: skip

    def validate_code(self, field: Field) -> None:
        field.data = "".join(letter for letter in field.data or "" if letter.isascii() and letter.isdigit())
        if len(field.data) != DIGITS:
            raise ValidationError(f"The code is {DIGITS} numbers, like 123456.")
