"""Certifying, adjusting and sending back."""

import re
from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field
from wtforms.validators import StopValidation

from volunteers.extensions import LARGEST_ID
from volunteers.hours.rules import short
from volunteers.web.fields import paragraph
from volunteers.web.forms import CreatingForm, Form

LENGTH = re.compile(r"(?P<hours>\d{1,2})(?:[:.](?P<minutes>[0-5]\d))?")
WRONG = "Enter hours and minutes, like 3:30, or 3 for 3 hours."


class LengthField(Field):
    """So many hours and minutes, as 3:30 or 3. ``data`` is minutes, or None."""

    widget = GovTextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return short(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        found = LENGTH.fullmatch(str(valuelist[0]).strip()) if valuelist else None
        if found is None:
            self.data = None
            raise ValueError(WRONG)
        self.data = int(found["hours"]) * 60 + int(found["minutes"] or 0)

    def pre_validate(self, form: Any) -> None:
        if self.data is None and not self.process_errors:
            raise StopValidation(WRONG)


class CertifyForm(Form):
    """The ticked stretches of work, by their numbers."""

    @property
    def chosen(self) -> list[int]:
        """Those ticked; what is no number of a row names nothing."""
        given = {value for value in request.form.getlist("stint") if value.isascii() and value.isdigit()}
        return sorted(number for number in (int(value) for value in given if len(value) < 11) if number <= LARGEST_ID)


class AdjustForm(CreatingForm):
    """How many hours count, and why."""

    counted = LengthField("How many hours count?", description="Hours and minutes, like 3:30")
    reason = paragraph("Why?", missing="Say why. The volunteer reads it.", hint="The volunteer reads this", longest=500)


class SendBackForm(Form):
    """Why a claim cannot stand."""

    words = paragraph(
        "Why can it not stand?", missing="Say why. The volunteer reads it.",
        hint="The volunteer reads this, and can claim the hours again", longest=500,
    )  # fmt: skip


def adjust_form(counted: int) -> AdjustForm:
    """The form, filled in with what counts now."""
    return AdjustForm(counted=counted)
