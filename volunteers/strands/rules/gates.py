"""Checks that no change of a pipeline may let anyone pass by, and who comes how far without one.

Sources: domain.md 1.1 (vetting finishes before training, since a recruit elsewhere was trained, could not be vetted and
could not be attested) and 1.3 (a young person goes no further than the waiting list until a parent or guardian agrees).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from volunteers.permissions import Permission
from volunteers.strands.rules.pipeline import Pipeline, StageKind
from volunteers.strands.rules.strand import Strand, StrandCode


@dataclass(frozen=True)
class Gate:
    """A check that each of some stages needs. Without ``stages``: every one past the first at which forms are read."""

    check: str
    stages: tuple[str, ...]
    why: str


HARD_GATES: Mapping[StrandCode, tuple[Gate, ...]] = {
    StrandCode.SPECIAL_CONSTABULARY: (
        Gate("vetting", ("training", "attestation"), "Nobody is trained or attested before they are vetted."),
    ),
    StrandCode.CADETS: (
        Gate("guardian_consent", (), "A young person goes no further until a parent or guardian agrees."),
    ),
}


def gates_of(strand: Strand) -> tuple[tuple[str, str, str], ...]:
    """Each stage with a check it must need, and why, as (stage, check, why)."""
    pipeline = strand.pipeline
    past = [stage.code for stage in pipeline.open_stages if stage.code != pipeline.submitted.code]
    past.append(pipeline.appointed.code)
    return tuple(
        (stage, gate.check, gate.why)
        for gate in HARD_GATES.get(strand.code, ())
        for stage in gate.stages or past
        if pipeline.find(stage) is not None
    )


def vetting_of(strand: Strand) -> tuple[str, ...]:
    """The checks that a vetting officer records."""
    return tuple(check.code for check in strand.checks if check.recorded_by is Permission.VETTING_SET)


def reached_without(pipeline: Pipeline, check: str) -> set[str]:
    """The stages that an application can come to without this check ever having been asked for.

    Checks are judged on the way forward only, so a stage that is entered from a later one asks for nothing.
    """
    reached, ahead = set(), [pipeline.first.code]
    while ahead:
        here = ahead.pop()
        if here in reached:
            continue
        reached.add(here)
        ahead.extend(
            move
            for move in pipeline.stage(here).moves
            if (there := pipeline.find(move)) is not None
            and (check not in there.needs or pipeline.is_back(here, there.code))
        )
    return reached


def reached_around(pipeline: Pipeline, stage: str) -> set[str]:
    """The stages that an application can come to without ever having stood at this one."""
    reached, ahead = {stage}, [pipeline.first.code]
    while ahead:
        here = ahead.pop()
        if here in reached:
            continue
        reached.add(here)
        ahead.extend(move for move in pipeline.stage(here).moves if pipeline.find(move) is not None)
    return reached - {stage}


def leads_forward(pipeline: Pipeline, stage: str) -> bool:
    """Whether an open stage has a move to a later one, or to being appointed."""
    onward = (StageKind.OPEN, StageKind.APPOINTED)
    here = pipeline.stage(stage)
    return any(
        there.kind in onward and not pipeline.is_back(stage, there.code)
        for move in here.moves
        if (there := pipeline.find(move)) is not None and there.code != stage
    )
