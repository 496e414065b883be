"""The forms of watch schemes: a coordinator's list, streets and messages, and what staff register and send."""

from collections.abc import Iterable, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Regexp

from volunteers.errors import Refusal
from volunteers.watch_schemes.models import WatchHousehold
from volunteers.watch_schemes.rules import CATEGORIES, Category, ReportKind
from volunteers.watch_schemes.rules.households import HOW_AGREED, LONGEST_ADDRESS, LONGEST_NAME, PHONE, HouseholdEntry
from volunteers.watch_schemes.rules.messages import REPORT_KINDS
from volunteers.watch_schemes.service import Draft
from volunteers.watch_schemes.service.keeping import Plan
from volunteers.web.fields import DayField, line, one_of, paragraph, pick, several_of, tidy
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.numbers import WholeNumberField

LONGEST_PASTE = 40_000
FIELD_OF = {
    "no_address": "address", "known": "address", "agreement": "agreed_how", "agreed_later": "agreed_on",
    "note_alone": "note", "backwards": "last", "name_taken": "name", "no_scheme": "areas",
}  # fmt: skip
WRONG_NUMBER = "Enter a house number from 1 to 9,999."


class _Placing(CreatingForm):
    """A form that shows what a service refused beside the field it is about."""

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        fields: Any = self
        for refusal in refusals:
            name = FIELD_OF.get(refusal.code)
            if name in fields:
                fields[name].errors = [*fields[name].errors, refusal.message]
            else:
                fields.form_errors.append(refusal.message)


