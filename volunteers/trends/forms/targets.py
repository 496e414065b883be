"""What an analyst enters for a target."""

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from wtforms import SelectField
from wtforms.validators import ValidationError

from volunteers.trends.rules import TARGET_MEASURES, Measure
from volunteers.trends.rules.grading import TargetDraft
from volunteers.web.fields import DayField, line, one_of, pick
from volunteers.web.forms import CreatingForm

WHOLE_NUMBER = re.compile(r"^\d{1,3}(?:,?\d{3})*$")
WHOLE_FORCE = "whole_force"
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
        [(measure.value, measure.label) for measure in TARGET_MEASURES],
        missing="Choose what is to be reached.",
        hint="Headcount is counted on the day. The others are added up over the twelve months before it.",
    )
    low = line(
        "At least", missing="Enter the low end of the range.", longest=12, validators=[_whole_number],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    high = line(
        "At most", missing=None, longest=12, validators=[_whole_number],
        hint="Leave this empty if there is no upper end. Without one, nothing can be graded “exceeds”.",
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    due_on = DayField(
        "To be reached by", missing="Enter the date to reach it by.", name_of_it="The date to reach it by",
        hint="For example, 31 3 2029",
    )  # fmt: skip
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

    def draft(self) -> TargetDraft:
        """What was entered, once the form is ready: only then are both dates there."""
        place = str(self.area.data)
        return TargetDraft(
            strand=str(self.strand.data),
            measure=Measure(self.measure.data),
            area=None if place == WHOLE_FORCE else place,
            low=_count(self.low.data) or 0,
            high=_count(self.high.data),
            due_on=cast(date, self.due_on.data),
            is_published=self.kind.data == PUBLISHED,
            source=str(self.source.data),
            source_on=cast(date, self.source_on.data),
            source_url=self.source_url.data or None,
        )


def target_form(strands: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]], *, strand: str) -> TargetForm:
    """The form with the strands and areas that this viewer may enter a target for, one strand chosen to begin with."""

    class Offered(TargetForm):
        pass

    Offered.strand = pick("Kind of volunteering", strands, missing="Choose a kind of volunteering.")
    Offered.area = pick("Where", areas, missing="Choose the whole force or an area.")
    return Offered(strand=strand)
