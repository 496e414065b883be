"""How someone wants to be told."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from volunteers.notifications.rules.choices import GROUPS, REMINDERS, TOO_LONG, Choices, Group, Way, ways_in_words
from volunteers.notifications.rules.quiet import LONGEST, Quiet
from volunteers.web.fields import pick, several_of
from volunteers.web.forms import VersionForm

NO_WAY = "Choose how to be told from the list."
HOURS = [(str(hour), f"{hour % 12 or 12}{'am' if hour < 12 else 'pm'}") for hour in range(24)]
HOURS[0], HOURS[12] = ("0", "midnight"), ("12", "noon")
SUGGESTED = Quiet(time(22), time(7))


def as_answers(chosen: Choices, version: int) -> dict[str, Any]:
    """What someone chose, as the form is filled with it."""
    quiet = chosen.quiet or SUGGESTED
    return {
        **{code: chosen.way(code).value for code in GROUPS},
        "version": str(version),
        "hours": [str(hours) for hours in chosen.reminders],
        "is_quiet": chosen.quiet is not None,
        "begins": str(quiet.begins.hour),
        "ends": str(quiet.ends.hour),
    }


def _way() -> Any:
    return pick("How to tell you", [], missing=NO_WAY)


class ChoicesForm(VersionForm):
    """A way for each group that concerns them, quiet hours, and when to be reminded."""

    my_duties = _way()
    reminders = _way()
    offers = _way()
    new_duties = _way()
    staff_alerts = _way()
    hours = several_of("When to remind you", [(str(hours), words) for hours, words in REMINDERS.items()], missing=None)
    is_quiet = BooleanField("Keep some hours quiet", widget=GovCheckboxInput())
    begins = pick("From", HOURS, missing="Choose when your quiet hours begin.")
    ends = pick("Until", HOURS, missing="Choose when your quiet hours end.")

    def offer(self, groups: Iterable[Group], *, has_mobile: bool) -> None:
        """Ask of these groups alone, with the ways there are. One that is no more is shown as the way they are told."""
        self.asked = {group.code: group for group in groups}
        for code in GROUPS.keys() - self.asked.keys():
            del self[code]
        if "reminders" not in self.asked:
            del self.hours
        for group in self.asked.values():
            field, ways = self.way_of(group), ways_in_words(group, has_mobile=has_mobile)
            field.label.text, field.description = group.title, group.about
            field.choices = [SelectChoice(value=way.value, label=words) for way, words in ways]
            if field.raw_data is None and field.data not in [way.value for way, _ in ways]:
                field.data = Way.USUAL.value

    def way_of(self, group: Group) -> SelectField:
        """The field of a group's way."""
        field: SelectField = self[group.code]
        return field

    def validate_ends(self, field: Any) -> None:
        """Hours that end when they begin are none, or the whole day: nobody can tell which is meant."""
        if not self.is_quiet.data or self.begins.errors or field.errors:
            return
        if field.data == self.begins.data:
            raise ValidationError("Quiet hours must end at another time than they begin.")
        if Quiet(*self._times).length > LONGEST:
            raise ValidationError(TOO_LONG)

    @property
    def _times(self) -> tuple[time, time]:
        return time(int(self.begins.data)), time(int(self.ends.data))

    def chosen(self, before: Choices) -> Choices:
        """What they chose, once the form is ready; what was not asked stays as it was before."""
        ways = {code: Way(self[code].data) for code in self.asked}
        quiet = Quiet(*self._times) if self.is_quiet.data else None
        if "reminders" not in self.asked:
            return Choices(ways, quiet, before.reminders)
        return Choices(ways, quiet, tuple(int(hours) for hours in self.hours.data or ()))
