"""Where people wait now, and on whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.strands.rules import Party, Stage

UNKNOWN_PLACE = 99


@dataclass(frozen=True)
class Waiting:
    """So many open applications at a stage that wait for the same parties; ``oldest`` came there first."""

    stage: str
    waits_on: tuple[str, ...]
    number: int
    oldest: date
    slow: int
    overdue: int


@dataclass(frozen=True)
class StandingRow:
    """Those at one stage who wait for one party."""

    stage: str
    name: str
    party: str
    waits_for: str
    number: int
    oldest: date
    oldest_days: int
    slow: int
    overdue: int

    @property
    def party_words(self) -> str:
        """The party at the beginning of a line."""
        return self.waits_for[:1].upper() + self.waits_for[1:]


@dataclass(frozen=True)
class Standing:
    """Everyone under way. ``rows`` may count someone twice who waits for two parties; the sums count each once."""

    rows: tuple[StandingRow, ...]
    number: int
    slow: int
    overdue: int
    counted_twice: bool

    @property
    def most_stuck(self) -> StandingRow | None:
        """Where most are overdue; None while nobody is."""
        late = [row for row in self.rows if row.overdue]
        return max(late, key=lambda row: (row.overdue, row.oldest_days)) if late else None


def standing_of(stages: Sequence[Stage], waiting: Sequence[Waiting], *, on: date) -> Standing:
    """Rows in the order of the stages, and within one with most people first."""
    places = {stage.code: place for place, stage in enumerate(stages)}
    names = {stage.code: stage.name for stage in stages}
    pairs: dict[tuple[str, str], list[Waiting]] = {}
    for one in waiting:
        for party in one.waits_on or (Party.NOBODY.value,):
            pairs.setdefault((one.stage, party), []).append(one)
    rows = [
        StandingRow(
            stage, names.get(stage, stage), party, _words(party), sum(one.number for one in those),
            min(one.oldest for one in those), (on - min(one.oldest for one in those)).days,
            sum(one.slow for one in those), sum(one.overdue for one in those),
        )
        for (stage, party), those in pairs.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (places.get(row.stage, UNKNOWN_PLACE), -row.number, row.party))
    return Standing(
        tuple(rows), sum(one.number for one in waiting), sum(one.slow for one in waiting),
        sum(one.overdue for one in waiting), any(len(one.waits_on) > 1 for one in waiting),
    )  # fmt: skip


def _words(party: str) -> str:
    return Party(party).label if party in set(Party) else party
