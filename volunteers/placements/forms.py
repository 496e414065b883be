"""The forms of placements, journeys and a day's work."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.expenses.forms.fields import MilesField
from volunteers.forces.rules import SupportRole
from volunteers.placements.models import Placement
from volunteers.placements.rules import JourneyGiven, Terms, Vehicle
from volunteers.web.fields import ClockField, DayField, line, one_of, paragraph, pick, several_of, tidy
from volunteers.web.forms import CreatingForm, Form, VersionForm
from volunteers.web.numbers import WholeNumberField

HIGHEST_ODOMETER = 999_999
MOST_HOURS = 60
BESIDE = {
    "odometer": "odometer_end", "odometer_back": "odometer_end", "odometer_start": "odometer_start",
    "odometer_end": "odometer_end", "miles": "miles", "check_miles": "sure", "fleet": "fleet_number",
    "same_place": "to_place", "ends": "ends", "future": "on", "not_then": "on", "overlaps": "starts",
    "order": "until_on", "unit": "unit", "contact": "contact_email", "powers": "powers_reference",
    "no_powers": "powers_reference",
}  # fmt: skip


class _Beside(Form):
    """Refusals stand beside the field they are about."""

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            field = self._fields.get(BESIDE.get(refusal.code, ""))
            words = refusal.message
            words += f" Who can put it right: {refusal.who}." if refusal.who else ""
            words += f" Possible from {refusal.clears_on.day} {refusal.clears_on:%B %Y}." if refusal.clears_on else ""
            if field is None:
                super().refuse([Refusal(refusal.code, words)])
            else:
                field.errors = [*field.errors, words]


class TermsForm(_Beside, CreatingForm):
    """Who, in which role, where, with whom, and when."""

    volunteer = pick("Volunteer", [], missing="Choose the volunteer.")
    role = pick("Role", [], missing="Choose the role.")
    unit = pick("Where", [], missing="Choose where they work.")
    contact = line("Who looks after them there", missing="Enter who looks after them there.", longest=100)
    contact_email = line(
        "Their e-mail address, if they work in this service (optional)", missing=None, longest=254, hint=""
    )
    from_on = DayField("First day", missing="Enter the first day.", name_of_it="The first day")
    until_on = DayField("Last day", missing=None, name_of_it="The last day", hint="Leave it empty if it is open")
    days = line(
        "Usual days", missing="Enter the usual days.", longest=100, hint="For example, Tuesday and Thursday mornings"
    )
    hours = WholeNumberField(
        "Hours a week agreed", wrong=f"The hours a week must be a number from 1 to {MOST_HOURS}.",
        missing="Enter the hours a week.", most=MOST_HOURS,
    )  # fmt: skip
    powers_on = DayField(
        "Powers given on", missing=None, name_of_it="The day the powers were given",
        hint="Only for a role with powers that the chief constable gives",
    )  # fmt: skip
    powers_reference = line("Reference of the powers", missing=None, longest=60)
    version = HiddenField(filters=[tidy])

    def offering(
        self, people: Sequence[tuple[str, str]], roles: Sequence[SupportRole], units: Sequence[tuple[str, str]]
    ) -> None:
        self.volunteer.choices = _to_choose(people)
        self.role.choices = _to_choose([(role.code, role.name) for role in roles])
        self.unit.choices = _to_choose(units)

    def terms(self, contact_id: int | None) -> Terms:
        given = self.data
        return Terms(
            role=given["role"], unit_id=int(given["unit"]), contact=given["contact"], contact_id=contact_id,
            from_on=given["from_on"], until_on=given["until_on"], days=given["days"], hours=given["hours"],
            powers_on=given["powers_on"], powers_reference=given["powers_reference"] or "",
        )  # fmt: skip

    def fill(self, placement: Placement, email: str) -> None:
        """Put in the terms there are, unless the form was sent."""
        if self.is_submitted():
            return
        self.volunteer.data, self.role.data = str(placement.volunteer_id), placement.role
        self.unit.data, self.contact_email.data = str(placement.unit_id), email
        for name in ("contact", "from_on", "until_on", "days", "hours", "powers_on", "powers_reference"):
            self._fields[name].data = getattr(placement, name)
        self.version.data = str(placement.version)

    @property
    def changing(self) -> int:
        """The version that was seen; 0, which none has, for anything that is no number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


