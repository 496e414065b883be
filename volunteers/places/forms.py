"""What an administrator fills in about areas and units."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from volunteers.errors import Refusal
from volunteers.forces.models import KeptArea
from volunteers.forces.queries import current_force
from volunteers.forces.rules import Area
from volunteers.forces.rules.areas import AreaDraft
from volunteers.places.models import Unit
from volunteers.places.queries import find_district
from volunteers.places.rules.keeping import LONGEST_NAME, NEW_UNITS, NewUnit, UnitDraft
from volunteers.places.rules.where import read_where, where_in_words
from volunteers.web.fields import line, one_of, pick
from volunteers.web.forms import CreatingForm, VersionForm
from volunteers.web.lists import ListForm, after_field, place_now

LONGEST_WHERE = 60
Entry = Area | KeptArea


class AreaForm(ListForm):
    """The name of an area and where it stands in the list."""

    name = line(
        "Name", missing="Enter the name of the area.", longest=LONGEST_NAME,
        hint="As people read it everywhere, for example: South Gloucestershire",
    )  # fmt: skip

    def draft(self) -> AreaDraft:
        """What was entered, once the form is ready."""
        return AreaDraft(" ".join(str(self.name.data).split()), self.stands_after)


def area_form(offered: Sequence[Area], kept: Entry | None = None, *, version: int = 1) -> AreaForm:
    """The form for a new area, or filled in with one that is there, among those there are now."""
    others = [(each.code, each.name) for each in offered if kept is None or each.code != kept.code]

    class Offered(AreaForm):
        after = after_field(others)

    place = place_now([each.code for each in offered], kept.code if kept else None)
    return Offered(data={"after": place, **({"name": kept.name, "version": str(version)} if kept else {})})


class UnitForm(CreatingForm, VersionForm):
    """The name of a unit, and where it is."""

    name = line("Name", missing="Enter the name of the unit.", longest=LONGEST_NAME, hint="For example: Taunton team")
    where = line(
        "Where it is (optional)", missing=None, longest=LONGEST_WHERE,
        hint="A postcode, of which we keep the middle of its district, or latitude and longitude: 51.0190, -3.1004",
    )  # fmt: skip

    def validate_where(self, _field: object) -> None:
        """Said at the field itself: nothing else is wrong with the page."""
        found = read_where(str(self.where.data or ""), middle_of=find_district)
        if isinstance(found, Refusal):
            raise ValidationError(found.message)

    def draft(self) -> UnitDraft:
        """What was entered, once the form is ready."""
        found = read_where(str(self.where.data or ""), middle_of=find_district)
        return UnitDraft(" ".join(str(self.name.data).split()), None if isinstance(found, Refusal) else found)


class NewUnitForm(UnitForm):
    """A unit that is added, in one of the areas there are now; see ``new_unit_form``."""

    what: RadioField = one_of(
        "What it is", [(each.code, each.words) for each in NEW_UNITS], missing="Choose what it is."
    )
    area: SelectField

    @property
    def chosen(self) -> NewUnit:
        """What was chosen, once the form is ready."""
        return next(each for each in NEW_UNITS if each.code == self.what.data)


def new_unit_form(area: str | None) -> NewUnitForm:
    """The form for a unit, in an area where one is looked at."""
    areas = [(each.code, each.name) for each in current_force().areas]

    class Offered(NewUnitForm):
        area = pick("Area", [("", "Choose one"), *areas], missing="Choose the area.")

    return Offered(data={"area": area or ""})


def unit_form(unit: Unit) -> UnitForm:
    """The form filled in with a unit."""
    return UnitForm(data={"name": unit.name, "where": where_in_words(unit.position), "version": str(unit.version)})
