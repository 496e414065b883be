"""A Census file of the force's own, in the place of the one that came with this version."""

import csv
import io

from sqlalchemy import delete

from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.trends.models import PublishedCount
from volunteers.trends.rules.census import (
    COLUMNS,
    OWN_SOURCE,
    SERIES_OF_RESIDENTS,
    Line,
    census_faults,
    census_rows,
)
from volunteers.trends.rules.published import CENSUS_AREAS, WHOLE_FORCE
from volunteers.trends.service.published import store_published


class CensusFaults(ValueError):
    """A file that cannot be taken; ``faults`` are all there is against it, each in words with its line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def import_census(content: bytes) -> int:
    """Replace all residents by those of a file, and say how many lines it has; running it again is harmless.

    The file is CSV in UTF-8 with the columns ``COLUMNS``. Raises ``CensusFaults``; then nothing is changed. From then
    on the nightly import leaves out the Census that came with this version.
    """
    areas = _area_names()
    lines = _lines(content)
    if faults := census_faults(lines, areas):
        raise CensusFaults(faults)
    started = PublishedCount.series.startswith(SERIES_OF_RESIDENTS, autoescape=True)
    db.session.execute(delete(PublishedCount).where(started))
    store_published([row for _, line in lines for row in census_rows(line, areas[line["area"]], OWN_SOURCE)])
    return len(lines)


def _area_names() -> dict[str, str]:
    """The codes of this force's areas by their own names and those of the Census; the whole by the force's names."""
    force = current_force()
    codes = {area.code for area in force.known_areas}
    named = {name: code for name, code in CENSUS_AREAS.items() if code in codes}
    named |= {area.name: area.code for area in force.known_areas}
    return named | {force.name: WHOLE_FORCE, force.short_name: WHOLE_FORCE}


def _lines(content: bytes) -> list[tuple[int, Line]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise CensusFaults([f"line 1: there is no column {', '.join(missing)}; needed are {', '.join(COLUMNS)}"])
        return [
            (reader.line_num, {name: (line.get(name) or "").strip() for name in COLUMNS})
            for line in reader
            if any(line.values())
        ]
    except UnicodeDecodeError as fault:
        raise CensusFaults([f"it is not text in UTF-8: {fault.reason} at byte {fault.start}"]) from fault
    except csv.Error as fault:
        raise CensusFaults([f"line {reader.line_num}: this is no CSV: {fault}"]) from fault
