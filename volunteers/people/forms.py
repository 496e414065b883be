"""What people type to sign in, and what auditors and administrators fill in."""

import re
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from volunteers.people.rules import DIGITS, digits_of
from volunteers.web import fields
from volunteers.web.forms import Form

LONGEST_TYPED_CODE = 20
SEAL = re.compile(r"[0-9a-f]{64}")


def _must_be_a_code(_form: Any, field: Any) -> None:
    if len(field.data) != DIGITS:
        raise ValidationError(f"The code is {DIGITS} numbers, like 123456.")


def code(label: str, *, missing: str, hint: str) -> StringField:
    """A one-time code, which may be pasted, typed with spaces, or filled in by the browser."""
    return StringField(
        label, description=hint, widget=GovTextInput(), filters=[lambda typed: digits_of(typed or "")],
        validators=[InputRequired(missing), Length(max=LONGEST_TYPED_CODE), _must_be_a_code],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )  # fmt: skip


class EmailForm(Form):
    """Where to send a code."""

    email = fields.email("E-mail address", hint="We will send a code to this address. You need no password.")


class CodeForm(Form):
    """The code that was sent."""

    code = code("Code", missing="Enter the code we sent you.", hint="6 numbers. You can paste it.")


class StaffForm(Form):
    """A password and a second factor, judged together so that nobody learns which of them was wrong."""

    email = fields.email("E-mail address")
    password = fields.password("Password", missing="Enter your password.")
    code = code(
        "Code from your authenticator app", missing="Enter the code from your authenticator app.",
        hint="6 numbers, new every half minute.",
    )  # fmt: skip


class ButtonForm(Form):
    """A form of one button."""


def _must_be_a_seal(_form: Any, field: Any) -> None:
    if field.data and not SEAL.fullmatch(_compact(field.data)):
        raise ValidationError("A seal is 64 numbers and letters from a to f, with or without spaces.")


def _compact(typed: str) -> str:
    return "".join(typed.split()).lower()


class VerifyForm(Form):
    """Check the chain, and that it still holds a seal printed earlier."""

    printed = fields.line(
        "A seal printed earlier (optional)", missing=None, hint="64 numbers and letters. Spaces do not matter.",
        validators=[_must_be_a_seal],
    )  # fmt: skip

    @property
    def seal(self) -> str:
        """What was typed as it is stored; empty for none."""
        return _compact(self.printed.data or "")