class EndForm(VersionForm):
    """Ending a placement."""

    last_on = DayField("Last day", missing="Enter the last day.", name_of_it="The last day")
    reason = paragraph("Why it ends", missing="Say why it ends.", hint="The volunteer reads this.", longest=500)


class WantedForm(Form):
    """How many are wanted in a role in an area."""

    role = pick("Role", [], missing="Choose the role.")
    area = pick("Area", [], missing="Choose the area.")
    wanted = WholeNumberField(
        "How many are wanted", wrong="Enter a number from 0 to 500.", missing="Enter how many.", least=0, most=500
    )


class JourneyForm(_Beside, CreatingForm):
    """A journey, on a telephone."""

    on = DayField("Day", missing="Enter the day.", name_of_it="The day")
    starts = ClockField("Set out at", missing="Enter when you set out.", hint="For example, 9:15am")
    ends = ClockField(
        "Arrived at", missing="Enter when you arrived.", hint="For example, 10:40am. After midnight counts too."
    )
    from_place = line("From", missing="Enter where you set out from.", longest=100)
    to_place = line("To", missing="Enter where you went.", longest=100)
    vehicle = one_of("Vehicle", [("police", "A police vehicle"), ("own", "My own car")], missing="Choose the vehicle.")
    fleet_number = line(
        "Fleet number or registration", missing=None, longest=12, hint="Of a police vehicle. It is on the key."
    )
    odometer_start = WholeNumberField(
        "Odometer at the start", wrong="Enter the odometer as a whole number.", missing=None, least=0,
        most=HIGHEST_ODOMETER,
    )  # fmt: skip
    odometer_end = WholeNumberField(
        "Odometer at the end", wrong="Enter the odometer as a whole number.", missing=None, least=0,
        most=HIGHEST_ODOMETER,
    )  # fmt: skip
    miles = MilesField("Or miles", missing=None, hint="If you have no odometer. To a tenth, for example 12.4")
    sure = several_of("A long way", [("yes", "I checked the miles, and they are right")], missing=None)

    def given(self) -> JourneyGiven:
        said = self.data
        starts_at, ends_at = times_of(said["on"], said["starts"], said["ends"])
        is_police = said["vehicle"] == Vehicle.POLICE
        return JourneyGiven(
            starts_at, ends_at, said["from_place"], said["to_place"], Vehicle(said["vehicle"]),
            fleet_number=(said["fleet_number"] or "") if is_police else "", odometer_start=said["odometer_start"],
            odometer_end=said["odometer_end"], tenths=said["miles"], is_sure="yes" in (said["sure"] or ()),
        )  # fmt: skip


class WorkedForm(_Beside, CreatingForm):
    """A day's work."""

    on = DayField("Day", missing="Enter the day.", name_of_it="The day")
    starts = ClockField("From", missing="Enter when you began.", hint="For example, 9:15am")
    ends = ClockField("To", missing="Enter when you finished.", hint="For example, 1pm")


def _to_choose(pairs: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=words) for value, words in [("", "Choose"), *pairs]]


def times_of(on: Any, starts: Any, ends: Any) -> tuple[datetime, datetime]:
    """Two times of a day as moments; the second one on the next day where it is earlier."""
    begins, finishes = datetime.combine(on, starts), datetime.combine(on, ends)
    if finishes < begins:
        finishes += timedelta(days=1)
    return clock.from_london(begins), clock.from_london(finishes)
