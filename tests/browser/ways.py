"""The way through the form of each strand, as a real browser walks it."""

from collections.abc import Mapping
from typing import Any

from tests.applications import walk
from tests.applications.walk_cadets import cadet_walk
from tests.applications.walk_community_speedwatch import STARTING as SPEEDWATCH
from tests.applications.walk_farm_watch import FARM
from tests.applications.walk_neighbourhood_watch import STARTING as WATCH
from tests.applications.walk_support_volunteers import DRIVER
from tests.applications.walks import Walk
from tests.copies import Copy
from tests.openings.builders import a_unit, an_opening
from volunteers.unit_of_work import unit_of_work

SPECIAL = Walk("special-constabulary", walk.ELIGIBLE, walk.TYPED)
OPEN_ALL_YEAR = {each.slug: each for each in (SPECIAL, DRIVER, WATCH, FARM, SPEEDWATCH)}
SLUGS = [*OPEN_ALL_YEAR, "cadets"]


def way_of(slug: str, copy: Copy) -> Walk:
    """The way through a strand's form; where a unit has to be open, it is."""
    if slug in OPEN_ALL_YEAR:
        return OPEN_ALL_YEAR[slug]
    with copy.app.app_context(), unit_of_work():
        unit = a_unit()
        an_opening(unit=unit, orientation=30)
        return cadet_walk(unit.id)


def without_blanks(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed on a page; a field that stays empty is not touched."""
    return {name: value for name, value in typed.items() if value not in ("", ["", ""])}
