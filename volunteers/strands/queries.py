"""The six strands as the force this process serves has them."""

from functools import cache

from volunteers.errors import NotFound
from volunteers.forces.queries import current_force, load_force
from volunteers.strands.definitions import (
    cadets,
    community_speedwatch,
    farm_watch,
    neighbourhood_watch,
    specials,
    support_volunteers,
)
from volunteers.strands.rules import Strand

PAGES = (
    specials.page,
    support_volunteers.page,
    cadets.page,
    neighbourhood_watch.page,
    farm_watch.page,
    community_speedwatch.page,
)


@cache
def strands_of(force: str) -> tuple[Strand, ...]:
    """The six strands of a force, by its code; raises ``ForceFileError``."""
    return tuple(page(load_force(force)) for page in PAGES)


def all_strands() -> tuple[Strand, ...]:
    """The six strands, in the order of the Police and Crime Plan."""
    return strands_of(current_force().code)


def get_strand(code: str) -> Strand:
    """The strand of that code; raises ``NotFound``."""
    for strand in all_strands():
        if strand.code == code:
            return strand
    raise NotFound(f"no strand {code!r}")


def find_by_slug(slug: str) -> Strand | None:
    """The strand at that place in a web address, or None."""
    return next((strand for strand in all_strands() if strand.slug == slug), None)


def get_by_slug(slug: str) -> Strand:
    """The strand at that place in a web address; raises ``NotFound``."""
    if (strand := find_by_slug(slug)) is None:
        raise NotFound(f"no strand at {slug!r}")
    return strand
