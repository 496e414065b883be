"""Whole numbers, said to be wrong in our own words."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from volunteers.extensions import LARGEST_ID


class WholeNumberField(IntegerField):
    """A whole number between two, both included; ``wrong`` is the error when it is none."""

    widget = GovTextInput()

    def __init__(
        self, label: str, *, wrong: str, missing: str | None, least: int = 1, most: int = LARGEST_ID, **more: Any
    ) -> None:
        needed = InputRequired(missing) if missing else Optional()
        super().__init__(label, validators=[needed, NumberRange(least, most, wrong)], **more)
        self.wrong = wrong

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.wrong) from None
