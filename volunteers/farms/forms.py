"""The forms of members and of staff."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField, Field, HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from volunteers.farms.rules import CRIMES, MARKINGS, Crime, LoanKind, Marking
from volunteers.farms.rules.entries import AlertDraft, ItemEntry, PremisesEntry, Seen, tidy_holding_number
from volunteers.farms.rules.map_points import read_point
from volunteers.forces.queries import current_force
from volunteers.places.rules import Position, district_of
from volunteers.web.fields import DayField, line, one_of, paragraph, pick, several_of, tidy
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.numbers import WholeNumberField

POINT_HINT = "A grid reference like ST 1234 4567, or latitude and longitude like 51.4545, -2.5879"
MOST_MILES = 100
ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 30
PARTS = ("kind", "make", "serial", "marking", "mark", "kept_where", "photograph")
REASONS = (
    ("found", "Property was found"),
    ("stolen", "Property was reported stolen"),
    ("checked", "Property is checked on the road or at a sale"),
)


def _point(_form: Any, field: Field) -> None:
    if field.data:
        try:
            read_point(field.data)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong


class PremisesForm(CreatingForm):
    """Premises of one's own. ``sure`` is asked when the point looks wrong."""

    name = line("Name of the holding", missing="Enter the name of the holding.", longest=100)
    kept = line("What is kept or grown there?", missing="Enter what is kept or grown there.", longest=200)
    address = line("Address", missing=None, longest=200)
    postcode = line("Postcode", missing="Enter the postcode.", longest=20)
    typed = line(
        "Where is it on the map?", missing="Enter where it is on the map.", hint=POINT_HINT, longest=60,
        validators=[_point], render_kw={"spellcheck": "false"},
    )  # fmt: skip
    sure = BooleanField("I have checked it: the point is right", widget=GovCheckboxInput())
    holding_number = line("CPH number (optional)", missing=None, hint="Like 12/345/6789", longest=20)
    ring = line("Who to ring at night (optional)", missing=None, hint="A name and a number", longest=120)
    access = paragraph(
        "How officers get in (optional)", missing=None, hint="Gates, dogs and tracks. Only officers read this.",
        longest=1_000,
    )  # fmt: skip
    version = HiddenField(default="1", filters=[tidy])

    def validate_postcode(self, field: Field) -> None:
        """Read as people write it."""
        if district_of(field.data or "") is None:
            raise ValidationError("Enter a postcode like BA5 2PT.")

    def validate_holding_number(self, field: Field) -> None:
        """Checked when there is one."""
        if field.data and tidy_holding_number(field.data) is None:
            raise ValidationError("Enter the CPH number like 12/345/6789, or leave it empty.")

    @property
    def seen(self) -> int:
        """The version that was seen; 0, which none has, for no number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0

    def entry(self) -> PremisesEntry:
        """What was entered."""
        reference, at = read_point(self.typed.data or "")
        return PremisesEntry(
            name=self.name.data or "", kept=self.kept.data or "", address=self.address.data or "",
            postcode=(self.postcode.data or "").upper(), reference=reference, at=at,
            holding_number=tidy_holding_number(self.holding_number.data or "") or "", ring=self.ring.data or "",
            access=self.access.data or "",
        )  # fmt: skip


class WishForm(Form):
    """Which alerts a member wants."""

    crimes = several_of("Which alerts do you want?", CRIMES, missing=None, hint="Tick none to get no alerts")
    miles = WholeNumberField(
        "Within how many miles of your premises?", missing="Enter a number of miles.", most=MOST_MILES,
        wrong=f"Enter a number of miles from 1 to {MOST_MILES}.",
    )  # fmt: skip


class ReportForm(CreatingForm):
    """Something suspicious that was seen."""

    crime = one_of("What is it about?", CRIMES, missing="Choose what it is about.")
    what = paragraph("What did you see?", missing="Write what you saw.", longest=2_000)
    seen_when = line("When did you see it?", missing="Enter when you saw it.", hint="Like today at about 6am",
                     longest=80)  # fmt: skip
    place = pick("Where?", (), missing="Choose where it was.")
    typed = line("Point on the map, if it was somewhere else", missing=None, hint=POINT_HINT, longest=60,
                 validators=[_point])  # fmt: skip
    seen_where = line("Where in words (optional)", missing=None, hint="Like the lane to the quarry", longest=120)
    vehicle = line("Vehicle (optional)", missing=None, hint="Registration, make and colour. Only staff read this.",
                   longest=200)  # fmt: skip

    def validate_place(self, field: Field) -> None:
        """Somewhere else needs its own point."""
        if field.data == "elsewhere" and not self.typed.data:
            raise ValidationError("Enter the point on the map, or choose one of your premises.")

    def said(self, points: dict[str, tuple[str, Position]]) -> Seen:
        """What was reported; ``points`` are the member's premises."""
        chosen = str(self.place.data)
        reference, at = points[chosen] if chosen in points else read_point(self.typed.data or "")
        return Seen(
            crime=Crime(self.crime.data), what=self.what.data or "", seen_when=self.seen_when.data or "",
            seen_where=self.seen_where.data or "", reference=reference, at=at, vehicle=self.vehicle.data or "",
        )  # fmt: skip


