"""The attack: every interval that an outsider with all releases can prove."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from tests.trends.attacker.naming import Interval, Name, Pair
from tests.trends.attacker.puzzle import Equation, Puzzle
from tests.trends.attacker.reading import Reading
from tests.trends.attacker.solving import Component, Questions, Terms, known_part, plain_bounds
from volunteers.trends.disclosure.content import Content

Asked = TypeVar("Asked")
# For every sum the threshold, and what is known of it beside the unknowns still open.
Needs = Sequence[tuple[int, int]]
PUSHES = 3


def attack(contents: Sequence[Content]) -> Mapping[Name, Interval]:
    """What can be proved of each cell of each release, given or not, exactly.

    ``puzzle.MOST`` as the upper end means that nothing is known of it.
    """
    return Attack(contents).cells()


def pairs(contents: Sequence[Content]) -> Mapping[Pair, Interval]:
    """How many people lie between each two published cohorts."""
    return Attack(contents).pairs()


class Attack:
    """All documents read once; then asked as often as wanted.

    ``marks_cover_zero`` False is an outsider who knows that nobody is always shown as 0; ``crossed`` True one who also
    reasons about the groups of rows that only count people.
    Raises ``Contradiction`` where the documents cannot all be true.
    """

    def __init__(self, contents: Sequence[Content], *, marks_cover_zero: bool = True, crossed: bool = True) -> None:
        self.reading = Reading(contents, marks_cover_zero, crossed)
        self.reading.puzzle.tighten()

    def cells(self, only: Iterable[Name] | None = None) -> dict[Name, Interval]:
        """The exact interval of every cell, or of some."""
        wanted = self.reading.cells if only is None else only
        return self.intervals({name: [(one, 1) for one in self.reading.cells[name]] for name in wanted})

    def vague(self, only: Mapping[Name, int]) -> dict[Name, Interval]:
        """As ``cells``, but of a cell that can be many or few people no more is asked.

        ``only`` gives the threshold of each cell. A cell is left when whole numbers that fit everything were seen at
        which it is under its threshold, at least at it, and that far apart: its interval is at least what is returned.
        """
        sums = {name: [(one, 1) for one in self.reading.cells[name]] for name in only}
        return self.intervals(sums, only)

    def pairs(
        self, only: Iterable[Pair] | None = None, enough: Mapping[Pair, int] | None = None
    ) -> dict[Pair, Interval]:
        """The interval of the size of every difference, or of some; ``enough`` as for ``vague``."""
        differences = self.reading.pairs()
        found = self.intervals({pair: differences[pair] for pair in (differences if only is None else only)}, enough)
        return {pair: _size(interval) for pair, interval in found.items()}

    def intervals(
        self, sums: Mapping[Asked, Terms], enough: Mapping[Asked, int] | None = None
    ) -> dict[Asked, Interval]:
        """The interval of sums of unknowns by any names; with ``enough``, thresholds, as for ``vague``."""
        puzzle = self.reading.puzzle
        parts = {asked: known_part(puzzle, terms) for asked, terms in sums.items()}
        found = {asked: (known, known) for asked, (still, known) in parts.items() if not still}
        still_open = {asked: still for asked, (still, _) in parts.items() if still}
        together: dict[int, list[Asked]] = {}
        components = puzzle.components([[one for one, _ in terms] for terms in still_open.values()])
        home = {unknown: number for number, (unknowns, _) in enumerate(components) for unknown in unknowns}
        for asked, terms in still_open.items():
            together.setdefault(home[terms[0][0]], []).append(asked)
        for number, names in together.items():
            needs = None if enough is None else [(enough[name], parts[name][1]) for name in names]
            values = _settle(puzzle, components[number], [still_open[name] for name in names], needs)
            for name, (low, high) in zip(names, values, strict=True):
                found[name] = (low + parts[name][1], high + parts[name][1])
        return {asked: found[asked] for asked in sums}


def _settle(
    puzzle: Puzzle, component: tuple[list[int], list[Equation]], sums: Sequence[Terms], needs: Needs | None
) -> list[Interval]:
    """The intervals of sums over one component."""
    plain = [plain_bounds(puzzle, terms) for terms in sums]
    if not component[1]:
        return plain
    questions = Questions(Component(puzzle, *component), sums)
    for sign in (1, -1) * PUSHES if needs is not None else (1, -1):
        waiting = [number for number in range(len(sums)) if not _is_settled(questions, plain, number, needs)]
        if waiting:
            questions.push(waiting, sign)
    found = []
    for number, (low, high) in enumerate(plain):
        if not _is_settled(questions, plain, number, needs):
            low = low if questions.least[number] <= low else questions.highest(number, -1)
            high = high if questions.most[number] >= high else questions.highest(number)
            found.append((low, high))
        else:
            found.append((round(questions.least[number]), round(questions.most[number])))
    return found


def _is_settled(questions: Questions, plain: Sequence[Interval], number: int, needs: Needs | None) -> bool:
    """Whether nothing more is to be asked: all that can be was seen, or enough of it."""
    least, most = questions.least[number], questions.most[number]
    if (least, most) == plain[number]:
        return True
    if needs is None:
        return False
    threshold, known = needs[number]
    return bool(least + known < threshold <= most + known and most - least + 1 >= threshold)


def _size(interval: Interval) -> Interval:
    """The size of a difference whose sign does not matter."""
    low, high = interval
    if low <= 0 <= high:
        return 0, max(-low, high)
    return min(abs(low), abs(high)), max(abs(low), abs(high))
