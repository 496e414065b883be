"""Money and miles as people type them, kept as whole pence and tenths of a mile."""

import re
from decimal import Decimal
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field
from wtforms.validators import Optional, StopValidation

MONEY = re.compile(r"£?\s*(?P<pounds>\d{1,3}(?:,\d{3})*|\d{1,7})(?:\.(?P<pence>\d{2}))?")
MILES = re.compile(r"(?P<miles>\d{1,3}(?:,\d{3})*|\d{1,6})(?:\.(?P<tenth>\d))?(?:\s*miles?)?", re.IGNORECASE)


class _NumberField(Field):
    """A number with a few decimals, kept as a whole number of its smallest part; what was typed comes back as typed."""

    widget = GovTextInput()
    wrong = ""

    def __init__(self, label: str, *, missing: str | None, hint: str = "", **more: Any):
        super().__init__(label, description=hint, validators=[] if missing else [Optional()], **more)
        self.missing = missing

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data: int | None = None
        if text:
            self.data = self.read(text)
            if self.data is None:
                raise ValueError(self.wrong)

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.missing and not self.process_errors:
            raise StopValidation(self.missing)

    def read(self, text: str) -> int | None:
        raise NotImplementedError

    def shown(self, data: int) -> str:
        raise NotImplementedError


class MoneyField(_NumberField):
    """Pounds, with pence where there are any. ``data`` is pence."""

    wrong = "Enter an amount in pounds, like 4 or 4.50."

    def read(self, text: str) -> int | None:
        found = MONEY.fullmatch(text)
        return int(found["pounds"].replace(",", "")) * 100 + int(found["pence"] or 0) if found else None

    def shown(self, data: int) -> str:
        return f"{Decimal(data) / 100:.2f}"


class MilesField(_NumberField):
    """Miles, to a tenth. ``data`` is tenths of a mile."""

    wrong = "Enter the miles as a number, like 12 or 12.4."

    def read(self, text: str) -> int | None:
        found = MILES.fullmatch(text)
        return int(found["miles"].replace(",", "")) * 10 + int(found["tenth"] or 0) if found else None

    def shown(self, data: int) -> str:
        whole, tenth = divmod(data, 10)
        return f"{whole}.{tenth}" if tenth else str(whole)
