"""Reading cadet units, their nights, and the forms for them."""

from volunteers.cadet_units.queries.asking import list_due_for_reminder
from volunteers.cadet_units.queries.forms import FormRow, forms_for, guardian_to_ask, health_of
from volunteers.cadet_units.queries.nights import CadetOn, NightPage, get_night, limits
from volunteers.cadet_units.queries.page import AskedPage, find_by_link
from volunteers.cadet_units.queries.register import get_cadet, list_adults, names_known
from volunteers.cadet_units.queries.units import CadetLine, UnitLine, UnitPage, get_unit, list_units

__all__ = [
    "AskedPage",
    "CadetLine",
    "CadetOn",
    "FormRow",
    "NightPage",
    "UnitLine",
    "UnitPage",
    "find_by_link",
    "forms_for",
    "get_cadet",
    "get_night",
    "get_unit",
    "guardian_to_ask",
    "health_of",
    "limits",
    "list_adults",
    "list_due_for_reminder",
    "list_units",
    "names_known",
]
