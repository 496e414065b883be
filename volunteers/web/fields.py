"""Fields that understand what people type, and say plainly what is wrong when they cannot."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovDateInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    EmailField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, StopValidation, ValidationError

# What no HTML page may hold: controls but for line breaks and tabs, halves of pairs, and code points that are none.
NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
BARRED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NO_CHARACTERS}]")
IN_ITS_PLACE = "\ufffd"  # Unicode's own replacement character
LONGEST_LINE = 200
LONGEST_TEXT = 4_000
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
LONGEST_NUMBER = 4  # in a box of a date; a longer one is more than Python may take
CLOCK = re.compile(r"^(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?$", re.IGNORECASE)
WORDS_FOR_CLOCKS = {"noon": "12pm", "midday": "12pm", "midnight": "12am"}


def tidy(value: str | None) -> str | None:
    """Without spaces around it, and in one form of Unicode so that equal names compare equal.

    What no page may hold is shown as a question mark in a box, which is refused: the page that says so is valid HTML.
    """
    return BARRED.sub(IN_ITS_PLACE, unicodedata.normalize("NFC", value)).strip() if value else value


def _printable(_form: Any, field: Field) -> None:
    if IN_ITS_PLACE in (field.data or ""):
        raise ValidationError("Use letters, numbers and punctuation only: there is a character here we cannot keep.")


def _one_line(_form: Any, field: Field) -> None:
    if len((field.data or "").splitlines()) > 1:
        raise ValidationError("Write this on one line.")


def _short_enough(_form: Any, field: Field) -> None:
    """Before anything reads it letter by letter."""
    if len(field.data or "") > LONGEST_ADDRESS:
        raise StopValidation("That address is too long.")


def _must(missing: str | None) -> list[Any]:
    return [DataRequired(missing)] if missing else [Optional()]


def line(label: str, *, missing: str | None, hint: str = "", longest: int = LONGEST_LINE, **more: Any) -> StringField:
    """One line of text; ``missing`` is the error when it is left empty, or None when it may be."""
    too_long = Length(max=longest, message=f"{label} must be {longest} characters or fewer.")
    extra = more.pop("validators", [])
    return StringField(
        label, description=hint, filters=[tidy], widget=GovTextInput(),
        validators=[*_must(missing), too_long, _printable, _one_line, *extra], **more,
    )  # fmt: skip


def paragraph(label: str, *, missing: str | None, hint: str = "", longest: int = LONGEST_TEXT) -> TextAreaField:
    """Several lines of text."""
    too_long = Length(max=longest, message=f"This must be {longest} characters or fewer.")
    return TextAreaField(
        label,
        description=hint,
        filters=[tidy],
        widget=GovTextArea(),
        validators=[*_must(missing), too_long, _printable],
    )


def email(label: str, *, missing: str = "Enter your e-mail address.", hint: str = "") -> EmailField:
    """An e-mail address, in small letters."""
    wrong = Email("Enter an e-mail address in the correct format, like name@example.com.")
    return EmailField(
        label, description=hint, filters=[tidy, _lower], widget=GovTextInput(),
        render_kw={"autocomplete": "email", "spellcheck": "false"},
        validators=[InputRequired(missing), _short_enough, wrong],
    )  # fmt: skip


def password(label: str, *, missing: str) -> PasswordField:
    """A password, which is never sent back; the widget itself tells the browser's password manager what it is."""
    return PasswordField(label, widget=GovPasswordInput(), validators=[InputRequired(missing), Length(max=200)])


def one_of(label: str, choices: Sequence[tuple[str, str]], *, missing: str | None, hint: str = "") -> RadioField:
    """One answer of a few, as radio buttons; choices are (value, words)."""
    return _RadioField(
        label, description=hint, widget=GovRadioInput(), choices=_choices(choices), validate_choice=False,
        validators=[*_must(missing), _known(missing or "Choose one of the answers.")],
    )  # fmt: skip


