"""Who comes first for a session: those with everything that is needed before it, then those who lack least.

A course has a date, so people are thought of for it two stages ahead; for anything else the check must be open now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from volunteers.appointments.rules.kinds import SessionKind
from volunteers.errors import Refusal
from volunteers.strands.rules import CheckFact, Party, Pipeline, Strand

STAGES_AHEAD_OF_A_COURSE = 2


@dataclass(frozen=True)
class Candidate:
    """Someone who might come: where they stand, since when, what they lack, and why they are left out, if they are."""

    application_id: int
    reference: str
    name: str
    area: str
    stage: str
    since: date
    days: int
    lacks: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether everything that is needed before is passed."""
        return not self.lacks

    @property
    def why(self) -> str:
        """What they lack, or that they lack nothing."""
        if not self.lacks:
            return "Everything before this is passed"
        return f"Still missing: {', '.join(self.lacks)}"


def stages_for(pipeline: Pipeline, kind: SessionKind, check: str | None) -> frozenset[str]:
    """The stages at which people are thought of for a session: all open ones where it is for no check."""
    stages = [stage.code for stage in pipeline.open_stages]
    if check is None:
        return frozenset(stages)
    found = {code for code in stages if check in pipeline.gathered_at(code)}
    for _ in range(STAGES_AHEAD_OF_A_COURSE if kind is SessionKind.COURSE else 0):
        found |= {code for code in stages if (onward := pipeline.onward(code)) is not None and onward.code in found}
    return frozenset(found)


def is_on_it(pipeline: Pipeline, stage: str, kind: SessionKind, check: str | None) -> bool:
    """Whether whoever is at a stage is on such a course already: it is the stage of the course itself, to which people
    come from one where they wait for it."""
    return (
        kind is SessionKind.COURSE
        and check == stage
        and any(
            each.waiting_on is Party.TRAINER
            and (onward := pipeline.onward(each.code)) is not None
            and onward.code == stage
            for each in pipeline.open_stages
        )
    )


def needed_before(pipeline: Pipeline, stage: str, kind: SessionKind, check: str | None) -> tuple[str, ...]:
    """The codes of the checks that someone at a stage has to have passed before such a session.

    For a course: all that lead up to the stage in which its check is gathered. For anything else: the others that are
    gathered at the same stage, so that those who wait for this alone come first.
    """
    if kind is not SessionKind.COURSE or check is None:
        return tuple(code for code in pipeline.gathered_at(stage) if code != check)
    needed: list[str] = []
    for each in pipeline.path:
        needed += each.needs
        if check in pipeline.gathered_at(each.code):
            break
    return tuple(code for code in dict.fromkeys(needed) if code != check)


def lacking(
    strand: Strand, stage: str, kind: SessionKind, check: str | None, facts: Mapping[str, CheckFact], on: date
) -> tuple[str, ...]:
    """The names of the checks that someone lacks on the day of a session, in the order of the pipeline."""
    names = {definition.code: definition.name for definition in strand.checks}
    return tuple(
        names.get(code, code)
        for code in needed_before(strand.pipeline, stage, kind, check)
        if code not in facts or not facts[code].holds_on(on)
    )


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those who lack nothing first, then those who lack least, and of these who has waited longest."""
    return sorted(candidates, key=lambda each: (len(each.lacks), each.since, each.application_id))


def proposed(candidates: Iterable[Candidate], free: int) -> frozenset[int]:
    """Whom to choose at first: as many of those who lack nothing as there are places."""
    ready = [each.application_id for each in in_order(candidates) if each.is_ready and not each.refusals]
    return frozenset(ready[: max(0, free)])
