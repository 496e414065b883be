"""What can be said in each kind of message: who it is for, when it goes out, and what may be filled in.

A kind that is listed here can be given other words on screen, for all strands or for one; see ``docs/adr``.
"""

from collections.abc import Mapping

from volunteers.notifications.rules.catalogue import (
    applications,
    appointments,
    at_risk,
    bulk,
    guardians,
    onboarding,
    openings,
    oversight,
    people,
    places,
    records,
    references,
    rosters,
    serving,
    short_duties,
)
from volunteers.notifications.rules.catalogue.kinds import EVERYWHERE, RECEIVERS, Kind, Placeholder

__all__ = ["CATALOGUE", "EVERYWHERE", "RECEIVERS", "Kind", "Placeholder"]

ROOMS = (
    applications,
    onboarding,
    appointments,
    bulk,
    guardians,
    references,
    openings,
    people,
    serving,
    records,
    rosters,
    places,
    at_risk,
    oversight,
    short_duties,
)
CATALOGUE: Mapping[str, Kind] = {kind.code: kind for room in ROOMS for kind in room.KINDS}
