"""Units with good defaults."""

import itertools

from volunteers.extensions import db
from volunteers.places.models import Unit, UnitKind

_numbers = itertools.count(1)


def a_unit(
    name: str = "Bristol team",
    *,
    kind: UnitKind = UnitKind.STATION,
    strand: str | None = None,
    area: str = "bristol",
    at: tuple[float, float] | None = (51.45, -2.59),
) -> Unit:
    """A unit; ``at`` is its latitude and longitude, or None when nobody has said."""
    latitude, longitude = at or (None, None)
    unit = Unit(
        code=f"unit_{next(_numbers)}", name=name, kind=kind, strand=strand, area=area,
        latitude=latitude, longitude=longitude,
    )  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    return unit
