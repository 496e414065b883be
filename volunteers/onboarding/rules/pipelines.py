"""Who is affected when a strand's pipeline is changed: counted by stage, for those under way."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.strands.rules import Stage, Strand


@dataclass(frozen=True)
class Standing:
    """The applications under way at one stage that follow one version, and what moving them would do.

    ``newly_overdue`` stand there longer than the new longest days but not than their own; ``newly_waiting`` would wait
    for a check that they do not have and do not wait for now.
    """

    stage: str
    version: int
    count: int
    newly_overdue: int = 0
    newly_waiting: int = 0


@dataclass(frozen=True)
class Affected:
    """All applications under way at one stage, whichever version they follow."""

    stage: Stage
    standings: tuple[Standing, ...]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.standings)

    @property
    def newly_overdue(self) -> int:
        return sum(each.newly_overdue for each in self.standings)

    @property
    def newly_waiting(self) -> int:
        return sum(each.newly_waiting for each in self.standings)

    @property
    def by_version(self) -> str:
        """How many follow which version, in words; empty where there is only one."""
        if len(self.standings) < 2:
            return ""
        return ", ".join(f"{each.count:,} on {version_in_words(each.version)}" for each in self.standings)


@dataclass(frozen=True)
class Preview:
    """What a changed pipeline means for those under way; stages at which nobody stands are left out."""

    stages: tuple[Affected, ...]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.stages)

    @property
    def newly_overdue(self) -> int:
        return sum(each.newly_overdue for each in self.stages)

    @property
    def newly_waiting(self) -> int:
        return sum(each.newly_waiting for each in self.stages)

    @property
    def in_words(self) -> str:
        """The whole of it in two sentences."""
        if not self.count:
            return "Nobody is under way, so nobody is affected."
        overdue, waiting = (f"{count:,}" if count else "none" for count in (self.newly_overdue, self.newly_waiting))
        return (
            f"{_people(self.count)} under way. If they were moved, {overdue} would be newly overdue, and {waiting} "
            "would wait for a check that they do not have."
        )


def preview(strand: Strand, standings: Sequence[Standing]) -> Preview:
    """The counts in the order of a strand's stages."""
    return Preview(
        tuple(
            Affected(stage, found)
            for stage in strand.pipeline.open_stages
            if (found := tuple(sorted((s for s in standings if s.stage == stage.code), key=lambda s: s.version)))
        )
    )


def newly_needed(now: Strand, then: Strand, stage: str) -> tuple[str, ...]:
    """The checks that the next stage would wait for after a change, and does not wait for before it."""
    before = now.pipeline.gathered_at(stage)
    return tuple(code for code in then.pipeline.gathered_at(stage) if code not in before)


def version_in_words(number: int | None) -> str:
    """Version 3, or how it was set up."""
    return f"version {number}" if number else "the first version"


def _people(count: int) -> str:
    return "1 application" if count == 1 else f"{count:,} applications"
