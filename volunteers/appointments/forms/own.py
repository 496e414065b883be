"""What an applicant chooses: a time, and why they cannot come."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Regexp

from volunteers.appointments.rules.own import OfferedTime
from volunteers.strands.rules.reasons import Reason
from volunteers.web.fields import one_of, paragraph
from volunteers.web.forms import CreatingForm, Form

LONGEST_NOTE = 500


class TakeForm(CreatingForm):
    """The button that takes a place, or joins a waiting list; a second press of it does nothing more."""

    wants = HiddenField(default="place", validators=[Regexp(r"^(place|turn)$", message="Open this page again.")])


class ChooseForm(Form):
    """One of the times that are offered."""

    session = one_of("Which time suits you?", [], missing="Choose a time.")


class GiveUpForm(Form):
    """Why someone cannot come, from the force's list and in their own words."""

    reasons: Sequence[tuple[str, str]] = ()
    needs_words: frozenset[str] = frozenset()
    reason = one_of("Why can you not come?", [], missing="Choose the reason nearest to yours.")
    note = paragraph(
        "Anything you would like to tell us (optional)", missing=None, longest=LONGEST_NOTE,
        hint="You do not have to say more about your health or your family than you wish",
    )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """Another reason has to be said in words."""
        fits = bool(super().validate(extra_validators))
        if self.reason.data not in self.needs_words or self.note.data:
            return fits
        self.note.errors = ["Say in a few words why you cannot come."]
        return False

    def in_words(self) -> str:
        """What the coordinator reads."""
        words = dict(self.reasons)[self.reason.data]
        return f"{words}: {self.note.data}" if self.note.data else words


def choose_form(times: Sequence[OfferedTime]) -> ChooseForm:
    """A form whose answers are these times."""
    choices = [(str(time.id), time.when) for time in times]

    class Choose(ChooseForm):
        session = one_of("Which time suits you?", choices, missing="Choose a time.")

    return Choose()


def give_up_form(reasons: Sequence[Reason]) -> GiveUpForm:
    """A form whose answers are these reasons."""
    choices = [(each.code, each.words) for each in reasons]

    class GiveUp(GiveUpForm):
        needs_words = frozenset(each.code for each in reasons if each.note_needed)
        reason = one_of("Why can you not come?", choices, missing="Choose the reason nearest to yours.")

    form = GiveUp()
    form.reasons = choices
    return form
