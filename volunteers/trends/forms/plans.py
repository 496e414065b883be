"""What is entered for plans: the plan itself, what it wants, what is to be done by when, and numbers beside it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from volunteers.trends.rules import Measure
from volunteers.trends.rules.plans import (
    IndicatorDraft,
    IndicatorUnit,
    MilestoneDraft,
    ObjectiveDraft,
    PlanDraft,
    Wanted,
)
from volunteers.trends.rules.target_drafts import DIRECTION_MEASURES
from volunteers.web.fields import DayField, line, one_of, paragraph, pick
from volunteers.web.forms import CreatingForm, VersionForm

NONE = "none"
ADDRESS = {"inputmode": "url"}


def _address(label: str, missing: str) -> Field:
    return line(label, missing=missing, longest=500, render_kw=ADDRESS, hint="It begins with https:// or http://.")


def _number(_form: object, field: Field) -> None:
    text = (field.data or "").replace(",", "").removesuffix("%").strip()
    whole, _, places = text.partition(".")
    if not (text.isascii() and whole.isdigit() and len(whole) <= 8 and (not places or places.isdigit())):
        raise ValidationError("Enter a number, such as 78 or 58.5.")
    if len(places) > 2 or text.endswith("."):
        raise ValidationError("Enter a number with two decimal places at most.")


class PlanForm(CreatingForm, VersionForm):
    """A plan. ``version`` is the one that was seen, where it is being changed."""

    name = line("Name of the plan", missing="Enter the name of the plan.", hint="As its cover has it.")
    commissioner = line("Commissioner", missing="Enter whose plan it is.", hint="Whose plan it is.")
    from_on = DayField(
        "In force from", missing="Enter the day it comes into force.", name_of_it="The day it comes into force"
    )
    until_on = DayField("In force until", missing="Enter its last day.", name_of_it="Its last day")
    replaces: SelectField
    dates_note = line(
        "What these dates stand on", missing=None, longest=500,
        hint="Needed where the document prints years only, or where it is replaced before the years on its cover end.",
    )  # fmt: skip
    url = _address("Web address of the plan", "Enter the web address where anyone can read the plan.")
    source_on = DayField(
        "Date of the document", missing="Enter the date of the document.", name_of_it="The date of the document"
    )

    def draft(self) -> PlanDraft:
        """What was entered, once the form is ready."""
        replaced = self.replaces.data if "replaces" in self._fields else None
        return PlanDraft(
            name=str(self.name.data), commissioner=str(self.commissioner.data), from_on=cast(date, self.from_on.data),
            until_on=cast(date, self.until_on.data), url=str(self.url.data), source_on=cast(date, self.source_on.data),
            dates_note=self.dates_note.data or None,
            replaces=int(replaced) if replaced and replaced != NONE else None,
        )  # fmt: skip


def plan_form(plans: Sequence[tuple[str, str]], **begun: Any) -> PlanForm:
    """The form, with the plans that a new one may replace."""

    class Offered(PlanForm):
        pass

    choices = [(NONE, "It replaces none"), *plans]
    Offered.replaces = pick("It replaces", choices, missing="Choose the plan it replaces, or none.")
    return Offered(**{"replaces": NONE, **begun})


class ObjectiveForm(CreatingForm):
    """What a plan wants."""

    words = line("What the plan says", missing="Enter what the plan wants, in its own words.", longest=500)
    said_in = line("Where it says so", missing="Say where the plan says so.", hint="For example, page 12, priority 2")
    source_url = _address("Web address", "Enter the web address where anyone can read it.")
    direction = one_of(
        "What is wanted",
        [(Wanted.MORE.value, "More"), (Wanted.FEWER.value, "Fewer"), (Wanted.NONE.value, "No direction is given")],
        missing="Say whether more or fewer are wanted.",
    )
    strand: SelectField
    measure = pick(
        "Which measure shows it",
        [(NONE, "None"), *((one.value, one.label) for one in DIRECTION_MEASURES)],
        missing="Choose a measure, or none.",
    )

    def draft(self) -> ObjectiveDraft:
        """What was entered, once the form is ready."""
        strand, measure = str(self.strand.data), str(self.measure.data)
        return ObjectiveDraft(
            words=str(self.words.data), direction=Wanted(self.direction.data),
            strand=None if strand == NONE else strand, measure=None if measure == NONE else Measure(measure),
            said_in=str(self.said_in.data), source_url=str(self.source_url.data),
        )  # fmt: skip


def objective_form(strands: Sequence[tuple[str, str]]) -> ObjectiveForm:
    """The form with every kind of volunteering to choose from."""

    class Offered(ObjectiveForm):
        pass

    Offered.strand = pick(
        "Kind of volunteering", [(NONE, "All of them"), *strands], missing="Choose a kind of volunteering, or all."
    )
    return Offered(strand=NONE, measure=NONE)


class MilestoneForm(CreatingForm):
    """Something to be done by a day."""

    words = line("What is to be done", missing="Enter what is to be done.", longest=500)
    due_on = DayField("By", missing="Enter the day it is due.", name_of_it="The day it is due")
    said_in = line(
        "Where this comes from", missing="Say where the milestone comes from.",
        hint="For example, the action plan of the OPCC, page 3, or minutes of a board",
    )  # fmt: skip
    objective: SelectField
    note = paragraph("Note", missing=None, longest=1_000)

    def draft(self) -> MilestoneDraft:
        """What was entered, once the form is ready."""
        chosen = str(self.objective.data)
        return MilestoneDraft(
            words=str(self.words.data), due_on=cast(date, self.due_on.data), said_in=str(self.said_in.data),
            objective_id=None if chosen == NONE else int(chosen), note=self.note.data or None,
        )  # fmt: skip


def milestone_form(objectives: Sequence[tuple[str, str]]) -> MilestoneForm:
    """The form with the objectives of its plan."""

    class Offered(MilestoneForm):
        pass

    choices = [(NONE, "The plan as a whole"), *objectives]
    Offered.objective = pick("What it serves", choices, missing="Choose an objective, or the plan as a whole.")
    return Offered(objective=NONE)


class ReachedForm(CreatingForm):
    """That a milestone was reached."""

    reached_on = DayField("Reached on", missing="Enter the day it was reached.", name_of_it="The day it was reached")
    note = paragraph("Note", missing=None, longest=1_000, hint="What shows that it was reached, if you want to say so.")


class WithdrawForm(CreatingForm):
    """Why a target stands no longer."""

    reason = paragraph("Why it is withdrawn", missing="Say why the target is withdrawn.", longest=1_000)


class IndicatorForm(CreatingForm):
    """One value of a number that others measure."""

    name = line(
        "What is measured", missing="Enter what is measured.",
        hint="The same name as before adds a value to its history. For example, Public confidence in the police",
    )  # fmt: skip
    value = line("Value", missing="Enter the value.", longest=14, validators=[_number])
    unit = one_of(
        "Unit", [(IndicatorUnit.PERCENT.value, "Percent"), (IndicatorUnit.NUMBER.value, "A number")],
        missing="Say whether it is a percentage or a number.",
    )  # fmt: skip
    as_at = DayField("Date of the value", missing="Enter the date of the value.", name_of_it="The date of the value")
    source = line("Who measured it, and in what", missing="Enter who measured it.", hint="For example, Crime Survey")
    source_url = _address("Web address", "Enter the web address where anyone can read it.")
    note = line("Note", missing=None, longest=500)

    def draft(self) -> IndicatorDraft:
        """What was entered, once the form is ready."""
        number = str(self.value.data).replace(",", "").removesuffix("%").strip()
        return IndicatorDraft(
            name=str(self.name.data), value=Decimal(number), unit=IndicatorUnit(self.unit.data),
            as_at=cast(date, self.as_at.data), source=str(self.source.data), source_url=str(self.source_url.data),
            note=self.note.data or None,
        )  # fmt: skip
