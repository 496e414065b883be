"""How far the applications of one year have come, stage by stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from volunteers.trends.rules.counts import Count, Counting


@dataclass(frozen=True)
class StageName:
    """A stage as this room needs it: its code and its name in words."""

    code: str
    name: str


@dataclass(frozen=True)
class Step:
    """A stage, how many came to it, and what share that is of all and of those at the stage before."""

    name: str
    reached: Count
    of_all: str
    of_previous: str


@dataclass(frozen=True)
class Conversion:
    """The steps from submitted to appointed, then how many ended otherwise and how many are on their way.

    ``under_way`` is None where it would give away a number that is hidden beside it.
    """

    steps: tuple[Step, ...]
    unsuccessful: Count
    withdrawn: Count
    under_way: Count | None

    @property
    def narrowest(self) -> tuple[Step, Step] | None:
        """The two stages with the smallest share coming from the one to the other, or None where none is told."""
        told = [(int(after.of_previous[:-1]), before, after)
                for before, after in pairwise(self.steps) if after.of_previous]  # fmt: skip
        return min(told, key=lambda pair: pair[0])[1:] if told else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of anyone: no applications at all."""
        return not self.steps or self.steps[0].reached.known == 0


def convert(
    path: Sequence[StageName], reached: Mapping[str, int], *, unsuccessful: str, withdrawn: str, counting: Counting
) -> Conversion:
    """The conversion of a cohort. ``path`` runs from the first stage after the draft to the appointment.

    A stage that an application passed over counts as reached once a later one was, so that shares never rise.
    """
    at_least: list[int] = []
    for stage in reversed(path):
        at_least.append(max([reached.get(stage.code, 0), *at_least[-1:]]))
    counts = [counting.people(value) for value in reversed(at_least)]
    steps = [
        Step(stage.name, count, counting.share(count, counts[0]), counting.share(count, counts[place - 1]))
        if place
        else Step(stage.name, count, "", "")
        for place, (stage, count) in enumerate(zip(path, counts, strict=True))
    ]
    sent, appointed = (at_least[-1], at_least[0]) if at_least else (0, 0)
    ended = [reached.get(unsuccessful, 0), reached.get(withdrawn, 0)]
    parts = [counting.people(value) for value in (*ended, appointed)]
    is_hidden = any(part.known is None for part in parts)
    return Conversion(
        steps=tuple(steps),
        unsuccessful=parts[0],
        withdrawn=parts[1],
        under_way=None if is_hidden else counting.people(max(0, sent - appointed - sum(ended))),
    )
