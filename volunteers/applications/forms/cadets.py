"""The questions of the police cadets' form, which young people of 13 to 17 answer themselves.

Before a parent or guardian agrees, nothing is asked but the name, the age, the unit and how to reach that guardian.
Fields follow a real cadet form (Lincolnshire Police); what is asked after the guardian agreed comes at a later stage.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, ValidationError

from volunteers import clock
from volunteers.applications.forms import person
from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.person import refuse_unless_phone
from volunteers.applications.rules import choices
from volunteers.forces.rules import Force
from volunteers.guardians.rules import SAME_MAILBOX, is_same_mailbox
from volunteers.openings.queries import list_openings, unit_choices
from volunteers.places.queries import area_of_unit
from volunteers.strands.rules import StrandCode
from volunteers.web.fields import email as email_field
from volunteers.web.fields import line, one_of, paragraph

CHOOSE_UNIT = "Choose a unit."
NOT_OPEN = (
    "{unit} is not taking new cadets just now. Choose another unit, or ask us on the page of the police cadets to tell "
    "you when it opens."
)
SECOND = ("has", "yes")
LIKE_AN_ADDRESS = Email("Enter an e-mail address in the correct format, like name@example.com.")


class NameForm(QuestionForm):
    """The name and nothing more: earlier names are not asked of a child."""

    title = "What is your name?"
    first_name = line("First name", missing=None, render_kw={"autocomplete": "given-name", "spellcheck": "false"})
    last_name = line(
        "Last name", missing="Enter your last name. If you have one name only, enter it here.",
        hint="If you have one name only, enter it here.",
        render_kw={"autocomplete": "family-name", "spellcheck": "false"},
    )  # fmt: skip


class UnitForm(QuestionForm):
    """Stored are the unit's number, its name as it was chosen, and its area."""

    title = "Which unit would you like to join?"
    unit = one_of(
        "Which unit would you like to join?", (), missing=CHOOSE_UNIT,
        hint="Your age is looked at on the day the unit starts.",
    )  # fmt: skip

    def choices_now(self) -> None:
        self.names = dict(unit_choices(StrandCode.CADETS))
        self.open = {str(line.unit_id) for line in list_openings(StrandCode.CADETS, clock.today()) if line.is_open}
        self.unit.choices = [
            SelectChoice(value=number, label=name if number in self.open else f"{name}: not open now")
            for number, name in self.names.items()
        ]

    def validate_unit(self, field: Field) -> None:
        if field.data in self.names and field.data not in self.open:
            raise ValidationError(NOT_OPEN.format(unit=self.names[field.data]))

    def values(self) -> dict[str, Any]:
        number = self.unit.data or ""
        if number not in self.names:
            return {"unit": "", "name": "", "area": ""}
        return {"unit": number, "name": self.names[number], "area": area_of_unit(int(number))}


class GuardianForm(QuestionForm):
    title = "Who is your parent or guardian?"
    hint = (
        "We write to them and ask whether they agree. Nothing goes on before they do. "
        "They must have an e-mail address of their own, which you do not read."
    )
    name = line("Their full name", missing="Enter the full name of your parent or guardian.")
    relation = one_of("Who are they to you?", choices.RELATIONS, missing="Choose who they are to you.")
    email = email_field("Their e-mail address", missing="Enter the e-mail address of your parent or guardian.")
    phone = line(
        "Their phone number", missing="Enter the phone number of your parent or guardian.", longest=40,
        hint="Someone from the cadet team rings them once they have agreed.",
        render_kw={"type": "tel"}, validators=[refuse_unless_phone],
    )  # fmt: skip
    widths: ClassVar[Mapping[str, str]] = {"phone": "govuk-input--width-20"}

    def hint_of(self, _value: str) -> str:
        """Nothing stands under who they are."""
        return ""

    def choices_now(self) -> None:
        # It is not the address of whoever types it, so their browser must not offer their own.
        self.email.render_kw = {"type": "email", "autocomplete": "off", "spellcheck": "false"}

    def validate_email(self, field: Field) -> None:
        if self.own_email and is_same_mailbox(field.data or "", self.own_email):
            raise ValidationError(SAME_MAILBOX.message)


class SecondGuardianForm(QuestionForm):
    """A second guardian is noted and not written to, unless the cadet team decides to."""

    title = "Is there a second parent or guardian we should know of?"
    has = one_of(
        "Is there a second parent or guardian we should know of?", choices.YES_NO,
        missing="Choose whether there is a second parent or guardian we should know of.",
        hint="If there is not, or you would rather not say, choose No. We do not write to them unless we have to.",
    )  # fmt: skip
    name = line("Their full name", missing=None)
    relation = one_of("Who are they to you?", choices.RELATIONS, missing=None)
    phone = line("Their phone number", missing=None, longest=40, render_kw={"type": "tel"})
    email = line("Their e-mail address (optional)", missing=None, longest=254)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "name": (*SECOND, "Enter their full name."),
        "relation": (*SECOND, "Choose who they are to you."),
        "phone": (*SECOND, "Enter their phone number."),
        "email": (*SECOND, None),
    }
    widths: ClassVar[Mapping[str, str]] = {"phone": "govuk-input--width-20"}

    def validate_phone(self, field: Field) -> None:
        if field.data:
            refuse_unless_phone(self, field)

    def validate_email(self, field: Field) -> None:
        if not field.data:
            return
        LIKE_AN_ADDRESS(self, field)
        if self.own_email and is_same_mailbox(field.data, self.own_email):
            raise ValidationError(SAME_MAILBOX.message)


class SchoolForm(QuestionForm):
    title = "Where do you go to school or college?"
    kind = one_of("Where do you go to school or college?", choices.SCHOOLING, missing="Choose where you learn or work.")
    school = line("Name of the school or college", missing=None)
    town = line("Town or city", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "school": ("kind", choices.AT_SCHOOL, "Enter the name of your school or college."),
        "town": ("kind", choices.AT_SCHOOL, "Enter the town or city of your school or college."),
    }
    widths: ClassVar[Mapping[str, str]] = {"town": "govuk-!-width-two-thirds"}


class WeeklyAttendanceForm(QuestionForm):
    title = "Can you come every week in term time?"
    weekly = one_of(
        "Can you come every week in term time?", choices.WEEKLY, missing="Choose whether you can come every week.",
        hint="Units meet for about 2 hours, usually in the evening.",
    )  # fmt: skip
    what = paragraph("What might keep you from it?", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {"what": ("weekly", "mostly", None)}


@cache
def question_forms(force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of the cadets."""
    shared = person.SHARED_FORMS
    taken = ("date-of-birth", "birthplace", "address", "adjustments", "heard-about")
    return {
        **{question: shared[question] for question in taken},
        "name": NameForm,
        "unit": UnitForm,
        "guardian": GuardianForm,
        "second-guardian": SecondGuardianForm,
        "school": SchoolForm,
        "weekly-attendance": WeeklyAttendanceForm,
    }
