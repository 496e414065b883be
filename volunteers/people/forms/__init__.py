"""What people type to sign in, and what auditors and administrators fill in."""

import re
from typing import Any, TypeVar

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from volunteers.forces.queries import current_force
from volunteers.people.rules import DIGITS, digits_of
from volunteers.people.rules.accounts import RoleWords, roles_to_give
from volunteers.permissions import Grant, Role
from volunteers.strands.queries import all_strands
from volunteers.web import fields
from volunteers.web.forms import CreatingForm, Form

LONGEST_TYPED_CODE = 20
SEAL = re.compile(r"[0-9a-f]{64}")
NO_ROLE = "none"


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


def authenticator_code() -> StringField:
    """A code of one's authenticator app."""
    return code(
        "Code from your authenticator app", missing="Enter the code from your authenticator app.",
        hint="6 numbers, new every half minute.",
    )  # fmt: skip


class EmailForm(CreatingForm):
    """Where to send a code."""

    email = fields.email("E-mail address", hint="We will send a code to this address. You need no password.")


class CodeForm(Form):
    """The code that was sent."""

    code = code("Code", missing="Enter the code we sent you.", hint="6 numbers. You can paste it.")


class StaffForm(Form):
    """A password and a second factor, judged together so that nobody learns which of them was wrong."""

    email = fields.email("E-mail address")
    password = fields.password("Password", missing="Enter your password.")
    code = authenticator_code()


class ConfirmForm(Form):
    """The same two again, by someone who is signed in."""

    password = fields.password("Password", missing="Enter your password.")
    code = authenticator_code()


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


class GrantForm(Form):
    """A role, over a strand and an area where it has them; see ``grant_form``."""

    def grant(self) -> Grant | None:
        """What was chosen; None for no role yet."""
        role = self["role"].data
        if role == NO_ROLE:
            return None
        return Grant(Role(role), self["strand"].data or None, self["area"].data or None)


class AccountForm(CreatingForm, GrantForm):
    """A new member of staff; see ``account_form``."""

    full_name = fields.line("Full name", missing="Enter their full name.", hint="As colleagues know them.", longest=100)
    email = fields.email("Work e-mail address", missing="Enter their work e-mail address.")


class ResetForm(CreatingForm):
    """A button that makes new sign-in details: pressed twice, it makes them once."""


class FirstSignInForm(Form):
    """The initial password and the first code, and one's own password in its place."""

    email = fields.email("E-mail address")
    password = fields.password("Initial password", missing="Enter the initial password you were given.")
    code = authenticator_code()
    own = fields.password("Your own password", missing="Enter a password of your own.")
    again = fields.password("Your own password again", missing="Enter your own password again.")

    def validate_again(self, field: Any) -> None:
        if field.data != self.own.data:
            raise ValidationError("The two passwords are not the same.")


GrantFormKind = TypeVar("GrantFormKind", bound=GrantForm)


def grant_form() -> GrantForm:
    """Any role of staff, over the strands and areas of the force."""
    return _with_roles(GrantForm, [], alone=False)


def account_form() -> AccountForm:
    """The roles one administrator may give alone, or none yet."""
    none = (NO_ROLE, "No role yet: one that a second administrator agrees to is given afterwards")
    return _with_roles(AccountForm, [none], alone=True)


def _with_roles(kind: type[GrantFormKind], more: list[tuple[str, str]], *, alone: bool) -> GrantFormKind:
    roles = [(one.role.value, _role_words(one)) for one in roles_to_give(alone=alone)]
    strands = [("", "All strands"), *((strand.code.value, strand.name) for strand in all_strands())]
    areas = [("", "All areas"), *((area.code, area.name) for area in current_force().areas)]

    class Choices(kind):  # type: ignore[valid-type, misc]
        role = fields.one_of("Role", [*roles, *more], missing="Choose a role.")
        strand = fields.pick("Strand", strands, missing=None)
        area = fields.pick("Area", areas, missing=None)

    return Choices()


def _role_words(one: RoleWords) -> str:
    return f"{one.name}: {one.does}{' (a second administrator must agree)' if one.needs_second else ''}"


class ClearanceForm(Form):
    """A renewed clearance. ``seen`` is the newest one the page showed, 0 for none."""

    result_on = fields.DayField(
        "Date of the result", missing="Enter the date of the result.", name_of_it="The date of the result"
    )
    valid_until = fields.DayField("Last good day", missing=None, name_of_it="The last good day")
    reference = fields.line("Reference", missing=None, longest=80)
    seen = HiddenField(validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])
