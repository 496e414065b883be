"""The rows of a release: whose figures are told apart, and how rows add up. The same rows in every release.

Nothing else is ever told apart: with a free choice of rows, one figure less another would be few people (14 to 16). The
people of one strand in one area are not told: they would bound every group of both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volunteers.trends.disclosure.frozen import StrandShape
from volunteers.trends.disclosure.quarters import Atom
from volunteers.trends.disclosure.tables import Row

ALL = "all"
UNKNOWN_AREA = "unknown"
ACTIVE, APPLIED, LEFT = "active", "applied", "left"
ENDED, APPOINTED, NOT_APPOINTED = "ended", "appointed", "not_appointed"
# How many people came to be among those serving, or ceased to be: never published, it says how much changed.
MOVED = "moved"
# Hidden rows that only their sum is known of.
TOGETHER = "together"
# What is told by area too, and what by strand alone.
BY_AREA, BY_STRAND = (ACTIVE, APPLIED), (LEFT, ENDED, APPOINTED)


@dataclass(frozen=True)
class RowSum:
    """A row that is others together. ``is_split`` where the parts say how the people of the whole fared."""

    whole: Row
    parts: tuple[Row, ...]
    is_split: bool = False


@dataclass(frozen=True)
class Scope:
    """Adults or children: never in one table."""

    code: str
    strands: Sequence[StrandShape]
    areas: Sequence[tuple[str, str]]

    @property
    def has_total(self) -> bool:
        """Whether several strands are told together."""
        return len(self.strands) > 1

    def rows_of(self, atom: Atom) -> Iterator[Row]:
        """The rows that the people of an atom are in."""
        area = atom.area or UNKNOWN_AREA
        if atom.measure in BY_AREA:
            yield from self._wide(atom.measure, atom.strand, area)
        elif atom.measure == LEFT:
            yield from self._narrow(LEFT, atom.strand)
        else:
            yield from self._outcomes(atom.measure, atom.strand)
        if atom.measure in {APPOINTED, LEFT}:
            yield from self._wide(MOVED, atom.strand, area)

    def _wide(self, measure: str, strand: str, area: str) -> Iterator[Row]:
        yield measure, strand
        if self.has_total:
            yield measure, ALL
            yield measure, f"area:{area}"

    def _narrow(self, measure: str, strand: str) -> Iterator[Row]:
        yield measure, strand
        if self.has_total:
            yield measure, ALL

    def _outcomes(self, measure: str, strand: str) -> Iterator[Row]:
        stages = self.stages_of(strand)
        yield from self._narrow(ENDED, strand)
        if measure == APPOINTED:
            yield from self._narrow(APPOINTED, strand)
            last = len(stages) - 1
        else:
            # A stage that is no more counts with the first: whoever was lost there reached none of those there are.
            stage = measure.removeprefix("lost:")
            last = stages.index(stage) if stage in stages else 0
            yield f"lost:{stages[last]}", strand
            if self.has_total:
                yield NOT_APPOINTED, ALL
        for reached in stages[1 : last + 1]:
            yield f"reached:{reached}", strand

    def stages_of(self, strand: str) -> list[str]:
        """The codes of the open stages of a strand, in order."""
        return [code for each in self.strands if each.code == strand for code, _ in each.stages]

    def sums(self) -> Iterator[RowSum]:
        """How the rows add up."""
        areas = [*(code for code, _ in self.areas), UNKNOWN_AREA]
        strands = [strand.code for strand in self.strands]
        if self.has_total:
            for measure in BY_AREA:
                yield RowSum((measure, ALL), tuple((measure, f"area:{area}") for area in areas))
            for measure in (*BY_AREA, *BY_STRAND):
                yield RowSum((measure, ALL), tuple((measure, strand) for strand in strands))
            yield RowSum((ENDED, ALL), ((APPOINTED, ALL), (NOT_APPOINTED, ALL)), is_split=True)
        for strand in strands:
            yield from self._stages(strand)

    def _stages(self, strand: str) -> Iterator[RowSum]:
        stages = self.stages_of(strand)
        reached = [ENDED, *(f"reached:{stage}" for stage in stages[1:]), APPOINTED]
        for stage, here, onwards in zip(stages, reached, reached[1:], strict=False):
            yield RowSum((here, strand), ((f"lost:{stage}", strand), (onwards, strand)), is_split=True)

    def rows(self) -> list[Row]:
        """Every row, wholes before their parts."""
        every = [row for one in self.sums() for row in (one.whole, *one.parts)]
        every += [(measure, strand.code) for measure in (*BY_AREA, LEFT) for strand in self.strands]
        return list(dict.fromkeys(every))

    def later(self) -> dict[Row, tuple[Row, ...]]:
        """The rows of those whose applications ended, with the rows of those who came further."""
        found: dict[Row, tuple[Row, ...]] = {(ENDED, ALL): ((APPOINTED, ALL),)} if self.has_total else {}
        return found | {
            (ENDED, strand.code): tuple(
                (measure, strand.code) for measure in (*(f"reached:{code}" for code, _ in strand.stages[1:]), APPOINTED)
            )
            for strand in self.strands
        }


def without(sums: Sequence[RowSum], hidden: frozenset[Row]) -> list[tuple[RowSum, tuple[Row, ...]]]:
    """The sums of rows that are not hidden: (what is told of each, the hidden rows that make up the rest).

    Where a hidden row is itself a sum its parts take its place, so that nothing an outsider could add up is lost.
    """
    parts_of = {one.whole: one.parts for one in sums if one.whole in hidden}
    found = []
    for one in sums:
        if one.whole in hidden:
            continue
        shown, left, waiting = [], [], list(reversed(one.parts))
        while waiting:
            row = waiting.pop()
            if row not in hidden:
                shown.append(row)
            elif row in parts_of:
                waiting.extend(reversed(parts_of[row]))
            else:
                left.append(row)
        found.append((RowSum(one.whole, tuple(shown), one.is_split), tuple(left)))
    return found


def together(sums: Sequence[tuple[RowSum, tuple[Row, ...]]]) -> tuple[list[RowSum], dict[Row, tuple[Row, ...]]]:
    """Hidden rows that are in just the same sums as one row each, and the sums with these.

    An outsider can tell them apart by nothing; those that are in different sums stay apart, for the sums bind them.
    """
    where: dict[Row, list[int]] = {}
    for number, (_, left) in enumerate(sums):
        for row in left:
            where.setdefault(row, []).append(number)
    alike: dict[tuple[int, ...], list[Row]] = {}
    for row, numbers in where.items():
        alike.setdefault(tuple(numbers), []).append(row)
    rests = {(TOGETHER, "-".join(map(str, numbers))): (numbers, tuple(rows)) for numbers, rows in alike.items()}
    found = [
        RowSum(
            one.whole, (*one.parts, *(rest for rest, (numbers, _) in rests.items() if number in numbers)), one.is_split
        )
        for number, (one, _) in enumerate(sums)
    ]
    return found, {rest: rows for rest, (_, rows) in rests.items()}
