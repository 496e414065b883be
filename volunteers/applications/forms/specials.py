"""The Special Constabulary's own questions. Only what is needed to begin is asked.

Fields follow real special constable forms. The National Insurance number, referees and the vetting forms come later,
when the force asks for them.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from wtforms import Field
from wtforms.validators import ValidationError

from volunteers import clock
from volunteers.applications.forms import past, person
from volunteers.applications.forms.base import MonthField, QuestionForm
from volunteers.applications.forms.many import Many
from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.specials import offence_in_a_line
from volunteers.forces.rules import Force
from volunteers.web.fields import line, one_of, paragraph, several_of

POINTS = re.compile(r"[0-9]{1,2}")


def commitments_form(hours: int, years: int) -> type[QuestionForm]:
    """What a Special Constable takes on, read and agreed to one by one."""
    promises = (
        ("hours", f"I can give at least {hours} hours a month on average"),
        ("years", f"I mean to stay for at least {years} years"),
        ("training", "I will take all of the training, and keep it up to date"),
        ("fitness", "I will keep fit enough to pass the fitness test"),
        ("conduct", "I will keep to the standards of behaviour of the police, on duty and off"),
        (
            "tell",
            "I will say when something about me changes, such as work, health or a contact with police",
        ),
    )

    class CommitmentsForm(QuestionForm):
        title = "What you take on"
        agreed = several_of(
            "What you take on", promises, missing="Tick each line to say that you agree to it.",
            hint="Read each line. You need to agree to all of them to be a Special Constable.",
        )  # fmt: skip

        def validate_agreed(self, field: Field) -> None:
            left = [words for value, words in promises if value not in (field.data or [])]
            if field.data and left:
                raise ValidationError(f"To go on you need to agree to every line. Not ticked: {left[0]}.")

    return CommitmentsForm


class OffenceForm(QuestionForm):
    title = "What do we need to know about?"
    many = Many(
        "matter", "matters", offence_in_a_line, most=30,
        explains="Tell us about every conviction, caution, reprimand and fixed penalty, however long ago. It does not "
        "always stop you. Only a vetting officer reads this.",
    )  # fmt: skip
    what = line("What was it?", missing="Enter what it was.", hint="For example: a caution for criminal damage.")
    happened = MonthField(
        "When was it?", missing="Enter the month and year. A guess will do.", hint="For example, 6 2012"
    )
    outcome = line("What came of it?", missing="Enter what came of it.", hint="For example: a fine, points, no action.")
    more = paragraph("Anything else you want to say (optional)", missing=None)

    def validate_happened(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("The month must be in the past.")


class DrivingForm(QuestionForm):
    title = "Do you have a driving licence?"
    licence = one_of(
        "Do you have a driving licence?", choices.LICENCES,
        missing="Choose whether you have a driving licence.", hint="You can apply without one.",
    )  # fmt: skip
    number = line(
        "Licence number (optional)", missing=None, longest=30, hint="It is on your licence card, at number 5."
    )
    penalty_points = line("Penalty points now (optional)", missing=None, longest=10, render_kw={"inputmode": "numeric"})
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "number": ("licence", "full", None),
        "penalty_points": ("licence", "full", None),
    }
    widths: ClassVar[Mapping[str, str]] = {"number": "govuk-input--width-20", "penalty_points": "govuk-input--width-2"}

    def validate_penalty_points(self, field: Field) -> None:
        if field.data and not POINTS.fullmatch(field.data):
            raise ValidationError("Enter the points as a whole number, like 3. If you have none, write 0.")


class EmploymentForm(QuestionForm):
    title = "What work do you do?"
    hint = "Some work cannot be combined with being a Special Constable, so we ask about all of it."
    occupation = line(
        "What do you do now?", missing="Enter what you do now. If you are not working, say so.",
        hint="For example: teacher, student, looking after family, retired, not working.",
    )  # fmt: skip
    employer = line("Who you work for (optional)", missing=None, render_kw={"autocomplete": "organization"})


class EducationForm(QuestionForm):
    title = "What education and qualifications do you have?"
    education = paragraph(
        "What education and qualifications do you have?",
        missing="Tell us about your education and qualifications. If you have none, write “none”.",
        hint="School, college, university, trade or professional, with years. If you have none, write “none”.",
    )


class TattoosForm(QuestionForm):
    title = "Do you have any tattoos?"
    any = one_of(
        "Do you have any tattoos?", choices.YES_NO, missing="Choose whether you have any tattoos.",
        hint="A tattoo stops you only if it would offend. We look at each one.",
    )  # fmt: skip
    describe = paragraph("Where is each one, and what does it show?", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "describe": ("any", "yes", "Tell us where each tattoo is and what it shows.")
    }


@cache
def question_forms(force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of the Special Constabulary, apart from the eligibility questions."""
    numbers = force.numbers
    hours = numbers.special_minimum_hours_a_month
    return {
        **person.SHARED_FORMS,
        "earlier-addresses": past.earlier_addresses_form(numbers.special_residence_years),
        "activities": past.activities_form(numbers.special_residence_years),
        "commitments": commitments_form(hours, numbers.special_minimum_service_years),
        "offences": OffenceForm,
        "driving": DrivingForm,
        "employment": EmploymentForm,
        "education": EducationForm,
        "tattoos": TattoosForm,
        "availability": person.availability_form(hours, members="Special Constables"),
    }
