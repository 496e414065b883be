"""What a referee fills in, page by page, and what an applicant says of a referee."""

from collections.abc import Mapping
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field
from wtforms.validators import DataRequired, ValidationError

from volunteers.references.rules import RELATIONS, DeclineReason, Kind, Page, Question, years_of
from volunteers.web.fields import email, line, one_of, paragraph
from volunteers.web.forms import CreatingForm, Form

HIDDEN = ("csrf_token", "once")
ROLE_ADDRESS = "We write to this address. Use one that only they read."


class _Revealing(Form):
    """A form in which some fields matter only beside an answer to another, and are shown under it.

    ``under`` is {field: (other field, its value, error when left empty, or None)}; ``widths`` are the design system's
    classes for short boxes.
    """

    under: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {}
    widths: ClassVar[Mapping[str, str]] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        for name, (other, value, missing) in self.under.items():
            if self[other].data == value and missing and not self[name].data:
                self[name].errors = [*self[name].errors, missing]
                fine = False
        return fine

    @property
    def asked(self) -> list[Field]:
        """The fields that are filled in, in order."""
        return [field for name, field in self._fields.items() if name not in HIDDEN]

    @property
    def on_its_own(self) -> list[Field]:
        """The fields that are not shown under an answer."""
        return [field for field in self.asked if field.name not in self.under]

    @property
    def revealed(self) -> dict[tuple[str, str], list[Field]]:
        """The fields shown under an answer: {(field, value): fields}."""
        found: dict[tuple[str, str], list[Field]] = {}
        for name, (other, value, _) in self.under.items():
            found.setdefault((other, value), []).append(self[name])
        return found

    @property
    def is_untouched(self) -> bool:
        """Whether nothing at all was chosen or typed."""
        return not any(str(part).strip() for field in self.asked for part in field.raw_data or [])

    def hint_of(self, _value: str) -> str:
        """No answer to choose has a hint of its own here."""
        return ""

    def values(self) -> dict[str, str]:
        """What is kept: text by field; what stands under an answer that was not given is empty."""
        kept = {field.name: str(field.data or "") for field in self.asked}
        for name, (other, value, _) in self.under.items():
            if self[other].data != value:
                kept[name] = ""
        return kept


class PageForm(_Revealing):
    """One page of a reference; made by ``page_form``."""


def page_form(page: Page, answers: Mapping[str, str], typed: MultiDict[str, Any] | None = None) -> PageForm:
    """The form of a page with what was answered before, or with what was ``typed`` and could not be kept as answers."""
    fields = {question.code: _field(question) for question in page.questions}
    under = {each.code: (*each.under, each.missing or None) for each in page.questions if each.under}
    kind = type("PageForm", (PageForm,), {**fields, "under": under})
    form: PageForm = kind(data=answers) if typed is None else kind(typed, data=answers)
    return form


def _field(question: Question) -> Field:
    missing = (question.missing if question.under is None else "") or None
    if question.kind is Kind.CHOICE:
        return one_of(question.title, question.choices, missing=missing, hint=question.hint)
    if question.kind is Kind.PARAGRAPH:
        return paragraph(question.title, missing=missing, hint=question.hint)
    return line(question.title, missing=missing, hint=question.hint)


class SendForm(Form):
    """Sending a reference, over the answers as they stand on the page."""

    true = BooleanField(
        "What I have written is true, as far as I know",
        validators=[DataRequired("Tick the box to say that what you have written is true, as far as you know.")],
    )


class DeclineForm(Form):
    """Why someone gives no reference."""

    reason = one_of(
        "Why can you not give a reference?",
        [(each.value, each.label) for each in DeclineReason],
        missing="Choose a reason, or “I would rather not say”.",
        hint="We do not tell the person who named you.",
    )


def _whole_years(_form: Form, field: Field) -> None:
    if field.data and years_of(field.data) is None:
        raise ValidationError("Enter a whole number of years, like 5.")


class RefereeForm(_Revealing, CreatingForm):
    """Who can speak for an applicant."""

    under: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "years_known": ("relation", "known", "Enter for how many years they have known you."),
    }
    widths: ClassVar[Mapping[str, str]] = {"years_known": "govuk-input--width-2", "phone": "govuk-input--width-20"}

    name = line("Full name", missing="Enter the full name of your referee.")
    relation = one_of("How do they know you?", RELATIONS, missing="Choose how they know you.")
    years_known = line(
        "For how many years?", missing=None, longest=20, render_kw={"inputmode": "numeric"}, validators=[_whole_years]
    )
    email = email("E-mail address", missing="Enter the e-mail address of your referee.", hint=ROLE_ADDRESS)
    phone = line("Phone number (optional)", missing=None, longest=40, render_kw={"type": "tel"})
