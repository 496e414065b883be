"""What can be said in each kind of message: who it is for, when it goes out, and what may be filled in.

A kind that is listed here can be given other words on screen, for all strands or for one; see ``docs/adr``.
"""

from collections.abc import Mapping

from volunteers.notifications.rules.catalogue import (
    applications,
    appointments,
    at_risk,
    attendance,
    bulk,
    cadet_units,
    expenses,
    farms,
    guardians,
    hours,
    mobilisation,
    onboarding,
    openings,
    oversight,
    people,
    placements,
    places,
    records,
    references,
    rosters,
    serving,
    short_duties,
    speedwatch,
    watch_schemes,
)
from volunteers.notifications.rules.catalogue.kinds import EVERYWHERE, RECEIVERS, Kind, Placeholder

__all__ = ["CATALOGUE", "EVERYWHERE", "RECEIVERS", "Kind", "Placeholder"]

ROOMS = (
    applications,
    onboarding,
    appointments,
    bulk,
    guardians,
    cadet_units,
    references,
    openings,
    people,
    serving,
    records,
    expenses,
    placements,
    rosters,
    places,
    at_risk,
    oversight,
    short_duties,
    speedwatch,
    hours,
    mobilisation,
    attendance,
    watch_schemes,
    farms,
)
CATALOGUE: Mapping[str, Kind] = {kind.code: kind for room in ROOMS for kind in room.KINDS}