def listed(choices: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Choices that come from the database, as a field takes them."""
    return [SelectChoice(value=value, label=words) for value, words in choices]


class HouseholdForm(_Placing):
    """A household on the list. ``version`` is of the stored one that was seen."""

    address = line("Address", missing="Enter the address.", hint="For example, 12 Mill Lane", longest=LONGEST_ADDRESS)
    name = line("Name (optional)", missing=None, longest=LONGEST_NAME)
    email = line(
        "E-mail (optional)", missing=None, longest=254,
        validators=[Email("Enter an e-mail address in the correct format, like name@example.com.")],
        render_kw={"inputmode": "email", "spellcheck": "false", "autocomplete": "off"},
    )  # fmt: skip
    phone = line(
        "Telephone (optional)", missing=None, longest=24,
        validators=[Regexp(PHONE, message="Enter a whole telephone number, like 01632 960 001.")],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )  # fmt: skip
    needs_help = BooleanField("They may need help in an emergency", widget=GovCheckboxInput())
    note = line(
        "What kind of help? (optional)", missing=None, longest=160, hint="A few words only. They are stored sealed, "
        "and only you and the other coordinators of your scheme can read them.",
    )  # fmt: skip
    agreed_how = one_of(
        "How did they agree that we keep this? (optional)", HOW_AGREED, missing=None,
        hint="Until they agree, we send them nothing.",
    )  # fmt: skip
    agreed_on = DayField("On which day? (optional)", missing=None, name_of_it="The day on which they agreed")
    version = HiddenField(default="0", filters=[tidy])

    @property
    def entry(self) -> HouseholdEntry:
        """What was filled in."""
        return HouseholdEntry(
            address=self.address.data or "", name=self.name.data or "", email=(self.email.data or "").lower(),
            phone=self.phone.data or "", needs_help=bool(self.needs_help.data), note=self.note.data or "",
            agreed_on=self.agreed_on.data, agreed_how=self.agreed_how.data or "",
        )  # fmt: skip

    @property
    def seen(self) -> int:
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def household_form(row: WatchHousehold, note: str) -> HouseholdForm:
    """The form of a stored household, as it is until something is sent."""
    return HouseholdForm(
        address=row.address, name=row.name, email=row.email, phone=row.phone, needs_help=row.needs_help, note=note,
        agreed_how=row.agreed_how, agreed_on=row.agreed_on, version=str(row.version),
    )  # fmt: skip


class PasteForm(CreatingForm):
    """Many households at once, one on a line."""

    lines: TextAreaField = paragraph(
        "One household on each line", missing="Paste or type at least one line.", longest=LONGEST_PASTE,
        hint="Address, name, e-mail, telephone, with commas between. Only the address is needed. Up to 200 lines, "
        "as a spreadsheet saves them too.",
    )  # fmt: skip
    agreed_how = one_of(
        "How did all of them agree that we keep this? (optional)", HOW_AGREED, missing=None,
        hint="Leave this empty if some have not: you can say so household by household.",
    )  # fmt: skip
    agreed_on = DayField("On which day? (optional)", missing=None, name_of_it="The day on which they agreed")

    def validate_agreed_how(self, field: Any) -> None:
        """One without the other says nothing."""
        if bool(field.data) != bool(self.agreed_on.data):
            field.errors = [*field.errors, "Enter both how and on which day they agreed, or neither."]


class StreetForm(_Placing):
    """A street, or a part of it."""

    name = line("Street", missing="Enter the street.", hint="For example, Mill Lane", longest=80)
    first = WholeNumberField("From number (optional)", wrong=WRONG_NUMBER, missing=None, most=9_999)
    last = WholeNumberField("To number (optional)", wrong=WRONG_NUMBER, missing=None, most=9_999)
    postcode = line("Postcode (optional)", missing=None, longest=10)


class PassOnForm(Form):
    """Passing a message on, with a line of one's own."""

    added_words = line(
        "Add a line of your own (optional)", missing=None, longest=200, hint="It stands before the message."
    )  # fmt: skip


class WritingForm(_Placing):
    """A message to households."""

    category = one_of("What is it about?", CATEGORIES, missing="Choose what it is about.")
    title = line("Subject", missing="Enter a subject.", longest=90)
    body = paragraph("Message", missing="Write the message.", longest=3_000)

    @property
    def draft(self) -> Draft:
        return Draft(Category(self.category.data), self.title.data or "", self.body.data or "")


class SendingForm(WritingForm):
    """A message of staff, and the schemes it is for."""

    areas = several_of("Every scheme of these areas", (), missing=None)
    schemes = several_of("And these schemes", (), missing=None)

    def offer(self, areas: Sequence[tuple[str, str]], schemes: Sequence[tuple[str, str]]) -> "SendingForm":
        """Show what can be chosen."""
        self.areas.choices, self.schemes.choices = listed(areas), listed(schemes)
        return self


class ReportForm(CreatingForm):
    """Something for staff, from a scheme."""

    kind = one_of("What is it?", REPORT_KINDS, missing="Choose what it is.")
    body = paragraph("What do you want to tell us?", missing="Write what you want to tell us.", longest=2_000)

    @property
    def chosen(self) -> ReportKind:
        return ReportKind(self.kind.data)


class AnswerForm(Form):
    """What came of a report."""

    answer = paragraph(
        "What came of it? (optional)", missing=None, longest=1_000, hint="We send this to the coordinator."
    )  # fmt: skip


class RegisterForm(_Placing):
    """A scheme to register, filled in from what its coordinator applied with."""

    name = line("Name of the scheme", missing="Enter the name of the scheme.", longest=80)
    estimated = WholeNumberField(
        "How many households would be in it? (optional)", wrong="Enter a whole number from 2 to 5,000.", missing=None,
        least=2, most=5_000,
    )  # fmt: skip
    streets = paragraph("Streets, one on each line (optional)", missing=None, longest=3_000)

    @property
    def plan(self) -> Plan:
        lines = [text.strip()[:120] for text in (self.streets.data or "").splitlines() if text.strip()]
        return Plan(self.name.data or "", self.estimated.data, tuple(lines[:30]))


class HandOverForm(Form):
    """Who looks after a scheme from now on."""

    volunteer = pick("Who looks after it from today?", (), missing="Choose a volunteer.")


class CloseForm(Form):
    """Why a scheme is closed."""

    reason = line("Why is it closed?", missing="Say why it is closed.", longest=200)
