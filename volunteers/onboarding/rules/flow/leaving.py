"""Who left the way before its end: at which stage, and of those who withdrew, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers.strands.rules import Stage

NO_REASON = "No reason from the list was kept"


@dataclass(frozen=True)
class Ending:
    """So many applications that ended at a stage. ``reason`` is a code of the list, or empty; never what was typed."""

    stage: str
    is_withdrawal: bool
    reason: str
    number: int


@dataclass(frozen=True)
class LeavingRow:
    """One stage: how many were unsuccessful there, how many withdrew, and why, the most common reason first."""

    stage: str
    name: str
    unsuccessful: int
    withdrew: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def number(self) -> int:
        return self.unsuccessful + self.withdrew


@dataclass(frozen=True)
class Leaving:
    """All stages, and the reasons of everyone who withdrew."""

    rows: tuple[LeavingRow, ...]
    unsuccessful: int
    withdrew: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def number(self) -> int:
        return self.unsuccessful + self.withdrew


def leaving_of(stages: Sequence[Stage], endings: Sequence[Ending], reasons: Mapping[str, str]) -> Leaving:
    """A row for every stage at which someone left, in the order of the stages; ``reasons`` gives the words by code."""
    rows = []
    for stage in stages:
        here = [ending for ending in endings if ending.stage == stage.code]
        if here:
            unsuccessful, withdrew = _counts(here)
            rows.append(LeavingRow(stage.code, stage.name, unsuccessful, withdrew, _reasons(here, reasons)))
    unsuccessful, withdrew = _counts(endings)
    return Leaving(tuple(rows), unsuccessful, withdrew, _reasons(endings, reasons))


def _counts(endings: Sequence[Ending]) -> tuple[int, int]:
    withdrew = sum(ending.number for ending in endings if ending.is_withdrawal)
    return sum(ending.number for ending in endings) - withdrew, withdrew


def _reasons(endings: Sequence[Ending], words: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for ending in endings:
        if ending.is_withdrawal:
            said = words.get(ending.reason, NO_REASON)
            found[said] = found.get(said, 0) + ending.number
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))
