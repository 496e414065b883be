"""What an analyst enters for a target."""

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from volunteers.trends.rules import Measure
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.plans import Shape, Wanted
from volunteers.trends.rules.target_drafts import DIRECTION_MEASURES, TargetDraft
from volunteers.trends.rules.targets import Quarter
from volunteers.web.fields import DayField, line, one_of, pick
from volunteers.web.forms import CreatingForm

WHOLE_NUMBER = re.compile(r"^\d{1,3}(?:,?\d{3})*$")
WHOLE_FORCE = "whole_force"
NO_PLAN = "none"
MOST_QUARTERS = 8
SHAPES = (
    (Shape.NUMBER.value, "A number, or a range, by a date"),
    (Shape.QUARTERS.value, "A range for each quarter"),
    (Shape.DIRECTION.value, "More or fewer than a baseline"),
)
PUBLISHED, WORKING_AIM = "published", "working_aim"


def _whole_number(_form: object, field: object) -> None:
    text = getattr(field, "data", None) or ""
    if not WHOLE_NUMBER.match(text):
        raise ValidationError("Enter a whole number, such as 320 or 1,200.")


def _count(text: str | None) -> int | None:
    return int(text.replace(",", "")) if text else None


class TargetForm(CreatingForm):
    """A target with the document it comes from."""

    strand: SelectField
    area: SelectField
    measure = one_of(
        "What is to be reached",
        [(measure.value, measure.label) for measure in DIRECTION_MEASURES],
        missing="Choose what is to be reached.",
        hint="Headcount is counted on the day. Joiners, applications and hours are added up over the time before it.",
    )
    shape = one_of("What kind of target it is", SHAPES, missing="Choose what kind of target it is.")
    low = line(
        "At least", missing=None, longest=12, validators=[_whole_number],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    high = line(
        "At most", missing=None, longest=12, validators=[_whole_number],
        hint="Leave this empty if there is no upper end. Without one, nothing can be graded “exceeds”.",
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    due_on = DayField(
        "To be reached by", missing=None, name_of_it="The date to reach it by",
        hint="For example, 31 3 2029. Not needed for ranges by quarter.",
    )  # fmt: skip
    wanted = one_of(
        "What is wanted",
        [(Wanted.MORE.value, "More than the baseline"), (Wanted.FEWER.value, "Fewer than the baseline")],
        missing=None,
    )  # fmt: skip
    baseline = line(
        "Baseline", missing=None, longest=12, validators=[_whole_number], render_kw={"inputmode": "numeric"},
        hint="The number the document gives. Leave it empty to take it from our own figures on that date.",
    )  # fmt: skip
    baseline_on = DayField("Date of the baseline", missing=None, name_of_it="The date of the baseline")
    plan: SelectField
    kind = one_of(
        "Where it comes from",
        [
            (PUBLISHED, "Published by the Police and Crime Commissioner"),
            (WORKING_AIM, "A working aim of our own, which nobody has published"),
        ],
        missing="Say whether the target is published or a working aim.",
        hint="A working aim is always shown as “not a published target”.",
    )
    source = line(
        "Document", missing="Enter the name of the document it comes from.",
        hint="For example, Police and Crime Plan 2024 to 2029, page 12, or minutes of the Citizens in Policing board",
    )  # fmt: skip
    source_on = DayField(
        "Date of the document", missing="Enter the date of the document.", name_of_it="The date of the document"
    )
    source_url = line(
        "Web address of the document", missing=None, longest=500, hint="Needed for a published target.",
        render_kw={"inputmode": "url"},
    )  # fmt: skip

    def quarter_rows(self) -> list[tuple[int, Field, Field, Field]]:
        """The rows of the table of quarters, as they are shown: number, quarter, low and high."""
        return [
            (row, self[f"quarter_{row}"], self[f"low_{row}"], self[f"high_{row}"])
            for row in range(1, MOST_QUARTERS + 1)
        ]

    def half_rows(self) -> list[str]:
        """What is wrong with rows that are filled in half, in words; the rest of them is judged with the target."""
        faults = []
        for row, quarter, low, high in self.quarter_rows():
            if quarter.data and not low.data:
                faults.append(f"Row {row}: enter the low end of the quarter's range.")
            elif not quarter.data and (low.data or high.data):
                faults.append(f"Row {row}: choose the quarter.")
        return faults if self.shape.data == Shape.QUARTERS else []

    def draft(self) -> TargetDraft:
        """What was entered, once the form is ready."""
        place, plan = str(self.area.data), str(self.plan.data)
        rows = [(quarter.data, _count(low.data), _count(high.data)) for _, quarter, low, high in self.quarter_rows()]
        return TargetDraft(
            strand=str(self.strand.data),
            measure=Measure(self.measure.data),
            area=None if place == WHOLE_FORCE else place,
            low=_count(self.low.data),
            high=_count(self.high.data),
            due_on=self.due_on.data,
            is_published=self.kind.data == PUBLISHED,
            source=str(self.source.data),
            source_on=cast(date, self.source_on.data),
            source_url=self.source_url.data or None,
            shape=Shape(self.shape.data),
            quarters=tuple(Quarter(date.fromisoformat(on), Range(low or 0, high)) for on, low, high in rows if on),
            wanted=Wanted(self.wanted.data) if self.wanted.data else None,
            baseline=_count(self.baseline.data),
            baseline_on=self.baseline_on.data,
            plan_id=None if plan == NO_PLAN else int(plan),
        )


def quarters_around(today: date) -> list[tuple[str, str]]:
    """The quarters a target can be for: from a year back to five years ahead."""
    first = (today.year - 1) * 4 + (today.month - 1) // 3
    starts = [date(number // 4, number % 4 * 3 + 1, 1) for number in range(first, first + 24)]
    return [(start.isoformat(), Quarter(start, Range(0)).words) for start in starts]


def target_form(
    strands: Sequence[tuple[str, str]],
    areas: Sequence[tuple[str, str]],
    plans: Sequence[tuple[str, str]],
    *,
    today: date,
    **begun: str,
) -> TargetForm:
    """The form with the strands and areas that this viewer may enter a target for, and what is chosen to begin with."""

    class Offered(TargetForm):
        pass

    Offered.strand = pick("Kind of volunteering", strands, missing="Choose a kind of volunteering.")
    Offered.area = pick("Where", areas, missing="Choose the whole force or an area.")
    Offered.plan = pick("Plan it belongs to", [(NO_PLAN, "None"), *plans], missing="Choose a plan, or none.")
    quarters = [("", "Choose a quarter"), *quarters_around(today)]
    for row in range(1, MOST_QUARTERS + 1):
        numeric = {"inputmode": "numeric"}
        setattr(Offered, f"quarter_{row}", pick(f"Quarter, row {row}", quarters, missing=None))
        for name, label in (("low", "At least"), ("high", "At most")):
            field = line(f"{label}, row {row}", missing=None, longest=12, validators=[_whole_number], render_kw=numeric)
            setattr(Offered, f"{name}_{row}", field)
    return Offered(**{"plan": NO_PLAN, "shape": Shape.NUMBER.value, **begun})
