"""Doing the same with many applications: where each would go, why some stay, and what can be put back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from volunteers.errors import Refusal
from volunteers.permissions import Permission
from volunteers.strands.rules import Stage, StageKind, Strand, reason_is_needed

MOST = 500  # as many as are chosen at once; the same as of an exported list
UNDONE = "undone"  # the reason of a stage change that puts an application back

GONE = Refusal("gone", "This application is no longer in your strands and areas.", "A coordinator who sees it")
CLEAR_INSTEAD = Refusal("clear_instead", "Clearing someone for duty is done one by one, with a rank and a first day.")
ENDED = Refusal("ended", "This application has ended.")
NOWHERE = Refusal("nowhere", "No stage follows this one.")


class Act(StrEnum):
    """What is done with all of them."""

    NEXT = "next"
    STAGE = "stage"
    OWNER = "owner"

    @property
    def is_move(self) -> bool:
        return self is not Act.OWNER

    @property
    def doing(self) -> str:
        """What is done to them, as in "12 applications will be moved"."""
        return "moved" if self.is_move else "given"


class LineState(StrEnum):
    """What became of one of them."""

    PLANNED = "planned"
    DONE = "done"
    REFUSED = "refused"
    UNDONE = "undone"
    LEFT = "left"  # something happened to it since, so it was not put back

    @property
    def label(self) -> str:
        return {
            "planned": "Planned", "done": "Done", "refused": "Not done", "undone": "Put back", "left": "Not put back",
        }[self]  # fmt: skip


@dataclass(frozen=True)
class Target:
    """What is wanted of all of them: the next stage, a named one of one strand, or an owner (None for nobody)."""

    act: Act
    strand: str | None = None
    stage: str | None = None
    owner_id: int | None = None

    @property
    def word(self) -> str:
        """The named stage as a form sends it."""
        return f"{self.strand}:{self.stage}"


@dataclass(frozen=True)
class Goal:
    """Where one application would go, or why it cannot be said."""

    stage: Stage | None
    refusal: Refusal | None = None
    reason_needed: bool = False


@dataclass(frozen=True)
class Judged:
    """One of the chosen, with where it is and would be, in words, and everything that stands in the way."""

    application_id: int
    reference: str
    name: str
    here: str
    there: str
    refusals: tuple[Refusal, ...] = ()
    reason_needed: bool = False

    @property
    def is_open(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class Held:
    """Someone whose way something stands in, with what is so of them alone, such as since when it is asked for."""

    line: Judged
    detail: str
    clears_on: date | None


@dataclass(frozen=True)
class Reason:
    """One thing in the way, who can put it right, and everybody whose way it stands in."""

    refusal: Refusal
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Since:
    """What happened to an application after it was moved together with others."""

    is_there: bool
    is_last_move: bool
    check_recorded: bool
    is_proposed: bool


def goal_of(target: Target, strand: Strand, stage: str) -> Goal:
    """The stage that an application would go to from this one. Whether it may is judged by the strand's own rule."""
    here = strand.pipeline.find(stage)
    if here is None or here.is_final:
        return Goal(None, ENDED)
    if target.act is Act.STAGE:
        if target.strand != strand.code:
            return Goal(None, Refusal("other_strand", f"This is an application to the {strand.name}."))
        there = strand.pipeline.find(target.stage or "")
    else:
        there = strand.pipeline.onward(stage)
    if there is None:
        return Goal(None, NOWHERE)
    if there.kind is StageKind.APPOINTED:
        return Goal(there, CLEAR_INSTEAD)
    if not _is_offered(there):
        return Goal(there, Refusal("one_by_one", f"Nobody is moved to {there.name} together with others."))
    return Goal(there, None, reason_is_needed(strand.pipeline, from_stage=stage, to_stage=there.code))


def stages_to_offer(strands: Iterable[Strand]) -> list[tuple[str, str]]:
    """The stages that many may be moved to: neither endings nor being cleared, which are decided one by one."""
    known = list(strands)
    return [
        (Target(Act.STAGE, strand.code.value, stage.code).word, _named(strand, stage, alone=len(known) == 1))
        for strand in known
        for stage in strand.pipeline.open_stages
        if _is_offered(stage) and stage != strand.pipeline.submitted
    ]


def _named(strand: Strand, stage: Stage, *, alone: bool) -> str:
    return stage.name if alone else f"{strand.name}: {stage.name}"


def _is_offered(stage: Stage) -> bool:
    return stage.kind is StageKind.OPEN and stage.permission is Permission.APPLICATION_MOVE


def reasons_of(lines: Iterable[Judged]) -> tuple[Reason, ...]:
    """What stands in the way, the most frequent first. Someone with two things in the way stands under both.

    What follows the first sentence of a refusal is so of one person, and stands beside their name.
    """
    found: dict[tuple[str, str, str | None], list[Held]] = {}
    for line in lines:
        for refusal in line.refusals:
            first, stop, rest = refusal.message.partition(". ")
            held = Held(line, rest, refusal.clears_on)
            found.setdefault((refusal.code, f"{first}." if stop else first, refusal.who), []).append(held)
    ordered = sorted(found.items(), key=lambda each: (-len(each[1]), each[0][1]))
    return tuple(Reason(Refusal(*said), tuple(those)) for said, those in ordered)


def refusals_to_undo(*, done_at: datetime | None, undo_until: datetime | None, undone_at: datetime | None,
                     now: datetime) -> list[Refusal]:  # fmt: skip
    """Why the whole of it cannot be undone."""
    if done_at is None or undo_until is None:
        return [Refusal("not_done", "Nothing was done yet, so there is nothing to undo.")]
    if undone_at is not None:
        return [Refusal("undone_already", "This was undone already.")]
    if now >= undo_until:
        return [Refusal("too_late", "The time to undo this is over. Move the applications back one by one.")]
    return []


def can_be_undone(
    *, done_at: datetime | None, undo_until: datetime | None, undone_at: datetime | None, now: datetime
) -> bool:
    return not refusals_to_undo(done_at=done_at, undo_until=undo_until, undone_at=undone_at, now=now)


def refusals_to_put_back(since: Since) -> list[Refusal]:
    """Why one application is left where it is, though the others are put back."""
    if not (since.is_there and since.is_last_move):
        return [Refusal("moved_on", "It has moved on since.")]
    if since.is_proposed:
        return [Refusal("proposed_since", "A decision about it was made or proposed since.", "A second person")]
    if since.check_recorded:
        return [Refusal("recorded_since", "A check was recorded since.")]
    return []


def as_stored(refusals: Sequence[Refusal]) -> list[dict[str, Any]]:
    """Refusals as a row keeps them."""
    return [
        {
            "code": each.code,
            "message": each.message,
            "who": each.who,
            "clears_on": each.clears_on.isoformat() if each.clears_on else None,
        }
        for each in refusals
    ]


def as_refusals(stored: Iterable[Mapping[str, Any]]) -> tuple[Refusal, ...]:
    """The same, read again."""
    return tuple(
        Refusal(
            each["code"],
            each["message"],
            each["who"],
            date.fromisoformat(each["clears_on"]) if each["clears_on"] else None,
        )
        for each in stored
    )
