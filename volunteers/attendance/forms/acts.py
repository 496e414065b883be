"""One press, a reason, a correction, words about someone who is safe, and who leads."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from volunteers.attendance.models import BookingWhat
from volunteers.strands.rules.reasons import Reason
from volunteers.web.fields import line, one_of, paragraph
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.london import LondonClockField, moment_of, nearest_day

NOBODY = "nobody"
CORRECTED = [
    ("on", "Came on at another time"), ("off", "Went off at another time"),
    ("never_on", "Was never on this duty"), ("not_off", "Has not gone off yet"),
]  # fmt: skip


class BookForm(CreatingForm):
    """One big button, on or off; its token is the key of the entry, so that two presses are one."""

    what = HiddenField(validators=[AnyOf(["on", "off"], message="Press one of the two buttons.")])

    @property
    def booked(self) -> BookingWhat:
        return BookingWhat(self.what.data)


class AbsenceForm(Form):
    """Why somebody did not come."""

    reason = one_of("Why did they not come?", [], missing="Choose why they did not come.")
    note = line("In a few words", missing=None, hint="Needed for another reason. Nothing about their health.")


class SafeForm(Form):
    """How it is known that somebody is safe."""

    words = line("How do you know that they are safe?", missing="Say how you know that they are safe.",
                 hint="Such as: rang them, at home since 10pm")  # fmt: skip


class CorrectForm(CreatingForm):
    """What was wrong, the right time, and why it is corrected."""

    which = one_of("What is to be corrected?", CORRECTED, missing="Choose what is to be corrected.")
    at = LondonClockField("The right time", missing=None, hint="Like 6:05pm or 18:05. Leave it empty for the last two.")
    reason = paragraph("Why is it corrected?", missing="Say why this is corrected.")

    @property
    def what(self) -> BookingWhat:
        on = self.which.data in ("on", "never_on")
        return BookingWhat.ON_CORRECTED if on else BookingWhat.OFF_CORRECTED

    @property
    def takes_away(self) -> bool:
        return self.which.data in ("never_on", "not_off")

    def moment(self, near: datetime) -> datetime | None:
        """The right time on the day nearest to another; None where it takes one away. A fault is the field's error."""
        if self.takes_away:
            return None
        if self.at.data is None:
            self.at.errors = ["Enter the right time."]
            return None
        try:
            return moment_of(nearest_day(self.at, near), self.at)
        except ValueError as fault:
            self.at.errors = [str(fault)]
            return None


class LeaderForm(Form):
    """Who leads, of those on the duty."""

    leader = one_of("Who leads this duty?", [], missing="Choose who leads this duty.")

    @property
    def volunteer_id(self) -> int | None:
        return None if self.leader.data == NOBODY else int(self.leader.data)


def absence_form(reasons: Sequence[Reason]) -> AbsenceForm:
    """With the reasons there are for this strand."""
    form = AbsenceForm()
    form.reason.choices = [SelectChoice(value=each.code, label=each.words) for each in reasons]
    return form


def leader_form(people: Iterable[Any], leader_id: int | None) -> LeaderForm:
    """With those on the duty, and nobody; the one who leads now is chosen."""
    form = LeaderForm(leader=str(leader_id) if leader_id else NOBODY)
    offered = [*[(str(one.volunteer_id), one.name) for one in people], (NOBODY, "Nobody for now")]
    form.leader.choices = [SelectChoice(value=value, label=words) for value, words in offered]
    return form
