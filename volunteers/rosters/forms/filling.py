"""What is to be filled, and what of a proposal is accepted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, SelectMultipleField

from volunteers.errors import Refusal
from volunteers.extensions import LARGEST_ID
from volunteers.rosters.forms.planning_fields import Choices, asking, tick
from volunteers.rosters.queries.filling_duties import ProposedPlace
from volunteers.rosters.rules.filling import MOST_DAYS, SECONDS, PlaceState
from volunteers.web.fields import DayField, one_of, pick, tidy
from volunteers.web.forms import CreatingForm, VersionForm

USUAL_DAYS = 14
HOW_LONG = {20: "20 seconds", 60: "1 minute", 300: "5 minutes, for many duties at once"}
SEARCHES = [(str(each), HOW_LONG.get(each, f"{each} seconds")) for each in SECONDS]
USUAL_SEARCH = "60"
OF_DAYS = {"last_day", "past", "too_long"}
UNSAID = "Also count on people who have not said when they can be on duty"


class FillForm(CreatingForm):
    """What the page makes of its answers. Its fields stand in ``fill_form``, in the order of the page."""

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Show what was refused: of the days beside the last one, of anything else at the head of the page."""
        for refusal in refusals:
            if refusal.code in OF_DAYS:
                self.refuse_field("last_on", refusal.message)
            else:
                super().refuse([refusal])

    def refuse_field(self, name: str, words: str) -> None:
        self[name].errors = [*self[name].errors, words]

    @property
    def unit_id(self) -> int | None:
        chosen = self["unit"].data
        return int(chosen) if chosen else None


class AcceptForm(VersionForm):
    """The ticks of a proposal: a place is accepted when it is ticked and its duty is too.

    ``all`` is the button that takes everything, whatever is ticked.
    """

    place = SelectMultipleField(validate_choice=False)
    duty = SelectMultipleField(validate_choice=False)
    all = HiddenField(filters=[tidy])

    @property
    def takes_all(self) -> bool:
        return bool(self.all.data == "yes")

    def ticks(self) -> "Ticks":
        """What was sent, as numbers of rows."""
        return Ticks(_numbers(self.place.data), _numbers(self.duty.data))


@dataclass(frozen=True)
class Ticks:
    """Which boxes of a proposal are ticked; None is as the page begins: all but those that were refused."""

    places: frozenset[int] | None = None
    duties: frozenset[int] | None = None

    @property
    def is_none(self) -> bool:
        """Whether no duty is ticked, as when someone wants to begin with none."""
        return self.duties == frozenset()

    def has_place(self, place: ProposedPlace) -> bool:
        """Whom something has stopped is tried again only when ticked on purpose."""
        return place.state is PlaceState.PROPOSED if self.places is None else place.id in self.places

    def has_duty(self, number: int) -> bool:
        return self.duties is None or number in self.duties


def fill_form(
    strands: Choices, areas: Choices, units: Sequence[tuple[int, str]], filled: Mapping[str, Any]
) -> FillForm:
    """The form of what is to be filled, of these kinds of volunteering, areas and units; ``filled`` in by its names."""
    fields: dict[str, Any] = {
        "strand": pick("Kind of volunteering", asking(strands), missing="Choose a kind of volunteering."),
        "area": pick("Area", asking(areas), missing="Choose an area."),
        "unit": pick("Unit", [("", "All units"), *((str(number), name) for number, name in units)], missing=None),
        "first_on": DayField("From", missing="Enter the first day.", name_of_it="The first day"),
        "last_on": DayField(
            "Until", missing="Enter the last day.", name_of_it="The last day", hint=f"At most {MOST_DAYS} days"
        ),
        "seconds": one_of("How long may it look for the best answer?", SEARCHES, missing="Choose how long."),
        "takes_unsaid": tick(UNSAID),
    }
    made: type[FillForm] = type("FillFormOfViewer", (FillForm,), fields)
    return made(data=dict(filled))


def _numbers(given: object) -> frozenset[int]:
    sent = [str(one) for one in given] if isinstance(given, list | tuple) else []
    numbers = (int(one) for one in sent if one.isascii() and one.isdigit() and len(one) <= len(str(LARGEST_ID)))
    return frozenset(number for number in numbers if number <= LARGEST_ID)
