"""Finding a unit or scheme near a postcode, or in an area. What was typed stays in the address and is not kept."""

import unicodedata

from flask import render_template, request

from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules.nearness import Near, near
from volunteers.forces.queries import current_force
from volunteers.forces.rules import Area
from volunteers.places.queries import find_district, list_in_area, list_near, list_unplaced
from volunteers.places.rules import UnitPlace, district_of
from volunteers.strands.queries import all_strands, find_by_slug
from volunteers.strands.rules import Strand
from volunteers.web.access import public

LONGEST = 100
MISSING = "Enter a postcode, or the first part of one."
WRONG = "Enter a postcode in full, like BS1 4DJ, or the first part of one, like BS1."


@bp.get("/near")
@public
def nearby() -> str:
    """The form, and below it what was found. A postcode we do not know leads to the areas."""
    given = request.args.get("postcode", "")
    strand = find_by_slug(request.args.get("strand", ""))
    code = district_of(given)
    position = find_district(code) if code else None
    area = None if position else _area(request.args.get("area"))
    found = None
    if position is not None:
        placed = list_near(position, strand=_code(strand))
        found = _near(strand, [*placed, *list_unplaced(strand=_code(strand))])
    elif area is not None:
        found = _near(strand, list_in_area(area.code, strand=_code(strand)))
    return render_template(
        "applications/near.html",
        typed=_printable(given)[:LONGEST],
        error=_error(given, code) if "postcode" in request.args and area is None else None,
        district=code,
        is_unknown=code is not None and position is None,
        strand=strand,
        strands=all_strands(),
        area=area,
        place=code if position else area.name if area else "",
        areas=current_force().areas,
        found=found,
    )


def _area(code: str | None) -> Area | None:
    return next((area for area in current_force().areas if area.code == code), None)


def _printable(given: str) -> str:
    """Without the characters that no page can show; everything else as it was typed."""
    return "".join(letter for letter in given if unicodedata.category(letter) not in {"Cc", "Cs"})


def _error(typed: str, code: str | None) -> str | None:
    if code is not None:
        return None
    return WRONG if typed.strip() else MISSING


def _near(strand: Strand | None, units: list[UnitPlace]) -> Near:
    areas = current_force().area_names
    return near([strand] if strand else all_strands(), units, areas=areas)


def _code(strand: Strand | None) -> str | None:
    return strand.code if strand else None
