"""The questions of the Police Support Volunteers' own.

Roles come from the force's catalogue. What is stored of a role is its code and its name as it was chosen, so that an
answer reads the same when the catalogue has changed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar

from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from volunteers import clock
from volunteers.applications.forms import person
from volunteers.applications.forms.base import MonthField, QuestionForm
from volunteers.applications.forms.many import ACCOUNT, Many
from volunteers.applications.forms.numbers import whole_number
from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.support_volunteers import referee_in_a_line
from volunteers.forces.rules import Force, SupportRole
from volunteers.openings.queries import list_openings
from volunteers.openings.rules import OpeningState, best_state
from volunteers.references.rules import FAMILY, RELATIONS, NamedReferee, refusals_to_name
from volunteers.strands.definitions.support_volunteers import REFERENCES
from volunteers.strands.rules import StrandCode
from volunteers.web.fields import email, line, one_of, paragraph, several_of

LICENCE_NUMBER = re.compile(r"^[A-Z0-9]{5,20}$")
MOST_POINTS = 24
NOT_OPEN = (
    "“{role}” is not open just now. Choose another role, or ask us on the page of the Police Support Volunteers to "
    "tell you when it opens."
)
MOST_YEARS_KNOWN = 90


def role_form(force: Force) -> type[QuestionForm]:
    """One role of the force's catalogue, each with what it is and asks. One that has closed cannot be chosen now."""
    names = {role.code: role.name for role in force.roles}

    class RoleForm(QuestionForm):
        title = "Which role would you like most?"
        choice_hints: ClassVar[Mapping[str, str]] = {role.code: explained(role, force) for role in force.roles}
        role = one_of(
            "Which role would you like most?", tuple(names.items()), missing="Choose the role you would like most.",
            hint="You can choose others you would take too on a later page.",
        )  # fmt: skip

        def choices_now(self) -> None:
            self.closed = closed_roles(names)
            self.role.choices = [
                SelectChoice(value=code, label=f"{name}: not open now" if code in self.closed else name)
                for code, name in names.items()
            ]

        def validate_role(self, field: Field) -> None:
            if field.data in self.closed:
                raise ValidationError(NOT_OPEN.format(role=names[field.data]))

        def values(self) -> dict[str, Any]:
            return {"role": self.role.data, "name": names.get(self.role.data, "")}

    return RoleForm


def closed_roles(codes: Iterable[str]) -> set[str]:
    """The roles that nobody may apply for today, because every opening of them is closed, full or still to come."""
    lines = list_openings(StrandCode.POLICE_SUPPORT_VOLUNTEERS, clock.today())
    states = {code: best_state(line.state for line in lines if line.role in (None, code)) for code in codes}
    return {code for code, state in states.items() if state not in (None, OpeningState.OPEN)}


def explained(role: SupportRole, force: Force) -> str:
    """What a role is, and what it asks beyond what every role asks."""
    asks = []
    if role.minimum_age > force.numbers.support_volunteer_minimum_age:
        asks.append(f"You must be {role.minimum_age} or over.")
    if role.needs_driving:
        asks.append(
            f"You must have had a full driving licence for more than {force.numbers.driver_licence_months} months."
        )
    return " ".join([role.words, *asks])


def other_roles_form(force: Force) -> type[QuestionForm]:
    """Any of the roles, or none."""
    names = {role.code: role.name for role in force.roles}
    options = (*names.items(), (choices.OTHER_ROLES_NONE, "No, only the one I chose"))

    class OtherRolesForm(QuestionForm):
        title = "Is there another role you would take too?"
        apart = (choices.OTHER_ROLES_NONE,)
        roles = several_of(
            "Is there another role you would take too?", options, hint="Choose all that fit.",
            missing="Choose another role, or “No, only the one I chose”.",
        )  # fmt: skip

        def validate_roles(self, field: Field) -> None:
            if choices.OTHER_ROLES_NONE in field.data and len(field.data) > 1:
                raise ValidationError("Choose other roles, or “No, only the one I chose”, but not both.")

        def values(self) -> dict[str, Any]:
            chosen = list(self.roles.data or [])
            return {"roles": chosen, "names": [names[code] for code in chosen if code in names]}

    return OtherRolesForm


