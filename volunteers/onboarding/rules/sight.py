"""What of the caseload a viewer sees: whole strands, or areas of them. A scope is made of pairs, never multiplied."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import Strand

# Those who move applications see them; nobody else has a caseload.
SEEING = Permission.APPLICATION_MOVE


@dataclass(frozen=True)
class Reach:
    """A piece of the caseload that one index holds in order; None stands for every strand, or every area."""

    strand: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Seen:
    """One strand with the areas in which it is seen; ``is_whole`` when that is all there is of it."""

    strand: Strand
    areas: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True)
class Sight:
    """Everything a viewer sees. ``is_everything`` when that is every strand there is, whole."""

    seen: tuple[Seen, ...]
    is_everything: bool

    @property
    def strands(self) -> tuple[Strand, ...]:
        return tuple(one.strand for one in self.seen)

    def areas(self, strand: str | None) -> frozenset[str]:
        """The areas seen of one strand, or of any."""
        return frozenset(area for one in self.seen if strand in (None, one.strand.code) for area in one.areas)

    def reaches(self, strand: str | None = None, area: str | None = None) -> tuple[Reach, ...]:
        """The fewest pieces that hold what is seen, narrowed to a strand and an area."""
        if self.is_everything and strand is None and area is None:
            return (Reach(),)
        chosen = [one for one in self.seen if strand in (None, one.strand.code)]
        if area is not None:
            return tuple(Reach(one.strand.code, area) for one in chosen if area in one.areas)
        found: list[Reach] = []
        for one in chosen:
            found += [Reach(one.strand.code, each) for each in ([None] if one.is_whole else one.areas)]
        return tuple(found)


def sees_whole(viewer: Viewer, strand: str, area: str | None) -> bool:
    """Whether a viewer sees the applications of a strand in an area."""
    return viewer.may_in(SEEING, strand, area)


def sight_of(viewer: Viewer, strands: Sequence[Strand], areas: Sequence[str]) -> Sight:
    """Everything the viewer sees, in the order of strands and areas. Drafts are nobody's but the applicant's."""
    seen = []
    for strand in strands:
        is_whole = sees_whole(viewer, strand.code, None)
        here = tuple(area for area in areas if is_whole or sees_whole(viewer, strand.code, area))
        if here:
            seen.append(Seen(strand, here, is_whole))
    return Sight(tuple(seen), len(seen) == len(strands) and all(one.is_whole for one in seen))
