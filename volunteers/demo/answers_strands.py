"""The answers of someone who applies to a strand other than the Specials, with the unit, scheme or role they chose."""

from datetime import date
from random import Random
from typing import Any

from volunteers.demo import answers_cadets, answers_support, answers_watches
from volunteers.demo.names import Person
from volunteers.demo.scene import Scene
from volunteers.demo.stations import towns_of
from volunteers.places.models import Unit
from volunteers.strands.rules import Strand, StrandCode


def answers_to(
    scene: Scene, strand: Strand, person: Person, area: str, chance: Random, on: date, *, has_agreed: bool = False
) -> dict[str, Any]:
    """The form of one person, as filled in about a day. ``has_agreed`` says that a cadet's guardian has."""
    if strand.code == StrandCode.POLICE_SUPPORT_VOLUNTEERS:
        return answers_support.answers_of(person, area, chance, on, force=scene.force)
    if strand.code == StrandCode.CADETS:
        guardian = answers_cadets.a_guardian(person, chance)
        first = answers_cadets.before_consent(person, cadet_unit(scene, area), guardian)
        return {**first, **(answers_cadets.once_agreed(area, chance, on) if has_agreed else {})}
    if strand.code == StrandCode.NEIGHBOURHOOD_WATCH:
        return answers_watches.neighbourhood_watch(person, area, chance, on)
    if strand.code == StrandCode.FARM_WATCH:
        return answers_watches.farm_watch(person, area, chance, on)
    others = scene.force.numbers.speedwatch_team_to_start - 1
    scheme = _unit(scene, area, "speedwatch")
    return answers_watches.community_speedwatch(person, area, chance, on, scheme=scheme, others=others)


def cadet_unit(scene: Scene, area: str) -> dict[str, str]:
    """The unit of an area, as the form keeps it."""
    found = _unit(scene, area, "cadets")
    number, name = found if found else ("", "")
    return {"unit": str(number), "name": name, "area": area}


def _unit(scene: Scene, area: str, kind: str) -> tuple[int, str] | None:
    """The unit of a kind that an area has: its number, and its name with its area as forms show it."""
    number = scene.sheets.find(Unit, code=f"{area}_{kind}")
    known = next((each for each in scene.force.areas if each.code == area), None)
    if number is None or known is None:
        return None
    words = {"cadets": "cadets", "speedwatch": "SpeedWatch"}[kind]
    return number, f"{towns_of(known.code, known.name)[0]} {words} ({known.name})"
