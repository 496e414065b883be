"""What of the caseload a viewer sees: whole strands and areas, or only the stages at which vetting is gathered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volunteers.onboarding.rules.waiting import gathered_here
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class Sight:
    """One strand in one area, with the stages that are seen there. ``is_whole`` is False for a vetting officer."""

    strand: Strand
    area: str
    stages: tuple[str, ...]
    is_whole: bool


def vetting_codes(strand: Strand) -> tuple[str, ...]:
    """The checks of a strand that a vetting officer records."""
    return tuple(check.code for check in strand.checks if check.recorded_by is Permission.VETTING_SET)


def vetting_stages(strand: Strand) -> tuple[str, ...]:
    """The open stages whose next one waits for vetting, among other things."""
    codes, pipeline = set(vetting_codes(strand)), strand.pipeline
    return tuple(stage.code for stage in pipeline.open_stages if codes & set(pipeline.gathered_at(stage.code)))


def at_work(sight: Sight) -> Sight:
    """What of a sight is listed by itself: a vetting officer's work begins where vetting is first gathered.

    Further on vetting has been passed already; where it has run out since, the stage's own list shows it.
    """
    if sight.is_whole:
        return sight
    codes, pipeline = set(vetting_codes(sight.strand)), sight.strand.pipeline
    first = tuple(stage for stage in sight.stages if codes & set(gathered_here(pipeline, stage)))
    return replace(sight, stages=first)


def sees_whole(viewer: Viewer, strand: str, area: str | None) -> bool:
    """Whether a viewer sees every stage there: those who move applications do."""
    return viewer.may_in(Permission.APPLICATION_MOVE, strand, area)


def sights_of(viewer: Viewer, strands: Sequence[Strand], areas: Sequence[str]) -> list[Sight]:
    """Everything the viewer sees, in the order of strands and areas. Drafts are nobody's but the applicant's."""
    return [
        sight
        for strand in strands
        for area in areas
        if (sight := _sight(viewer, strand, area)) is not None and sight.stages
    ]


def _sight(viewer: Viewer, strand: Strand, area: str) -> Sight | None:
    if sees_whole(viewer, strand.code, area):
        sent = tuple(stage.code for stage in strand.pipeline.stages if stage.code != strand.pipeline.first.code)
        return Sight(strand, area, sent, is_whole=True)
    if viewer.may_in(Permission.APPLICATION_READ, strand.code, area):
        return Sight(strand, area, vetting_stages(strand), is_whole=False)
    return None