class ReplyForm(CreatingForm):
    """A member saw it too."""

    body = paragraph("What did you see?", missing="Write what you saw.", longest=1_000)
    seen_when = line("When?", missing="Enter when you saw it.", longest=80)


class NightForm(CreatingForm):
    """What a member saw on a patrol night."""

    where_words = line("Where were you?", missing="Enter where you were.", hint="Like the lanes from Priddy to Wells",
                       longest=200)  # fmt: skip
    saw = one_of("Did you see anything suspicious?", [("yes", "Yes"), ("no", "No, it was quiet")],
                 missing="Choose whether you saw anything.")  # fmt: skip
    what = paragraph("What did you see? (if you saw anything)", missing=None, longest=2_000)

    def validate_saw(self, field: Field) -> None:
        """What was seen is needed when there was something."""
        if field.data == "yes" and not self.what.data:
            raise ValidationError("Write what you saw, or choose that it was quiet.")


class LoanForm(CreatingForm):
    """A thing that is lent to premises."""

    kind = one_of("What is lent?", [(kind.value, kind.label) for kind in LoanKind], missing="Choose what is lent.")
    serial = line("Serial number", missing="Enter the serial number.", longest=60)
    due_on = DayField("Due back", missing="Enter the day it is due back.", name_of_it="The day it is due back")


class VisitAskedForm(CreatingForm):
    """A member asks for a visit."""

    wanted = paragraph(
        "What do you want marked?", missing="Write what you want marked.", hint="And which days suit you", longest=1_000
    )


class AlertForm(CreatingForm):
    """An alert to be sent; how many it reaches is shown before it is."""

    crime = one_of("Category", CRIMES, missing="Choose a category.")
    area = pick("Area", (), missing="Choose an area.")
    title = line("Subject", missing="Enter a subject.", longest=80)
    body = paragraph(
        "What members read", missing="Write what members read.", longest=2_000,
        hint="Name nobody, and leave out the registration of a vehicle",
    )  # fmt: skip
    typed = line("Point on the map (optional)", missing=None, longest=60, validators=[_point],
                 hint="Members with premises near it are told. Without a point, all of the area.")  # fmt: skip
    days = WholeNumberField(
        "Ends after how many days?", missing="Enter a number of days.", wrong="Enter a number of days from 1."
    )

    def validate_days(self, field: Field) -> None:
        """No longer than the force lets an alert run."""
        most = current_force().farm_watch.most_alert_days
        if field.data and field.data > most:
            raise ValidationError(f"Enter a number of days from 1 to {most}.")

    def draft(self) -> AlertDraft:
        """What was written."""
        reference, at = read_point(self.typed.data) if self.typed.data else ("", None)
        return AlertDraft(
            crime=Crime(self.crime.data), area=str(self.area.data), title=self.title.data or "",
            body=self.body.data or "", reference=reference, at=at, days=int(self.days.data or 1),
        )  # fmt: skip


