"""A strand's pipeline as an administrator changed it: days, wording, needs, order and moves; never other stages.

The stages themselves stay those of the strand's page, so that every application of a strand can be counted and found by
its stage, whichever version it follows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from volunteers.strands.rules.pipeline import Pipeline, Stage
from volunteers.strands.rules.strand import Strand


@dataclass(frozen=True)
class StageDraft:
    """A stage as someone wants it. ``moves`` are the stages that may follow, in any order; see ``in_move_order``."""

    code: str
    name: str
    public_name: str
    explains: str
    usual_days: int | None
    longest_days: int | None
    needs: tuple[str, ...]
    moves: tuple[str, ...]

    def as_stored(self) -> dict[str, Any]:
        """The draft as JSON."""
        return {
            "code": self.code, "name": self.name, "public_name": self.public_name, "explains": self.explains,
            "usual_days": self.usual_days, "longest_days": self.longest_days,
            "needs": list(self.needs), "moves": list(self.moves),
        }  # fmt: skip

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "StageDraft":
        """The draft as it was stored."""
        return cls(**{**stored, "needs": tuple(stored["needs"]), "moves": tuple(stored["moves"])})


def drafts_of(strand: Strand) -> tuple[StageDraft, ...]:
    """The stages of a strand as they stand, to be changed."""
    return tuple(
        StageDraft(
            each.code, each.name, each.public_name, each.explains, each.usual_days, each.longest_days, each.needs,
            each.moves,
        )
        for each in strand.pipeline.stages
    )  # fmt: skip


def with_pipeline(strand: Strand, drafts: Sequence[StageDraft]) -> Strand:
    """The strand with its stages as drafted, in their new order. What a draft does not say stays as the page has it.

    A stage that is not drafted is left as it is, at its place among the last; an unknown one is passed over.
    """
    known = {stage.code: stage for stage in strand.pipeline.stages}
    drafted = {draft.code: _stage(known[draft.code], draft) for draft in drafts if draft.code in known}
    rest = [stage for stage in strand.pipeline.stages if stage.code not in drafted]
    order = [*drafted.values(), *rest]
    places = {stage.code: place for place, stage in enumerate(order)}
    stages = tuple(replace(stage, moves=in_move_order(stage.code, stage.moves, places, strand)) for stage in order)
    return replace(strand, pipeline=Pipeline(stages))


def in_move_order(code: str, moves: Sequence[str], places: Mapping[str, int], strand: Strand) -> tuple[str, ...]:
    """Moves with the usual one first: forward to the nearest stage, then further, then back, and the endings last."""
    ends = {strand.pipeline.unsuccessful.code, strand.pipeline.withdrawn.code}
    here = places[code]

    def rank(move: str) -> tuple[int, int]:
        there = places.get(move, len(places))
        if move in ends:
            return 2, there
        return (0, there) if there > here else (1, here - there)

    return tuple(sorted(dict.fromkeys(moves), key=rank))


def shifted(drafts: Sequence[StageDraft], code: str, *, up: bool, movable: Collection[str]) -> tuple[StageDraft, ...]:
    """The drafts with a stage one place earlier or later, where both may move; the straight way is led through anew.

    What led to the first of the two leads to the other, and the other leads to it; further moves stay as they were.
    """
    order = [draft.code for draft in drafts]
    here = order.index(code) if code in order else -1
    there = here - 1 if up else here + 1
    if here < 0 or not 0 < there < len(order) or not {code, order[there]} <= set(movable):
        return tuple(drafts)
    first, second = sorted((here, there))
    one, other, made = drafts[first], drafts[second], list(drafts)
    before, after = drafts[first - 1], order[second + 1]
    made[first - 1] = _led(before, one.code, other.code)
    made[first] = _led(other, after, one.code)
    made[second] = _led(one, other.code, after)
    return tuple(made)


def _led(draft: StageDraft, old: str, new: str) -> StageDraft:
    """The draft with one move in place of another, where it has that one."""
    if old not in draft.moves:
        return draft
    return replace(draft, moves=tuple(dict.fromkeys(new if move == old else move for move in draft.moves)))


def _stage(stage: Stage, draft: StageDraft) -> Stage:
    return replace(
        stage, name=draft.name, public_name=draft.public_name, explains=draft.explains, usual_days=draft.usual_days,
        longest_days=draft.longest_days, needs=draft.needs, moves=draft.moves,
    )  # fmt: skip