class DriverForm(QuestionForm):
    title = "Your driving licence"
    hint = "We ask because you would like to drive for us."
    since = MonthField(
        "When did you get your full licence?", missing="Enter the month and year when you got your full licence.",
        hint="For example, 3 2015",
    )  # fmt: skip
    number = line(
        "Licence number", missing="Enter your driving licence number.", longest=30,
        hint="It is on your licence card, at number 5.", render_kw={"spellcheck": "false"},
    )  # fmt: skip
    points = line(
        "How many penalty points are on it?", missing="Enter how many penalty points there are. If none, enter 0.",
        longest=20, hint="If there are none, enter 0. Points do not always stop you.",
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    vehicles = several_of(
        "What may you drive?", choices.VEHICLES, missing="Choose at least one kind of vehicle.",
        hint="It is on the back of your licence card, at number 9. Choose all that fit.",
    )  # fmt: skip
    widths: ClassVar[Mapping[str, str]] = {"number": "govuk-input--width-20", "points": "govuk-input--width-2"}

    def validate_since(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("The month when you got your full licence must be in the past.")

    def validate_number(self, field: Field) -> None:
        if field.data and not LICENCE_NUMBER.match(_without_gaps(field.data)):
            raise ValidationError("Enter your licence number as on the card: 5 to 20 letters and numbers.")

    def validate_points(self, field: Field) -> None:
        if whole_number(field.data, 0, MOST_POINTS) is None:
            raise ValidationError(f"Enter the penalty points as a whole number from 0 to {MOST_POINTS}.")

    def values(self) -> dict[str, Any]:
        points = whole_number(self.points.data, 0, MOST_POINTS)
        return {**super().values(), "number": _without_gaps(self.number.data or ""), "points": points}


class SkillsForm(QuestionForm):
    title = "What are you good at?"
    skills = paragraph(
        "What are you good at?", missing="Tell us what you are good at. If you cannot think of anything, say so.",
        hint="Skills, languages and experience that could help, from work or anywhere else. A few lines are enough.",
    )  # fmt: skip


class AvailabilityForm(QuestionForm):
    title = "When could you volunteer?"
    hint = "There are no set hours. You agree them with your team."
    days = several_of("On which days?", choices.DAYS, missing="Choose at least one day.", hint="Choose all that fit.")
    times = several_of(
        "At what time of day?", choices.TIMES_OF_DAY, missing="Choose at least one time of day.",
        hint="Choose all that fit.",
    )  # fmt: skip
    more = line(
        "Anything else about your time (optional)",
        missing=None,
        hint="For example: every second week, or term time only.",
    )


class WorkForm(QuestionForm):
    title = "What do you do now?"
    occupation = line(
        "What do you do now?", missing="Enter what you do now. If you are not working, say so.",
        hint="For example: teacher, student, looking after family, retired, not working.",
    )  # fmt: skip
    employer = line("Who you work for (optional)", missing=None, render_kw={"autocomplete": "organization"})


class ConflictsForm(QuestionForm):
    title = "Is there anything else that could conflict with police work?"
    any = one_of(
        "Is there anything else that could conflict with police work?", choices.YES_NO,
        missing="Choose whether anything else could conflict with police work.",
        hint="For example a second job, a business of your own, a group you belong to, or someone close to you who is "
        "in trouble with the law. A yes does not always stop you: we talk about it.",
    )  # fmt: skip
    what = paragraph("What is it?", missing=None)
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {"what": ("any", "yes", "Tell us what it is.")}


def faults_of_referees(items: Sequence[Mapping[str, Any]], _today: date, answers: Mapping[str, Any]) -> list[str]:
    """Why these people cannot be the referees: the same person twice, the applicant, or family."""
    own = str(answers.get(ACCOUNT, {}).get("email") or "")
    named = [NamedReferee.read(item) for item in items]
    return [each.message for each in refusals_to_name(named, named=[], own_email=own, wanted=REFERENCES)]


class RefereeForm(QuestionForm):
    title = "Who can speak for you?"
    hint = "Someone who has known you for a while and is not family. We write to them later; tell them before."
    many = Many(
        "referee", "referees", referee_in_a_line, least=REFERENCES.count, most=REFERENCES.count,
        faults=faults_of_referees,
        explains="We write to them only when your application has come that far.",
    )  # fmt: skip
    name = line("Their name", missing="Enter the name of your referee.", render_kw={"spellcheck": "false"})
    email = email("Their e-mail address", missing="Enter the e-mail address of your referee.")
    phone = line(
        "Their phone number", missing="Enter the phone number of your referee.", longest=40,
        render_kw={"type": "tel"}, validators=[person.refuse_unless_phone],
    )  # fmt: skip
    relation = one_of("How do they know you?", RELATIONS, missing="Choose how they know you.")
    years_known = line(
        "How many years have they known you?", missing="Enter how many years they have known you.", longest=20,
        hint="In whole years. If it is less than a year, enter 0.", render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    widths: ClassVar[Mapping[str, str]] = {"phone": "govuk-input--width-20", "years_known": "govuk-input--width-2"}

    def validate_relation(self, field: Field) -> None:
        if field.data == FAMILY:
            raise ValidationError("A referee cannot be in your family or be your partner. Name someone else.")

    def validate_years_known(self, field: Field) -> None:
        if whole_number(field.data, 0, MOST_YEARS_KNOWN) is None:
            raise ValidationError("Enter the years as a whole number, like 3.")

    def values(self) -> dict[str, Any]:
        return {**super().values(), "years_known": whole_number(self.years_known.data, 0, MOST_YEARS_KNOWN)}


def _without_gaps(number: str) -> str:
    return "".join(number.split()).replace("-", "").upper()


@cache
def question_forms(force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of the Police Support Volunteers, apart from the eligibility questions."""
    return {
        **person.SHARED_FORMS,
        "role": role_form(force),
        "driver": DriverForm,
        "other-roles": other_roles_form(force),
        "skills": SkillsForm,
        "availability": AvailabilityForm,
        "work": WorkForm,
        "conflicts": ConflictsForm,
        "referees": RefereeForm,
    }
