"""Planning a session, closing one that did not run, and keeping a scheme's devices and thresholds."""

from collections.abc import Sequence
from datetime import datetime

from volunteers.places.rules.sites import SiteState
from volunteers.speedwatch.forms.offering import choices
from volunteers.speedwatch.rules.sessions import Direction
from volunteers.speedwatch.service import PlannedStand
from volunteers.web.fields import DayField, line, one_of, pick
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.london import LondonClockField, moment_of

TEAMS = range(3, 9)
WHY_NOT_RUN = (
    ("too_few", "Too few people came"),
    ("no_operator", "Nobody there was trained to hold the device"),
    ("weather", "The weather or the light"),
    ("device", "The device could not be used"),
    ("not_safe", "The site was not safe"),
    ("other", "Something else"),
)


class PlanForm(CreatingForm):
    """A session at one of the scheme's sites."""

    site = pick("Site", [], missing="Choose the site.")
    direction = one_of(
        "Direction", [(each.value, each.label) for each in Direction], missing="Choose which traffic you measure."
    )
    day = DayField("Day", missing="Enter the day.", name_of_it="The day")
    starts = LondonClockField("From", missing="Enter when it begins.", hint="For example, 10am or 10:30")
    ends = LondonClockField(
        "To", missing="Enter when it ends.", hint="At most two hours later, and before it gets dark"
    )
    places = pick(
        "How many of you", [(str(each), str(each)) for each in TEAMS], missing="Choose how many places there are.",
        hint="One of them holds the device and has to be trained for that.",
    )  # fmt: skip

    @classmethod
    def of_sites(cls, sites: Sequence[SiteState], chosen: int | None) -> "PlanForm":
        """The form with the scheme's sites to choose from."""
        form = cls(data={"site": str(chosen) if chosen else None, "places": "4"})
        form.site.choices = choices(
            [
                ("", "Choose a site"),
                *((str(one.id), f"{one.name} ({one.speed_limit} mph)") for one in sites),
            ]
        )
        return form

    def asked(self, unit_id: int) -> PlannedStand | None:
        """What was filled in; None where a time is none, which then is its field's error."""
        times: list[datetime] = []
        if self.day.data is None:
            return None
        for field in (self.starts, self.ends):
            try:
                times.append(moment_of(self.day.data, field))
            except ValueError as fault:
                field.errors = [str(fault)]
        if len(times) < 2:
            return None
        return PlannedStand(
            unit_id, int(self.site.data), Direction(self.direction.data), times[0], times[1], int(self.places.data)
        )


class NotRunForm(Form):
    """Why a session is closed without a return; chosen, so that nobody types a registration there."""

    reason = one_of("Why did it not run?", WHY_NOT_RUN, missing="Choose why it did not run.")

    @property
    def words(self) -> str:
        return dict(WHY_NOT_RUN)[self.reason.data]


class DeviceForm(CreatingForm):
    """A device, or a new calibration of one."""

    make = line("Make and model", missing="Enter the make and model.", longest=80)
    serial = line("Serial number", missing="Enter the serial number.", longest=40,
                  hint="The same number again gives that device its new calibration.")  # fmt: skip
    calibrated_until = DayField(
        "Calibration holds until", missing="Enter the last day of the calibration.", name_of_it="The last day"
    )


class ThresholdForm(Form):
    """The lowest speed a scheme notes on roads of one limit."""

    limit = pick(
        "Roads with a limit of", [(str(each), f"{each} mph") for each in (20, 30, 40)], missing="Choose a limit."
    )
    threshold = line("Note vehicles from (mph)", missing="Enter a speed in mph.", longest=3)

    @property
    def speed(self) -> int:
        """The speed; 0, which is refused, for anything that is no number."""
        given = self.threshold.data or ""
        return int(given) if given.isascii() and given.isdigit() else 0
