"""The questions of Farm Watch: the holding, where it is, and which alerts someone wants and how.

The force's own form was not seen. Fields follow what such schemes need: farms share names, so each place is marked on
the map; alerts go out by text, e-mail or telephone to those who agreed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import ValidationError

from volunteers.applications.forms import person
from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.many import Many
from volunteers.applications.forms.schemes import area_form
from volunteers.applications.rules import choices
from volunteers.applications.rules.map_reference import read_map_reference
from volunteers.applications.rules.wording.farm_watch import place_in_a_line
from volunteers.forces.rules import Force
from volunteers.web.fields import line, several_of

# County, parish, holding: 12/345/6789. The form of the number is our reading of it, for the force to confirm.
HOLDING_NUMBER = re.compile(r"^(\d{2})[ /.-]?(\d{3})[ /.-]?(\d{4})$", re.ASCII)


class HoldingForm(QuestionForm):
    title = "What is your holding?"
    name = line(
        "What is it called?", missing="Enter the name of your holding. If it has none, enter where it is.",
        hint="The name of the farm, yard or land.",
    )  # fmt: skip
    farmed = several_of(
        "What do you keep or grow?", choices.FARMED, missing="Choose at least one thing that you keep or grow.",
        hint="Choose all that fit.",
    )  # fmt: skip
    other = line("What else?", missing=None)
    number = line(
        "CPH number (optional)", missing=None, longest=20, hint="County, parish and holding, like 12/345/6789.",
        render_kw={"spellcheck": "false"},
    )  # fmt: skip
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "other": ("farmed", "other", "Tell us what else you keep or grow.")
    }
    widths: ClassVar[Mapping[str, str]] = {"number": "govuk-input--width-10"}

    def validate_number(self, field: Field) -> None:
        if field.data and not HOLDING_NUMBER.match(field.data):
            raise ValidationError("Enter the CPH number like 12/345/6789, or leave it empty.")

    def values(self) -> dict[str, Any]:
        found = HOLDING_NUMBER.match(self.number.data or "")
        return {**super().values(), "number": "/".join(found.groups()) if found else ""}


def faults_of_places(items: Sequence[Mapping[str, Any]], _today: date, _answers: Mapping[str, Any]) -> list[str]:
    """Why these places will not do: two of them are the same point."""
    points = [str(item.get("reference") or "") for item in items]
    twice = dict.fromkeys(point for place, point in enumerate(points) if point in points[:place])
    return [f"{point} is in the list twice. Remove one of them, or correct it." for point in twice]


class PlaceForm(QuestionForm):
    title = "Where is your holding?"
    hint = "Farms share names. A point on the map lets help find you. If you have land in several places, add each one."
    many = Many("place", "places", place_in_a_line, most=20, faults=faults_of_places)
    name = line("What is at this place?", missing="Enter what is at this place.", hint="For example: the main yard")
    typed = line(
        "Where is it on the map?", missing="Enter where it is on the map.", longest=60,
        hint="A grid reference like ST 123 456, latitude and longitude like 51.4545, -2.5879, or the three words of "
        "what3words like ///filled.count.soap.",
        render_kw={"spellcheck": "false", "autocapitalize": "off"},
    )  # fmt: skip
    widths: ClassVar[Mapping[str, str]] = {"typed": "govuk-input--width-20"}

    def validate_typed(self, field: Field) -> None:
        try:
            read_map_reference(field.data or "")
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong

    def values(self) -> dict[str, Any]:
        """What was typed, and beside it the one form it is kept in; three words are marked as not checked."""
        place = read_map_reference(self.typed.data or "")
        return {**super().values(), "reference": place.text, "kind": place.kind.value, "checked": place.is_checked}


class AlertsForm(QuestionForm):
    title = "Which alerts do you want?"
    crimes = several_of(
        "Which alerts do you want?", choices.RURAL_CRIMES, missing="Choose at least one kind of alert.",
        hint="Choose all that fit.",
    )  # fmt: skip


class ChannelsForm(QuestionForm):
    title = "How may we send you alerts?"
    by = several_of(
        "How may we send you alerts?", choices.CHANNELS, missing="Choose at least one way.", hint="Choose all that fit."
    )
    mobile = line("Mobile number", missing=None, longest=40, render_kw={"type": "tel", "autocomplete": "tel"})
    phone = line("Phone number", missing=None, longest=40, render_kw={"type": "tel", "autocomplete": "tel"})
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {
        "mobile": ("by", "text", "Enter the mobile number that we may send texts to."),
        "phone": ("by", "phone", "Enter the number that we may ring."),
    }
    widths: ClassVar[Mapping[str, str]] = {"mobile": "govuk-input--width-20", "phone": "govuk-input--width-20"}

    def validate_mobile(self, field: Field) -> None:
        self._must_be_phone(field, "text")

    def validate_phone(self, field: Field) -> None:
        self._must_be_phone(field, "phone")

    def _must_be_phone(self, field: Field, way: str) -> None:
        if field.data and way in (self.by.data or []):
            person.refuse_unless_phone(self, field)


class ConsentForm(QuestionForm):
    title = "Do you agree that we send you alerts?"
    agreed = several_of(
        "Do you agree that we send you alerts?",
        (("yes", "I agree that you send me alerts in the ways I chose"),),
        missing="Tick the box to say that you agree. Alerts are what Farm Watch is for.",
        hint="You can stop at any time: reply to an alert, or write to us.",
    )  # fmt: skip


@cache
def question_forms(force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of Farm Watch, apart from the eligibility questions."""
    return {
        **person.SHARED_FORMS,
        "holding": HoldingForm,
        "premises": PlaceForm,
        "area": area_form(
            title=f"In which part of {force.short_name} is your holding?",
            hint="If it is in several, choose where most of it is.",
        ),
        "alerts": AlertsForm,
        "channels": ChannelsForm,
        "consent": ConsentForm,
    }
