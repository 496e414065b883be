"""What staff fill in about SpeedWatch schemes and sites, and what an applicant signs."""

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice

from volunteers.onboarding.rules.schemes import SchemeLine
from volunteers.places.rules.sites import SPEED_LIMITS, AssessmentEntry, SiteOutcome
from volunteers.web.fields import DayField, line, one_of, paragraph
from volunteers.web.forms import CreatingForm, Form

NEW = "new"
LIMITS = [(str(limit), f"{limit} mph") for limit in SPEED_LIMITS]


class PlaceForm(CreatingForm):
    """Which scheme an applicant goes to, or the name of a new one."""

    scheme = one_of("Which scheme?", (), missing="Choose a scheme, or form a new one.")
    name = line(
        "Name of the new scheme", missing=None, longest=80, hint="The village or the roads, so that people know."
    )

    @classmethod
    def among(cls, schemes: Sequence[SchemeLine], chosen: int | None) -> "PlaceForm":
        """The form with the schemes of the area."""
        form = cls(scheme=str(chosen) if chosen else None)
        offered = [*((str(each.id), each.name) for each in schemes), (NEW, "Form a new scheme")]
        form.scheme.choices = [SelectChoice(value=value, label=label) for value, label in offered]
        return form

    def refuse_unnamed(self) -> bool:
        """Whether a new scheme was given no name; says so on the page."""
        if self.scheme.data != NEW or self.name.data:
            return False
        self.name.errors = ["Enter the name of the new scheme."]
        return True

    @property
    def unit_id(self) -> int | None:
        """The scheme chosen; None for a new one."""
        return None if self.scheme.data == NEW else int(self.scheme.data)


class SiteForm(CreatingForm):
    """One more site of a scheme."""

    road = line("Road", missing="Enter the road.", hint="Its name or number, like High Street or A38")
    place = line("Village or town, and where on the road", missing="Enter the village or town, and where on the road.")
    speed_limit = one_of(
        "Speed limit", LIMITS, missing="Choose the speed limit: 20, 30 or 40 mph.",
        hint="SpeedWatch works only on roads with one of these limits.",
    )  # fmt: skip


class AssessmentForm(CreatingForm):
    """A risk assessment of a site."""

    outcome = one_of(
        "What was found?", [(each.value, each.label) for each in SiteOutcome], missing="Choose what was found."
    )
    assessed_on = DayField("Day of the visit", missing="Enter the day of the visit.", name_of_it="The day of the visit")
    valid_until = DayField("Last good day", missing=None, name_of_it="The last good day")
    findings = paragraph(
        "Conditions, or why it is not suitable", missing=None, longest=1000,
        hint="For example: stand behind the wall of the bus stop; only on the north side; never when the school opens.",
    )  # fmt: skip

    def entry(self) -> AssessmentEntry:
        """What was filled in."""
        if self.assessed_on.data is None:
            raise AssertionError("the form is ready")
        return AssessmentEntry(
            SiteOutcome(self.outcome.data), self.assessed_on.data, self.valid_until.data, self.findings.data or ""
        )


class SignForm(Form):
    """One's name, typed in place of a signature."""

    name = line(
        "Type your full name to sign", missing="Type your full name to sign.", longest=200,
        render_kw={"autocomplete": "name", "spellcheck": "false"},
    )  # fmt: skip
