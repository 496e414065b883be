"""Choosing people: whom to invite to which sessions, whom to give a place, and why someone is taken off."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from volunteers.appointments.rules.readiness import Candidate
from volunteers.extensions import LARGEST_ID
from volunteers.web.fields import DayField, one_of, paragraph, several_of
from volunteers.web.forms import CreatingForm, Form

Choices = Sequence[tuple[str, str]]
NOBODY = "Choose at least one person."


class PeopleForm(CreatingForm):
    """Whom. Made by ``fill_form`` or ``invite_form``; those left out are not among the choices."""

    @property
    def people(self) -> list[int]:
        """The applications that were chosen."""
        return [int(each) for each in self["chosen"].data or ()]

    def ticked(self, candidate: Candidate) -> bool:
        """Whether someone is chosen on the page as it stands."""
        return str(candidate.application_id) in (self["chosen"].data or ())


class InviteForm(PeopleForm):
    """Whom, to which sessions, and by which day they answer."""

    @property
    def offered(self) -> list[int]:
        return [int(each) for each in self["sessions"].data or ()]


class WhyForm(Form):
    """Why a session is cancelled, or someone is taken off one; they are told."""

    reason = paragraph(
        "Why?", missing="Say why, in a few words: they are told.", longest=500, hint="This is in the message to them"
    )


class GiveForm(CreatingForm):
    """The button that gives a place to someone who waits."""


def fill_form(candidates: Sequence[Candidate], *, ticked: Collection[int]) -> PeopleForm:
    """The form for a session that is filled, with those proposed ticked at first."""
    made: type[PeopleForm] = type("FillForm", (PeopleForm,), {"chosen": _chosen(candidates)})
    return made(chosen=[str(number) for number in sorted(ticked)])


def invite_form(
    candidates: Sequence[Candidate], sessions: Choices, *, first: int, reply_by: date, ticked: Collection[int] = ()
) -> InviteForm:
    """The form to invite some of these people to some of these sessions, the one it came from ticked at first."""
    fields = {
        "sessions": several_of(
            "Which times may they choose from?", sessions, missing="Choose at least one session to pick from."
        ),
        "reply_by": DayField("Answer by", missing="Enter the day to answer by.", name_of_it="The day to answer by"),
        "chosen": _chosen(candidates),
    }
    made: type[InviteForm] = type("InviteFormOfSession", (InviteForm,), fields)
    return made(sessions=[str(first)], reply_by=reply_by, chosen=[str(number) for number in sorted(ticked)])


def book_form(sessions: Choices) -> CreatingForm:
    """The form to give one applicant one of these sessions."""
    fields: dict[str, Any] = {"session": one_of("Which session?", sessions, missing="Choose a session.")}
    made: type[CreatingForm] = type("BookForm", (CreatingForm,), fields)
    return made()


def _chosen(candidates: Sequence[Candidate]) -> Any:
    """Whoever was on the list when the page was opened may be sent: the service says what became of them since."""
    choices = [SelectChoice(value=str(each.application_id), label=each.name) for each in candidates]
    rules = [DataRequired(NOBODY), _numbers]
    return SelectMultipleField("Who", choices=choices, validate_choice=False, validators=rules)


def _numbers(_form: Any, field: Any) -> None:
    if any(not (each.isascii() and each.isdigit() and int(each[:11]) <= LARGEST_ID) for each in field.data):
        raise ValidationError(NOBODY)
