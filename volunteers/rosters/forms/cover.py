"""How many people a unit needs, on which days and between which times."""

from collections.abc import Sequence
from datetime import time

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from volunteers.availability.rules import DAY_NAMES
from volunteers.extensions import LARGEST_ID
from volunteers.rosters.models.cover import CoverRule
from volunteers.rosters.rules.cover import CoverNeed
from volunteers.web.fields import ClockField, pick, several_of, tidy
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.numbers import WholeNumberField

MOST_PEOPLE = 200
WEEKDAYS = [(str(number), name) for number, name in enumerate(DAY_NAMES)]


class UnitForm(CreatingForm):
    """For which unit, and which kind of volunteering; declared first, as it stands first on the page."""

    strand = pick("Kind of volunteering", [], missing="Choose a kind of volunteering.")
    unit_id = pick("Unit", [], missing="Choose a unit.")


class NeedForm(Form):
    """When, and how many. ``version`` says which state of a rule was seen; a new one has none."""

    version = HiddenField(filters=[tidy])
    weekdays = several_of("On which days?", WEEKDAYS, missing="Choose at least one day.")
    starts = ClockField("From", missing="Enter the time from which they are needed.")
    ends = ClockField(
        "Until", missing="Enter the time until which they are needed.", hint="An end before the start is the next day"
    )
    people = WholeNumberField(
        "At least how many people?", wrong=f"Enter a number of people between 1 and {MOST_PEOPLE}.",
        missing="Enter how many people are needed.", most=MOST_PEOPLE,
    )  # fmt: skip

    @property
    def need(self) -> CoverNeed:
        """What was entered, once the form is ready."""
        starts, ends = self.starts.data or time(), self.ends.data or time()
        return CoverNeed(frozenset(int(day) for day in self.weekdays.data or ()), starts, ends, self.people.data)

    @property
    def seen(self) -> int:
        """The version that was seen; 0, which no row has, for anything that is no number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < len(str(LARGEST_ID)) else 0


class NewNeedForm(UnitForm, NeedForm):
    """A new rule also says of which unit and for which kind of volunteering."""

    @classmethod
    def among(
        cls, strands: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]], *, unit: str | None = None
    ) -> "NewNeedForm":
        """The form for a new rule, among these strands and units as (value, words)."""
        form = cls(data={"unit_id": unit} if unit else None)
        form.strand.choices, form.unit_id.choices = _asking(strands), _asking(units)
        return form


def changed_need_form(rule: CoverRule) -> NeedForm:
    """The form of a rule there is, filled in as it stands."""
    return NeedForm(
        data={
            "version": str(rule.version), "weekdays": [str(day) for day in rule.weekdays], "starts": rule.starts,
            "ends": rule.ends, "people": rule.people,
        }
    )  # fmt: skip


def _asking(choices: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    """A list to choose from begins with a question, unless there is no choice."""
    asked = list(choices) if len(choices) == 1 else [("", "Choose one"), *choices]
    return [SelectChoice(value=value, label=words) for value, words in asked]