def pick(label: str, choices: Sequence[tuple[str, str]], *, missing: str | None, hint: str = "") -> SelectField:
    """One answer of many, as a list to choose from."""
    return SelectField(
        label, description=hint, widget=GovSelect(), choices=_choices(choices), validate_choice=False,
        validators=[*_must(missing), _known(missing or "Choose one from the list.")],
    )  # fmt: skip


def several_of(
    label: str, choices: Sequence[tuple[str, str]], *, missing: str | None, hint: str = ""
) -> SelectMultipleField:
    """Any number of answers, as tick boxes."""
    return SelectMultipleField(
        label, description=hint, widget=GovCheckboxesInput(), choices=_choices(choices), validate_choice=False,
        validators=[*_must(missing), _known(missing or "Choose from the answers shown.")],
    )  # fmt: skip


class _RadioField(RadioField):
    """A radio field that reads nothing chosen as nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else None


def _lower(value: str | None) -> str | None:
    return value.lower() if value else value


def _choices(choices: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=words) for value, words in choices]


def _known(message: str) -> Any:
    """Refuse what is none of the choices the field has now: a form may have set them from the database."""

    def check(_form: Any, field: Field) -> None:
        allowed = {choice.value for choice in field.choices}
        given = field.data if isinstance(field.data, list) else [field.data]
        if any(value not in allowed for value in given):
            raise ValidationError(message)

    return check


class DayField(Field):
    """A date in three boxes. ``data`` is a date, or None; what was typed comes back as it was typed."""

    widget = GovDateInput()

    def __init__(self, label: str, *, missing: str | None, name_of_it: str = "The date", hint: str = "", **more: Any):
        # Not Optional(): it takes a date whose first box is empty for none at all, and what was typed would be lost.
        super().__init__(label, description=hint, **more)
        self.missing = missing
        self.name_of_it = name_of_it

    def _value(self) -> str:
        return ""

    @property
    def boxes(self) -> list[str]:
        """What stands in the three boxes: as it was typed, else the date itself."""
        if self.raw_data:
            return list(self.raw_data)
        return [str(self.data.day), str(self.data.month), str(self.data.year)] if self.data else ["", "", ""]

    def process_formdata(self, valuelist: list[Any]) -> None:
        boxes = [str(part).strip() for part in [*valuelist, "", "", ""][:3]]
        self.raw_data = boxes
        self.data: date | None = None
        if not any(boxes):
            return
        if not all(part.isascii() and part.isdigit() for part in boxes):
            raise ValueError(f"{self.name_of_it} must include a day, a month and a year, in numbers.")
        if max(len(part) for part in boxes) > LONGEST_NUMBER:
            raise ValueError(f"{self.name_of_it} must be a real date.")
        number, month, year = (int(part) for part in boxes)
        if not 1900 <= year <= 2100:
            raise ValueError(f"{self.name_of_it} must have a year between 1900 and 2100.")
        try:
            self.data = date(year, month, number)
        except ValueError:
            raise ValueError(f"{self.name_of_it} must be a real date.") from None

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.missing and not self.process_errors:
            raise StopValidation(self.missing)


class ClockField(Field):
    """A time of day as people write it: 18:30, 6.30pm, 6pm, noon. ``data`` is a time, or None."""

    widget = GovTextInput()

    def __init__(self, label: str, *, missing: str | None, hint: str = "For example, 6:30pm or 18:30", **more: Any):
        super().__init__(label, description=hint, validators=[] if missing else [Optional()], **more)
        self.missing = missing

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip().lower() if valuelist else ""
        self.data: time | None = None
        if text:
            self.data = read_clock(text)

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.missing and not self.process_errors:
            raise StopValidation(self.missing)


def read_clock(text: str) -> time:
    """A time of day from how people write it, or ``ValueError`` in words."""
    found = CLOCK.match(WORDS_FOR_CLOCKS.get(text, text))
    wrong = ValueError("Enter a time, like 6:30pm or 18:30.")
    if not found:
        raise wrong
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise wrong
    return time(hour, minute)
