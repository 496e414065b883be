"""Whom volunteers are compared with: residents by group, from the Census as it was imported."""

from collections.abc import Iterator, Mapping

from sqlalchemy import exists, select

from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.trends.disclosure.content import Residents
from volunteers.trends.models import PublishedCount
from volunteers.trends.queries.published import get_published
from volunteers.trends.rules.census import OWN_SOURCE, RESIDENTS_BY, series_of
from volunteers.trends.rules.published import WHOLE_FORCE
from volunteers.trends.rules.representation.groups import BY_SCOPE, Characteristic

RESIDENTS_SOURCE = "Office for National Statistics, Census 2021, Open Government Licence v3.0"


def has_own_census() -> bool:
    """Whether the force has brought in a Census file of its own."""
    return bool(db.session.scalar(select(exists().where(PublishedCount.source == OWN_SOURCE))))


def residents_for_release() -> list[Residents]:
    """The residents of each group of each characteristic, for adults and for cadets, of the whole force and its areas.

    Groups with no residents at all are there with 0; a place or characteristic the Census was not imported for is not.
    Those who did not answer the Census are in no group.
    """
    counted = {name: numbers[-1].value for name, numbers in get_published(starting=f"{RESIDENTS_BY}/").items()}
    places = {"all": WHOLE_FORCE, **{f"area:{area.code}": area.code for area in current_force().known_areas}}
    return [
        one
        for scope, characteristics in BY_SCOPE.items()
        for characteristic in characteristics
        for place, area in places.items()
        for one in _of(f"{scope}.{characteristic.code}", characteristic, place, area, counted)
    ]


def _of(
    system: str, characteristic: Characteristic, place: str, area: str, counted: Mapping[str, int]
) -> Iterator[Residents]:
    """The groups of a place, if every category of each is known there."""
    groups = {
        group.code: [counted.get(series_of(characteristic.census, category, area)) for category in group.census]
        for group in characteristic.groups
    }
    if all(count is not None for counts in groups.values() for count in counts):
        for code, counts in groups.items():
            yield Residents(system, place, code, sum(count or 0 for count in counts))
