"""Where a sent application stands, for the person who sent it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers.applications.rules.waiting import days_in_words
from volunteers.strands.rules import CheckDefinition, Lateness, Party, Stage, Strand, in_words, lateness


@dataclass(frozen=True)
class Change:
    """A dated move, as it is read from the record."""

    to_stage: str
    at: datetime


@dataclass(frozen=True)
class Happened:
    """A dated move in the applicant's words."""

    words: str
    at: datetime


@dataclass(frozen=True)
class TryAgain:
    """A check that was not passed and may be taken again from a day, in the applicant's words."""

    name: str
    from_on: date

    @property
    def words(self) -> str:
        """One kind line: it is not the end."""
        return f"{self.name}: you have not passed it yet. That is not the end: try again from {in_words(self.from_on)}."


@dataclass(frozen=True)
class StageOnTheWay:
    """One stage of the way from sending the form to being appointed."""

    stage: Stage
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class Standing:
    """What the page says: the stage, who moves next, how long it usually takes, the way behind and ahead."""

    stage: Stage
    who_next: str
    usual_wait: str | None
    usual_by: date | None
    is_slow: bool
    gathers: tuple[CheckDefinition, ...]
    way: tuple[StageOnTheWay, ...]
    happened: tuple[Happened, ...]
    tries: tuple[TryAgain, ...] = ()

    @property
    def waits_for_applicant(self) -> bool:
        return self.stage.waiting_on is Party.APPLICANT

    @property
    def is_estimate(self) -> bool:
        """Whether the time is ours and the force must confirm it."""
        return self.usual_wait is not None and self.stage.confirm


def standing_of(
    strand: Strand, *, stage: str, since: date, changes: Sequence[Change], on: date,
    again_from: Mapping[str, date] | None = None,
) -> Standing:  # fmt: skip
    """How an application at a stage since a date stands on another. ``changes`` are in order.

    ``again_from`` names the checks that were not passed, each with the day from which it may be taken again.
    """
    pipeline = strand.pipeline
    here = pipeline.stage(stage)
    return Standing(
        stage=here,
        who_next=_who(here.waiting_on),
        usual_wait=days_in_words(here.usual_days) if here.usual_days is not None else None,
        usual_by=here.usual_by(since),
        is_slow=lateness(here, since=since, on=on) is not Lateness.ON_TIME,
        gathers=() if here.is_final else tuple(strand.check(code) for code in pipeline.gathered_at(stage)),
        way=_way(strand, here, {change.to_stage for change in changes}),
        happened=tuple(Happened(_words(strand, change), change.at) for change in reversed(changes)),
        tries=() if here.is_final else _tries(strand, again_from or {}),
    )


def _tries(strand: Strand, again_from: Mapping[str, date]) -> tuple[TryAgain, ...]:
    return tuple(TryAgain(each.name, again_from[each.code]) for each in strand.checks if each.code in again_from)


def _who(party: Party) -> str:
    return "You" if party is Party.APPLICANT else f"{party.label[0].upper()}{party.label[1:]}"


def _way(strand: Strand, here: Stage, been: set[str]) -> tuple[StageOnTheWay, ...]:
    """The straight way. Behind an ending it shows how far the application came; sent back, what is ahead again."""
    path = strand.pipeline.path[1:]
    place = next((number for number, stage in enumerate(path) if stage.code == here.code), None)
    if place is None:
        return tuple(StageOnTheWay(stage, is_done=True, is_now=False) for stage in path if stage.code in been)
    return tuple(
        StageOnTheWay(stage, is_done=number < place or here.is_final, is_now=number == place and not here.is_final)
        for number, stage in enumerate(path)
    )


def _words(strand: Strand, change: Change) -> str:
    pipeline = strand.pipeline
    if change.to_stage == pipeline.submitted.code:
        return "You sent your application"
    if change.to_stage == pipeline.withdrawn.code:
        return "Your application was withdrawn"
    if change.to_stage == pipeline.unsuccessful.code:
        return "We wrote to you that your application was not successful"
    if change.to_stage == pipeline.appointed.code:
        return pipeline.appointed.public_name
    return f"Moved on to: {pipeline.stage(change.to_stage).public_name}"
