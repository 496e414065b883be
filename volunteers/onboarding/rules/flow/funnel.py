"""How far the applications that were sent in a period have come by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.onboarding.rules.flow.stays import FEWEST
from volunteers.strands.rules import Stage, StageKind, Strand

TOO_FEW = "Too few to say"


@dataclass(frozen=True)
class Way:
    """So many applications whose furthest stage is this one, standing at ``here`` now.

    ``furthest`` is a place in the path of the strand, from 0.
    """

    furthest: int
    here: str
    number: int


@dataclass(frozen=True)
class FunnelRow:
    """One stage of the path. Those who reached it are those who went on, and those who came so far and no further:
    they are under way still, or ended, and how. So every row adds up."""

    stage: str
    name: str
    reached: int
    of_previous: str
    went_on: int
    still: int
    unsuccessful: int
    withdrew: int
    is_goal: bool

    @property
    def ended(self) -> int:
        return self.unsuccessful + self.withdrew

    @property
    def onward_share(self) -> str:
        """Of those who are no longer under way here, the share that went on."""
        return share_words(self.went_on, self.went_on + self.ended)


@dataclass(frozen=True)
class Funnel:
    """The whole path. ``narrowest`` is where, of those no longer under way there, the smallest share went on."""

    rows: tuple[FunnelRow, ...]
    narrowest: FunnelRow | None

    @property
    def sent(self) -> int:
        return self.rows[0].reached if self.rows else 0

    @property
    def appointed(self) -> int:
        return self.rows[-1].reached if self.rows else 0

    @property
    def still(self) -> int:
        return sum(row.still for row in self.rows)

    @property
    def unsuccessful(self) -> int:
        return sum(row.unsuccessful for row in self.rows)

    @property
    def withdrew(self) -> int:
        return sum(row.withdrew for row in self.rows)

    @property
    def appointed_share(self) -> str:
        return share_words(self.appointed, self.sent)


def path_of(strand: Strand) -> tuple[Stage, ...]:
    """The stages from the first after the draft to the appointment."""
    return tuple(stage for stage in strand.pipeline.path if stage is not strand.pipeline.first)


def share_words(part: int, whole: int) -> str:
    """A share in whole per cent; of fewer than five people nothing is said."""
    if whole < FEWEST:
        return TOO_FEW
    return f"{round(100 * part / whole)}%"


def funnel_of(strand: Strand, ways: Sequence[Way]) -> Funnel:
    """The funnel of a cohort.

    A stage that was passed over counts as reached once a later one was, so that no stage is reached by more people than
    the one before. An application that was sent back keeps the furthest stage it came to.
    """
    stages = path_of(strand)
    reached = [sum(way.number for way in ways if way.furthest >= place) for place in range(len(stages))]
    rows = []
    for place, stage in enumerate(stages):
        so_far = [way for way in ways if way.furthest == place]
        is_goal = stage.kind is StageKind.APPOINTED
        rows.append(
            FunnelRow(
                stage.code, stage.name, reached[place],
                share_words(reached[place], reached[place - 1]) if place else "",
                went_on=reached[place + 1] if place + 1 < len(stages) else 0,
                still=0 if is_goal else _standing(so_far, strand, StageKind.OPEN),
                unsuccessful=_standing(so_far, strand, StageKind.UNSUCCESSFUL),
                withdrew=_standing(so_far, strand, StageKind.WITHDRAWN), is_goal=is_goal,
            )
        )  # fmt: skip
    return Funnel(tuple(rows), _narrowest(rows))


def _standing(ways: Sequence[Way], strand: Strand, kind: StageKind) -> int:
    codes = {each.code for each in strand.pipeline.stages if each.kind is kind}
    return sum(way.number for way in ways if way.here in codes)


def _narrowest(rows: Sequence[FunnelRow]) -> FunnelRow | None:
    told = [row for row in rows if not row.is_goal and row.went_on + row.ended >= FEWEST and row.ended]
    return min(told, key=lambda row: row.went_on / (row.went_on + row.ended)) if told else None
