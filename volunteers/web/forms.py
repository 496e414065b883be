"""The form every page stands on: protected against forgery, and never losing what was typed."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import StopValidation

from volunteers.errors import Refusal
from volunteers.extensions import LARGEST_ID
from volunteers.web import kept
from volunteers.web.access import find_viewer
from volunteers.web.fields import tidy

ONCE = re.compile(r"[ -~]{16,64}")
NOT_OURS = "This page was not whole. Nothing you typed is lost: check it and send it again."
AGED = "This page had been open for a long time. Nothing you typed is lost: check it and send it again."
HIDDEN = {"csrf_token": AGED, "once": NOT_OURS}  # what is wrong with these is nothing to go to and change


class Form(FlaskForm):
    """A form with the same CSRF rules and the same error summary everywhere.

    An aged or foreign token is an error on the page, which comes back filled in, never a dead end. So does what was
    typed before its sender was asked to prove who they are.
    """

    class Meta(FlaskForm.Meta):
        """Where the answers come from: this request or, on the page they were typed on, what was kept of them."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            found = super().wrap_formdata(form, formdata)
            someone = find_viewer() if found is None and kept.may_come_back() else None
            return kept.come_back(someone.account_id, form._fields) if someone else found

    def ready(self) -> bool:
        """Whether the form was sent and every answer is fit to use."""
        return bool(self.validate_on_submit())

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Show what a service refused, as errors of the form as a whole."""
        self.form_errors.extend(refusal.message for refusal in refusals)

    def problems(self) -> list[dict[str, str]]:
        """One line per fault for the error summary, in the order of the page; each links to its field."""
        lines = []
        for name, field in self._fields.items():
            if not field.errors:
                continue
            if name in HIDDEN:
                lines.append({"text": HIDDEN[name]})
            else:
                lines.append({"text": _first_words(field.errors), "href": f"#{field_anchor(field)}"})
        return lines + [{"text": text} for text in self.form_errors]


class ButtonForm(Form):
    """A form whose only answer is its button."""


class VersionForm(Form):
    """A button pressed on what someone has seen: ``version`` says which state of the row that was."""

    version = HiddenField(filters=[tidy])

    @property
    def seen(self) -> int:
        """The version that was seen; 0, which no row has, for anything that is no number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < len(str(LARGEST_ID)) else 0


class CreatingForm(Form):
    """A form that makes something new: its token makes a repeat harmless (see ``web.once``)."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))

    def validate_once(self, field: Field) -> None:
        """A token that cannot be kept is refused, and the page comes back with one that can."""
        if not ONCE.fullmatch(field.data or ""):
            field.data = secrets.token_urlsafe(18)
            raise StopValidation(NOT_OURS)

    def fingerprint(self) -> str:
        """A digest of everything that was sent but the CSRF token."""
        own = {self.meta.csrf_field_name, "once"}
        sent = [(name, field.raw_data) for name, field in sorted(self._fields.items()) if name not in own]
        return hashlib.sha256(repr(sent).encode()).hexdigest()


def field_anchor(field: object) -> str:
    """The id of the first thing in a field that can take the focus."""
    identifier = str(getattr(field, "id", ""))
    widget = type(getattr(field, "widget", None)).__name__
    if widget == "GovDateInput":
        return f"{getattr(field, 'name', identifier)}-day"
    return identifier


def _first_words(errors: object) -> str:
    first = next(iter(errors)) if isinstance(errors, list | tuple) else errors
    return str(first)
