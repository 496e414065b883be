"""A kind of volunteering in the few words that help someone to choose, and the way ahead of those who apply."""

from collections.abc import Mapping
from dataclasses import dataclass

from volunteers.applications.rules.waiting import Wait, WaitInWords, days_ahead, wait_in_words
from volunteers.strands.rules import Criteria, Stage, Strand


@dataclass(frozen=True)
class About:
    """What a card says of a strand."""

    slug: str
    code: str
    name: str
    purpose: str
    time: str
    ages: str


@dataclass(frozen=True)
class StageAhead:
    """One stage of the way, and how long it takes where anything is known of that."""

    stage: Stage
    wait: WaitInWords | None


@dataclass(frozen=True)
class WayAhead:
    """The stages in order, and how long the whole of it takes."""

    stages: tuple[StageAhead, ...]
    whole: WaitInWords | None

    @property
    def has_measured(self) -> bool:
        """Whether any of the times was counted."""
        return any(wait.is_measured for wait in self._waits)

    @property
    def has_estimates(self) -> bool:
        """Whether any of the times is an estimate that the force must confirm."""
        return any(not wait.is_measured for wait in self._waits)

    @property
    def _waits(self) -> list[WaitInWords]:
        return [wait for wait in (self.whole, *(ahead.wait for ahead in self.stages)) if wait is not None]


def about(strand: Strand) -> About:
    """The card of a strand."""
    return About(
        slug=strand.slug,
        code=strand.code.value,
        name=strand.name,
        purpose=strand.purpose,
        time=strand.commitment,
        ages=ages_in_words(strand.criteria),
    )


def way_ahead(strand: Strand, waits: Mapping[str, Wait]) -> WayAhead:
    """From sending the form to being appointed; what was measured goes before the estimate of the definition."""
    pipeline = strand.pipeline
    return WayAhead(
        stages=tuple(
            StageAhead(stage, wait_in_words(stage.usual_days, waits.get(stage.code))) for stage in pipeline.open_stages
        ),
        whole=wait_in_words(days_ahead(pipeline), waits.get(pipeline.appointed.code)),
    )


def ages_in_words(criteria: Criteria) -> str:
    """18 or over; 13 to 17; any age."""
    least, most = criteria.minimum_age, criteria.maximum_age
    if least is not None and most is not None:
        return f"{least} to {most}"
    if least is not None:
        return f"{least} or over"
    return "Any age" if most is None else f"{most} or under"
