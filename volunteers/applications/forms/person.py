"""The questions that several kinds of volunteering ask alike: who someone is, how to reach them, what would help."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from volunteers import clock
from volunteers.applications.forms.base import MonthField, QuestionForm
from volunteers.applications.rules import choices
from volunteers.forces.queries import current_force
from volunteers.web.fields import DayField, line, one_of, paragraph, several_of

PHONE = re.compile(r"^\+?[0-9 ()./-]+(?: ?(?:x|ext\.?|extension) ?[0-9]+)?$", re.IGNORECASE)
FEWEST_PHONE_DIGITS, MOST_PHONE_DIGITS = 7, 20
HOURS = re.compile(r"^([0-9]{1,3})(?: ?h(?:ou)?rs?)?$", re.IGNORECASE)
MOST_HOURS_A_MONTH = 300


def refuse_unless_phone(_form: QuestionForm, field: Field) -> None:
    """A validator: a number that can be dialled, as people write them, with an extension or without."""
    digits = sum(letter.isdigit() for letter in field.data or "")
    if not PHONE.match(field.data or "") or not FEWEST_PHONE_DIGITS <= digits <= MOST_PHONE_DIGITS:
        raise ValidationError("Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192.")


class NameForm(QuestionForm):
    title = "What is your name?"
    first_name = line("First name", missing=None, render_kw={"autocomplete": "given-name", "spellcheck": "false"})
    last_name = line(
        "Last name", missing="Enter your last name. If you have one name only, enter it here.",
        hint="If you have one name only, enter it here.",
        render_kw={"autocomplete": "family-name", "spellcheck": "false"},
    )  # fmt: skip
    previous_names = line(
        "Names you had before, if any", missing=None, hint="For example your name at birth.",
        render_kw={"spellcheck": "false"},
    )  # fmt: skip
    preferred_name = line(
        "What you like to be called, if it is another name", missing=None,
        render_kw={"autocomplete": "nickname", "spellcheck": "false"},
    )  # fmt: skip


class BirthDateForm(QuestionForm):
    title = "What is your date of birth?"
    birth_date = DayField(
        "What is your date of birth?", missing="Enter your date of birth.", name_of_it="Your date of birth",
        hint="For example, 27 3 1998", render_kw={"autocomplete": "bday"},
    )  # fmt: skip

    def validate_birth_date(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Your date of birth must be in the past.")


class BirthplaceForm(QuestionForm):
    title = "Where were you born?"
    town = line("Town or city", missing="Enter the town or city where you were born.")
    country = line("Country", missing="Enter the country where you were born.")


class AddressForm(QuestionForm):
    title = "What is your address?"
    line_1 = line(
        "Address line 1", missing="Enter the first line of your address.", render_kw={"autocomplete": "address-line1"}
    )
    line_2 = line("Address line 2 (optional)", missing=None, render_kw={"autocomplete": "address-line2"})
    town = line("Town or city", missing="Enter your town or city.", render_kw={"autocomplete": "address-level2"})
    county = line("County (optional)", missing=None)
    postcode = line("Postcode", missing="Enter your postcode.", longest=20, render_kw={"autocomplete": "postal-code"})
    moved_in = MonthField(
        "When did you move in?", missing="Enter the month and year when you moved in.", hint="For example, 3 2015"
    )
    widths: ClassVar[Mapping[str, str]] = {
        "town": "govuk-!-width-two-thirds",
        "county": "govuk-!-width-two-thirds",
        "postcode": "govuk-input--width-10",
    }

    def validate_moved_in(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("The month when you moved in must be in the past.")


class ContactForm(QuestionForm):
    title = "What is your phone number?"
    phone = line(
        "What is your phone number?", missing="Enter a phone number.", longest=40,
        hint="We ring only when an e-mail will not do. With a number from abroad, start with the country code.",
        render_kw={"autocomplete": "tel", "type": "tel"}, validators=[refuse_unless_phone],
    )  # fmt: skip
    widths: ClassVar[Mapping[str, str]] = {"phone": "govuk-input--width-20"}


class AdjustmentsForm(QuestionForm):
    title = "Do you need any help or changes while you apply?"
    needed = one_of(
        "Do you need any help or changes while you apply?", choices.YES_NO,
        missing="Choose whether you need any help or changes.",
        hint="For example because of a disability or health condition. Saying yes does not count against you.",
    )  # fmt: skip
    what = paragraph("What would help you?", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "what": ("needed", "yes", "Tell us what would help you.")
    }


class HeardAboutForm(QuestionForm):
    title = "How did you hear about us?"
    source = one_of("How did you hear about us?", choices.SOURCES, missing="Choose how you heard about us.")
    other = line("How was that?", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "other": ("source", "other", "Tell us how you heard about us.")
    }


def availability_form(fewest_hours: int, *, members: str) -> type[QuestionForm]:
    """The time someone can give, at least as much as the force asks of these members."""

    class AvailabilityForm(QuestionForm):
        title = "How much time can you give?"
        hours = line(
            "How many hours a month can you give?", missing="Enter how many hours a month you can give.", longest=20,
            hint=f"At least {fewest_hours} hours a month on average.", render_kw={"inputmode": "numeric"},
        )  # fmt: skip
        when = several_of(
            "When are you free?", choices.WHEN_FREE, missing="Choose at least one time when you are free.",
            hint="Choose all that fit.",
        )  # fmt: skip
        widths: ClassVar[Mapping[str, str]] = {"hours": "govuk-input--width-3"}

        def validate_hours(self, field: Field) -> None:
            found = HOURS.match(field.data or "")
            if not found or int(found[1]) > MOST_HOURS_A_MONTH:
                raise ValidationError(f"Enter the hours a month as a whole number, like {fewest_hours}.")
            if int(found[1]) < fewest_hours:
                raise ValidationError(f"{members} give at least {fewest_hours} hours a month on average.")

        def values(self) -> dict[str, Any]:
            found = HOURS.match(self.hours.data or "")
            return {**super().values(), "hours": int(found[1]) if found else None}

    return AvailabilityForm


class AreaForm(QuestionForm):
    """One of the areas there are when it is asked."""

    title = "Where would you like to volunteer?"
    area = one_of(
        "Where would you like to volunteer?", (), missing="Choose the area where you would like to volunteer.",
        hint="It need not be where you live.",
    )  # fmt: skip

    def choices_now(self) -> None:
        self.area.choices = area_choices()


def area_choices() -> list[SelectChoice]:
    """The areas there are now, to choose from."""
    return [SelectChoice(value=area.code, label=area.name) for area in current_force().areas]


# The form of each question that any kind of volunteering may ask.
SHARED_FORMS: Mapping[str, type[QuestionForm]] = {
    "name": NameForm,
    "date-of-birth": BirthDateForm,
    "birthplace": BirthplaceForm,
    "address": AddressForm,
    "contact": ContactForm,
    "adjustments": AdjustmentsForm,
    "area": AreaForm,
    "heard-about": HeardAboutForm,
}
