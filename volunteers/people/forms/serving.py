"""What is asked when how someone serves is to change."""

from collections.abc import Sequence
from datetime import date, timedelta

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from volunteers.people.queries.serving import ServingFile
from volunteers.people.rules.changes import StatusChange
from volunteers.people.rules.moving_on import LEAVES, WAYS
from volunteers.people.rules.serving import StatusKind
from volunteers.people.service.endings import Ending
from volunteers.people.service.postings import Posting
from volunteers.strands.rules.reasons import Reason
from volunteers.web.fields import DayField, one_of, paragraph, pick
from volunteers.web.forms import CreatingForm


class ServingForm(CreatingForm):
    """What every change asks: ``seen`` is how much was written down when the page was made."""

    seen = HiddenField(validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])
    note = paragraph("Own words", missing=None, hint="For staff. Nothing about their health.", longest=1000)

    @property
    def number_seen(self) -> int:
        return int(self.seen.data)


class ReasonedForm(ServingForm):
    """A reason of those the force keeps, with own words beside it."""

    reason = one_of("Reason", (), missing="Choose a reason.")

    def offer(self, reasons: Sequence[Reason]) -> None:
        """The reasons to choose from."""
        self.reason.choices = [SelectChoice(value=each.code, label=each.words) for each in reasons]
        self.offered = {each.code: each for each in reasons}

    @property
    def chosen(self) -> Reason | None:
        return self.offered.get(self.reason.data or "")


class StatusForm(ReasonedForm):
    """Leave, a restriction or a suspension, from a day and until another where that is known."""

    from_on = DayField("First day", missing="Enter the first day.", name_of_it="The first day")
    until_on = DayField("Last day", missing=None, name_of_it="The last day")
    limits = paragraph("What they may not do", missing=None, longest=300)

    def change(self, status: StatusKind) -> StatusChange:
        """What was filled in."""
        limits = self.limits.data or "" if status is StatusKind.RESTRICTED else ""
        return StatusChange(
            status, day_of(self.from_on), self.until_on.data, self.chosen, limits, self.note.data or ""
        )  # fmt: skip


class ActiveForm(ServingForm):
    """Active again from a day."""

    from_on = DayField("First day", missing="Enter the first day.", name_of_it="The first day")

    def change(self, status: StatusKind) -> StatusChange:
        """What was filled in."""
        return StatusChange(status, day_of(self.from_on), note=self.note.data or "")


class RankForm(ServingForm):
    """Another rank, and what it rests on."""

    rank = one_of("Rank", (), missing="Choose a rank.")
    from_on = DayField("From", missing="Enter the day from which it counts.", name_of_it="The day")
    evidence = paragraph(
        "What it rests on", missing="Say what the change rests on.",
        hint="Such as the board’s decision and its date, or the order.", longest=500,
    )  # fmt: skip


class GradeForm(ServingForm):
    """Another grade, and what it rests on."""

    grade = one_of("Status", (), missing="Choose a status.")
    from_on = DayField("From", missing="Enter the day from which it counts.", name_of_it="The day")
    evidence = paragraph(
        "What it rests on", missing="Say what the change rests on.",
        hint="Such as the checklist signed by a tutor. To move someone back, say why.", longest=500,
    )  # fmt: skip


class PostingForm(ReasonedForm):
    """Another area or unit; each choice is an area and a unit, or an area alone."""

    where = pick("Where to", (), missing="Choose where they go.")
    from_on = DayField("From", missing="Enter the day from which it counts.", name_of_it="The day")

    def posting(self) -> Posting:
        """What was filled in."""
        area, _, unit = (self.where.data or "").partition("|")
        return Posting(area, int(unit) if unit else None, day_of(self.from_on), self.chosen, self.note.data or "")


class EndForm(ReasonedForm):
    """The last day of service, and why."""

    last_on = DayField("Last day of service", missing="Enter their last day.", name_of_it="The last day")

    def ending(self) -> Ending:
        """What was filled in: service ends with the day after the last one."""
        return Ending(day_of(self.last_on) + timedelta(days=1), self.chosen, self.note.data or "")


class MoveOnForm(ServingForm):
    """What a cadet who turns 18 goes on to."""

    way = one_of(
        "What comes next?", [*((way.code, way.words) for way in WAYS), (LEAVES, "Nothing for now: they leave")],
        missing="Choose what comes next.",
    )  # fmt: skip


def with_seen(form: ServingForm, file: ServingFile) -> None:
    """Say how much was written down as the page is made, so that a stale one is noticed."""
    if form.seen.data in (None, ""):
        form.seen.data = str(file.seen)


def day_of(field: DayField) -> date:
    """The day that was typed; that there is one was judged with the form."""
    if field.data is None:
        raise AssertionError("judged before")
    return field.data
