"""The Special Constabulary's own questions. Only what is needed to begin is asked.

Fields follow real special constable forms. The National Insurance number, referees and the vetting forms come later,
when the force asks for them.
"""

from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from volunteers.applications.forms import person
from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.rules import choices
from volunteers.forces.rules import Force
from volunteers.web.fields import line, one_of, paragraph


class DrivingForm(QuestionForm):
    title = "Do you have a driving licence?"
    licence = one_of(
        "Do you have a driving licence?", choices.LICENCES,
        missing="Choose whether you have a driving licence.", hint="You can apply without one.",
    )  # fmt: skip
    number = line(
        "Licence number (optional)", missing=None, longest=30, hint="It is on your licence card, at number 5."
    )
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {"number": ("licence", "full", None)}
    widths: ClassVar[Mapping[str, str]] = {"number": "govuk-input--width-20"}


class EmploymentForm(QuestionForm):
    title = "What work do you do?"
    hint = "Some work cannot be combined with being a Special Constable, so we ask about all of it."
    occupation = line(
        "What do you do now?", missing="Enter what you do now. If you are not working, say so.",
        hint="For example: teacher, student, looking after family, retired, not working.",
    )  # fmt: skip
    employer = line("Who you work for (optional)", missing=None, render_kw={"autocomplete": "organization"})
    history = paragraph(
        "What did you do before?", missing="Tell us what you did before. If this is your first job, say so.",
        hint="One job a line, newest first, with the months it began and ended. Say what you did in any time between.",
    )  # fmt: skip


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
    hours = force.numbers.special_minimum_hours_a_month
    return {
        **person.shared_forms(force),
        "driving": DrivingForm,
        "employment": EmploymentForm,
        "education": EducationForm,
        "tattoos": TattoosForm,
        "availability": person.availability_form(hours, members="Special Constables"),
    }
