"""What one version of a strand's pipeline says otherwise than another, stage by stage, in words for staff."""

from collections.abc import Iterator
from dataclasses import dataclass

from volunteers.strands.rules.pipeline import Stage
from volunteers.strands.rules.strand import Strand

NOTHING = "None"


@dataclass(frozen=True)
class Difference:
    """One thing said of a stage, before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class StageDifferences:
    """Everything that one version says otherwise of a stage; ``name`` is its newer name."""

    code: str
    name: str
    lines: tuple[Difference, ...]


def differences(before: Strand, after: Strand) -> tuple[StageDifferences, ...]:
    """The stages that differ, in the order of the newer version; empty when the two say the same."""
    found = (
        StageDifferences(stage.code, stage.name, tuple(_lines(before, after, stage)))
        for stage in after.pipeline.stages
        if before.pipeline.find(stage.code) is not None
    )
    return tuple(each for each in found if each.lines)


def _lines(before: Strand, after: Strand, now: Stage) -> Iterator[Difference]:
    then = before.pipeline.stage(now.code)
    pairs = (
        ("Place in the order", _place(before, then), _place(after, now)),
        ("Name for staff", then.name, now.name),
        ("Name for applicants", then.public_name, now.public_name),
        ("What applicants read", then.explains, now.explains),
        ("Usual days", _days(then.usual_days), _days(now.usual_days)),
        ("Longest days", _days(then.longest_days), _days(now.longest_days)),
    )
    yield from (Difference(*pair) for pair in pairs if pair[1] != pair[2])
    if set(then.needs) != set(now.needs):
        yield Difference("Checks needed first", checks_of(before, then), checks_of(after, now))
    if set(then.moves) != set(now.moves):
        yield Difference("May go on to", moves_of(before, then), moves_of(after, now))
    elif then.moves[:1] != now.moves[:1]:
        yield Difference("Usual next stage", moves_of(before, then, only=1), moves_of(after, now, only=1))


def checks_of(strand: Strand, stage: Stage) -> str:
    """The checks a stage needs, by name, in the order of the strand."""
    return ", ".join(check.name for check in strand.checks if check.code in stage.needs) or NOTHING


def moves_of(strand: Strand, stage: Stage, *, only: int | None = None) -> str:
    """The stages that may follow, by name, the usual one first."""
    found = (strand.pipeline.find(code) for code in stage.moves[:only])
    return ", ".join(each.name for each in found if each) or NOTHING


def _place(strand: Strand, stage: Stage) -> str:
    return str(strand.pipeline.stages.index(stage))


def _days(days: int | None) -> str:
    return NOTHING if days is None else str(days)
