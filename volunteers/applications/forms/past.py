"""Where someone lived and what they did before, in months, so that nothing in between is left out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import ValidationError

from volunteers import clock
from volunteers.applications.forms.base import MonthField, QuestionForm
from volunteers.applications.forms.many import Items, Many
from volunteers.applications.rules import choices
from volunteers.applications.rules.months import gaps, spans_of, stretch_in_words, years_before
from volunteers.applications.rules.wording.past import activity_in_a_line, address_in_a_line
from volunteers.web.fields import line, one_of

Answers = Mapping[str, Any]


class StretchForm(QuestionForm):
    """Something that began in a month and ended in another."""

    def validate_began(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("The month when it began must be in the past.")

    def validate_ended(self, field: Field) -> None:
        began = self["began"].data
        if field.data and field.data > clock.today():
            raise ValidationError("The month when it ended must be in the past.")
        if field.data and began and field.data < began:
            raise ValidationError("It must end after it began: check the two months.")


def earlier_addresses_form(years: int) -> type[QuestionForm]:
    """Every address of so many years that is not the one someone lives at now."""

    def uncovered(items: Items, today: date, answers: Answers) -> list[str]:
        now = answers.get("address", {})
        if not now.get("moved_in"):
            return ["Tell us first your address now, and when you moved in."]
        since = {"began": now["moved_in"]}
        missing = gaps(spans_of([since, *items], today), years_before(today, years), today)
        return [f"Add where you lived in {stretch_in_words(stretch)}." for stretch in missing]

    class EarlierAddressForm(StretchForm):
        title = f"Where else have you lived in the last {years} years?"
        many = Many(
            "address", "addresses", address_in_a_line, least=0, most=15, faults=uncovered,
            offers=f"Have you lived anywhere else in the last {years} years?",
            explains=f"We need every address of the last {years} years, in this country and abroad, for vetting.",
        )  # fmt: skip
        line_1 = line("Address line 1", missing="Enter the first line of the address.")
        line_2 = line("Address line 2 (optional)", missing=None)
        town = line("Town or city", missing="Enter the town or city.")
        postcode = line("Postcode, if there was one", missing=None, longest=20)
        country = line("Country, if it was not the UK", missing=None)
        began = MonthField("When did you move in?", missing="Enter the month and year when you moved in.",
                           hint="For example, 3 2019")  # fmt: skip
        ended = MonthField("When did you move out?", missing="Enter the month and year when you moved out.",
                           hint="For example, 8 2021")  # fmt: skip
        widths: ClassVar[Mapping[str, str]] = {
            "town": "govuk-!-width-two-thirds",
            "postcode": "govuk-input--width-10",
            "country": "govuk-!-width-two-thirds",
        }

    return EarlierAddressForm


def activities_form(years: int) -> type[QuestionForm]:
    """What someone did before, job by job; time of which nothing is said is pointed out, and stands in nobody's way."""

    def unsaid(items: Items, today: date, _answers: Answers) -> list[str]:
        missing = gaps(spans_of(items, today), years_before(today, years), today)
        return [
            f"You have not told us what you did in {stretch_in_words(stretch)}. Add it if you can: study, caring, "
            "travelling and not working count too. We may ask you about it."
            for stretch in missing
        ]

    class ActivityForm(StretchForm):
        title = f"What have you done in the last {years} years?"
        many = Many(
            "job or activity", "jobs and activities", activity_in_a_line, most=30, flags=unsaid,
            explains=f"Tell us about the last {years} years without gaps, beginning with what you do now.",
        )  # fmt: skip
        kind = one_of("What was it?", choices.ACTIVITIES, missing="Choose what it was.")
        what = line("What did you do?", missing="Enter what you did.", hint="For example: shop assistant, A levels.")
        where = line("Where, or for whom? (optional)", missing=None)
        began = MonthField("When did it begin?", missing="Enter the month and year when it began.",
                           hint="For example, 3 2019")  # fmt: skip
        ended = MonthField("When did it end?", missing=None, hint="Leave this empty if you still do it.")

    return ActivityForm