class UpdateForm(CreatingForm):
    """News of an alert."""

    body = paragraph("What is new?", missing="Write what is new.", hint="Like: found, thank you all", longest=1_000)
    over = BooleanField("Stand the alert down: it is over", widget=GovCheckboxInput())


class CloseForm(Form):
    """What came of a report."""

    answer = paragraph(
        "What do you tell the member?", missing="Write what came of it: they are always told.", longest=1_000
    )


class PlanForm(Form):
    """The day of a visit and who goes."""

    visit_on = DayField("Day of the visit", missing="Enter the day of the visit.", name_of_it="The day of the visit")
    when_words = line("What time?", missing="Enter what time.", hint="Like between 10am and 12 noon", longest=80)
    who_goes = line("Who goes?", missing="Enter who goes.", longest=120)
    version = HiddenField(default="1", filters=[tidy])


class SearchForm(Form):
    """A mark or a serial number, and why it is sought."""

    words = line("Mark or serial number", missing="Enter a mark or a serial number.", longest=80)
    reason = pick("Why do you look?", [("", "Choose"), *REASONS], missing="Choose why you look.")


class ItemsForm(CreatingForm):
    """The things that were marked on a visit, one group of boxes each; ``rows`` says how many groups there are."""

    visit_on = DayField("Day it was done", missing="Enter the day it was done.", name_of_it="The day")
    rows = HiddenField(default=str(ROWS), filters=[tidy])
    count = ROWS

    def groups(self) -> list[dict[str, Field]]:
        """The boxes of each thing."""
        return [{part: self._fields[f"{part}_{number}"] for part in PARTS} for number in range(self.count)]

    def validate(self, extra_validators: Any = None) -> bool:
        """A group that has anything in it must have its kind and its mark."""
        is_good = bool(super().validate(extra_validators))
        for group in self.groups():
            if not any(group[part].data for part in PARTS if part != "marking"):
                continue
            for part, words in (("kind", "Enter what it is."), ("mark", "Enter its mark.")):
                if not group[part].data:
                    group[part].errors = [*group[part].errors, words]
                    is_good = False
        return is_good

    def items(self) -> list[ItemEntry]:
        """The things of the groups that are filled in."""
        return [
            ItemEntry(
                **{part: str(group[part].data or "") for part in PARTS if part != "marking"},
                marking=Marking(group["marking"].data or Marking.STAMP),
            )
            for group in self.groups()
            if group["kind"].data
        ]  # fmt: skip


def items_form(given: str, *, is_more: bool) -> ItemsForm:
    """A form of as many groups as the page had, and some more when that was asked for."""
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else ROWS
    count = max(1, min(MOST_ROWS, number + (MORE_ROWS if is_more else 0)))
    fields: dict[str, Any] = {"count": count}
    for one in range(count):
        fields |= {f"{part}_{one}": made for part, made in _boxes().items()}
    made: type[ItemsForm] = type("ItemsFormOfRows", (ItemsForm,), fields)
    form = made()
    form.rows.data = str(count)
    return form


def _boxes() -> dict[str, Field]:
    return {
        "kind": line("What is it?", missing=None, hint="Like quad bike or saddle", longest=80),
        "make": line("Make and model", missing=None, longest=80),
        "serial": line("Serial number", missing=None, longest=60),
        "marking": pick("How is it marked?", [(one.value, words) for one, words in MARKINGS.items()], missing=None),
        "mark": line("Mark", missing=None, longest=40),
        "kept_where": line("Where is it kept?", missing=None, longest=80),
        "photograph": line("Photograph number", missing=None, longest=60),
    }


def offer(field: Any, choices: Sequence[tuple[str, str]]) -> None:
    """The choices that a list has for this viewer."""
    field.choices = [SelectChoice(value=value, label=words) for value, words in [("", "Choose"), *choices]]
