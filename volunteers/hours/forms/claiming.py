"""Claiming hours, and saying whose time they were."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from volunteers.errors import Refusal
from volunteers.hours.rules import HoursBasis
from volunteers.hours.service.claiming import Claim
from volunteers.strands.rules import HoursKind
from volunteers.web.fields import DayField, line, one_of
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.london import LondonClockField, moment_of

BASES = [(basis.value, basis.label) for basis in HoursBasis]
KINDS = [
    (HoursKind.COMMUNITY.value, "Community"),
    (HoursKind.TRAINING.value, "Training"),
    (HoursKind.OPERATIONAL.value, "Operational"),
]
# Beside which field a refusal is shown; any other is an error of the form as a whole.
FIELD_OF = {"ends_before": "until", "in_the_future": "until", "too_long": "until", "not_serving": "on"}


class BasisForm(Form):
    """Whose time it was."""

    basis = one_of("Whose time was it?", BASES, missing="Choose whose time it was.")


class ClaimForm(CreatingForm):
    """Work that no duty was made for."""

    what = line(
        "What did you do?", missing="Enter what you did.", hint="For example, School talk in Keynsham", longest=100
    )
    kind = one_of("What kind of work was it?", KINDS, missing="Choose what kind of work it was.")
    on = DayField("Which day did it begin?", missing="Enter the day it began.", name_of_it="The day it began")
    since = LondonClockField("From", missing="Enter when it began.")
    until = LondonClockField(
        "To", missing="Enter when it ended.", hint="If it went on past midnight, enter the time the next day"
    )
    basis = one_of("Whose time was it?", BASES, missing="Choose whose time it was.")

    def claim(self, strand: str) -> Claim | None:
        """What is claimed; None where a time can be none, which is then said beside it."""
        begun = self._moment(self.since)
        ended = self._moment(self.until, after=begun)
        if begun is None or ended is None:
            return None
        chosen = self.data.get("strand") or strand
        return Claim(chosen, self.what.data or "", HoursKind(self.kind.data), HoursBasis(self.basis.data), begun, ended)

    def _moment(self, field: LondonClockField, *, after: datetime | None = None) -> datetime | None:
        day = self.data["on"]
        try:
            found = moment_of(day, field)
            return moment_of(day + timedelta(days=1), field) if after and found <= after else found
        except ValueError as fault:
            field.errors = [str(fault)]
            return None

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Show each refusal beside the field that can put it right."""
        for refusal in refusals:
            field = self._fields.get(FIELD_OF.get(refusal.code, ""))
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]


def claim_form(strands: Sequence[tuple[str, str]], *, chosen: str | None = None) -> ClaimForm:
    """The form, with the strand asked first of someone who serves in several; one may be chosen already."""
    if len(strands) < 2:
        return ClaimForm()
    asked: dict[str, Any] = {"strand": one_of("For which role?", strands, missing="Choose for which role.")}
    made: type[ClaimForm] = type("ClaimFormOfStrands", (ClaimForm,), asked)
    return made(strand=chosen)
