"""The board: the open stages of one strand side by side, each with its counts and its first cards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volunteers import clock
from volunteers.extensions import db
from volunteers.onboarding.queries.caseload import lines_of, stage_counts
from volunteers.onboarding.queries.narrowing import Narrowed, narrow
from volunteers.onboarding.queries.ordering import first_of_each
from volunteers.onboarding.rules import CaseLine, Filters, StageCount
from volunteers.permissions import Viewer
from volunteers.strands.rules import Stage, Strand

CARDS = 5


@dataclass(frozen=True)
class Column:
    """One stage: how many stand there, and the cards of those whose longest day is nearest."""

    stage: Stage
    count: StageCount
    cards: tuple[CaseLine, ...]

    @property
    def is_cut(self) -> bool:
        return self.count.count.number > len(self.cards)


@dataclass(frozen=True)
class Board:
    """The board of one strand, with what it can be narrowed to; without a strand there is nothing in sight."""

    narrowed: Narrowed
    strand: Strand | None
    columns: tuple[Column, ...]

    @property
    def filters(self) -> Filters:
        return self.narrowed.filters

    @property
    def total(self) -> int:
        return sum(column.count.count.number for column in self.columns)


def get_board(filters: Filters, viewer: Viewer) -> Board:
    """The board of the strand asked for, or of the viewer's first; raises ``NotFound`` for what is not theirs."""
    narrowed = narrow(replace(filters, stage=None), viewer)
    if narrowed.strand is None and narrowed.strands:
        narrowed = narrow(replace(narrowed.filters, strand=narrowed.strands[0].code), viewer)
    if narrowed.strand is None:
        return Board(narrowed, None, ())
    on = clock.today()
    counts = {count.stage: count for count in stage_counts(narrowed, on)}
    open_stages = narrowed.strand.pipeline.open_stages
    slots = narrowed.slots({narrowed.strand.code: [stage.code for stage in open_stages]})
    wanted = first_of_each(slots, narrowed.conditions(on), limit=CARDS)
    rows = [] if wanted is None else db.session.execute(wanted).all()
    taken: dict[str, list[object]] = {stage.code: [] for stage in open_stages}
    for row in rows:  # in order, from several areas perhaps
        if len(taken.get(row.stage, ())) < CARDS:
            taken.setdefault(row.stage, []).append(row)
    lines = lines_of([row for each in taken.values() for row in each], narrowed, on)
    return Board(narrowed, narrowed.strand, tuple(_column(stage, counts, lines) for stage in open_stages))


def _column(stage: Stage, counts: dict[str, StageCount], lines: Sequence[CaseLine]) -> Column:
    count = counts.get(stage.code) or StageCount("", stage.code)
    return Column(stage, count, tuple(line for line in lines if line.stage_code == stage.code))
