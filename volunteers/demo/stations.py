"""The invented station teams, cadet units and schemes of the demonstration, in real towns of the areas."""

from volunteers.demo.sheets import Sheets
from volunteers.forces.rules import Force
from volunteers.places.models import Unit, UnitKind
from volunteers.strands.rules import StrandCode

TOWNS = {
    "bath_and_north_east_somerset": ("Bath", "Keynsham", "Radstock"),
    "bristol": ("Bristol Central", "Bristol North", "Bristol South", "Bristol East"),
    "north_somerset": ("Weston-super-Mare", "Clevedon", "Portishead"),
    "south_gloucestershire": ("Kingswood", "Yate", "Patchway"),
    "somerset": ("Taunton", "Bridgwater", "Yeovil", "Frome", "Minehead"),
}
# About where each town is, in degrees north and east: the town, not a building.
POSITIONS = {
    "Bath": (51.38, -2.36),
    "Keynsham": (51.41, -2.50),
    "Radstock": (51.29, -2.45),
    "Bristol Central": (51.45, -2.59),
    "Bristol North": (51.50, -2.60),
    "Bristol South": (51.42, -2.59),
    "Bristol East": (51.46, -2.55),
    "Weston-super-Mare": (51.35, -2.98),
    "Clevedon": (51.44, -2.85),
    "Portishead": (51.48, -2.77),
    "Kingswood": (51.46, -2.51),
    "Yate": (51.54, -2.42),
    "Patchway": (51.53, -2.57),
    "Taunton": (51.02, -3.10),
    "Bridgwater": (51.13, -3.00),
    "Yeovil": (50.94, -2.63),
    "Frome": (51.23, -2.32),
    "Minehead": (51.21, -3.47),
}
# Residents at the Census of 2021, in thousands: how volunteers and applicants are spread.
RESIDENTS = {
    "bath_and_north_east_somerset": 193,
    "bristol": 472,
    "north_somerset": 217,
    "south_gloucestershire": 290,
    "somerset": 572,
}


def towns_of(area: str, name: str) -> tuple[str, ...]:
    """The towns with a team in an area; an area that is not known here has one of its own name."""
    return TOWNS.get(area, (name,))


def weights(force: Force) -> list[int]:
    """How large each area of the force is against the others, in the order of its file."""
    return [RESIDENTS.get(area.code, 100) for area in force.areas]


def add_units(sheets: Sheets, force: Force) -> dict[str, list[int]]:
    """Every unit, and the ids of the station teams by area."""
    teams: dict[str, list[int]] = {}
    for area in force.areas:
        for town in towns_of(area.code, area.name):
            code = town.lower().replace(" ", "_").replace("-", "_")
            team = _unit(sheets, f"{code}_team", f"{town} team", UnitKind.STATION, None, area.code, town)
            teams.setdefault(area.code, []).append(team)
        town, code = towns_of(area.code, area.name)[0], area.code
        _unit(sheets, f"{code}_cadets", f"{town} cadets", UnitKind.CADET_UNIT, StrandCode.CADETS, code, town)
        watch = StrandCode.COMMUNITY_SPEEDWATCH
        _unit(sheets, f"{code}_speedwatch", f"{town} SpeedWatch", UnitKind.SCHEME, watch, code, town)
    return teams


def _unit(sheets: Sheets, code: str, name: str, kind: UnitKind, strand: str | None, area: str, town: str) -> int:
    latitude, longitude = POSITIONS.get(town, (None, None))
    return sheets.add(
        Unit, code=code, name=name, kind=kind, strand=strand, area=area, latitude=latitude, longitude=longitude
    )
