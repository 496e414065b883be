"""Unknown whole numbers and what is known of sums of them: an outsider's notebook, and the plain reasoning in it."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

# No force has as many volunteers: what reaches this is not known at all.
MOST = 10_000


class Contradiction(Exception):
    """The documents cannot all be true."""


@dataclass(frozen=True)
class Equation:
    """``low`` <= the sum of coefficient times unknown <= ``high``."""

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int


@dataclass
class Puzzle:
    """Unknowns, each a whole number of people from ``low`` to ``high``, and equations over them."""

    index: dict[Hashable, int] = field(default_factory=dict)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    equations: dict[tuple[tuple[int, int], ...], tuple[int, int]] = field(default_factory=dict)

    def unknown(self, name: Hashable) -> int:
        """The place of an unknown, new where it was not named before."""
        if name not in self.index:
            self.index[name] = len(self.low)
            self.low.append(0)
            self.high.append(MOST)
        return self.index[name]

    def add_sum(self, whole: int, parts: Iterable[int]) -> None:
        """One unknown is the sum of others."""
        self.add(((whole, 1), *((part, -1) for part in parts)), 0, 0)

    def add_range(self, unknowns: Sequence[int], low: int, high: int) -> None:
        """Unknowns together lie in a range."""
        self.add(tuple((one, 1) for one in unknowns), low, high)

    def add(self, terms: tuple[tuple[int, int], ...], low: int, high: int) -> None:
        """A sum lies in a range; said twice, it lies in both."""
        known_low, known_high = self.equations.get(terms, (low, high))
        self.equations[terms] = (max(low, known_low), min(high, known_high))

    def tighten(self) -> None:
        """Draw every conclusion that follows from one equation at a time; raises ``Contradiction``."""
        equations = [Equation(terms, *bounds) for terms, bounds in self.equations.items()]
        where: list[list[int]] = [[] for _ in self.low]
        for number, equation in enumerate(equations):
            for unknown, _ in equation.terms:
                where[unknown].append(number)
        # A few rounds find almost all there is to find; what is left, the programme finds.
        open_ones, rounds = set(range(len(equations))), 0
        while open_ones and rounds < 12:
            changed = {unknown for number in sorted(open_ones) for unknown in self._conclude(equations[number])}
            open_ones = {number for unknown in changed for number in where[unknown]}
            rounds += 1

    def _conclude(self, equation: Equation) -> list[int]:
        """The unknowns whose range became smaller by one equation; every coefficient is 1 or -1."""
        ranges = [
            (self.low[u], self.high[u]) if sign > 0 else (-self.high[u], -self.low[u]) for u, sign in equation.terms
        ]
        least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
        if least > equation.high or most < equation.low:
            raise Contradiction(self._words(equation))
        if least >= equation.low and most <= equation.high:
            return []
        changed = []
        for (unknown, sign), (low, high) in zip(equation.terms, ranges, strict=True):
            # All the others take at least their least and at most their most.
            new_low, new_high = max(low, equation.low - (most - high)), min(high, equation.high - (least - low))
            if (new_low, new_high) != (low, high):
                if new_low > new_high:
                    raise Contradiction(self._words(equation))
                self.low[unknown], self.high[unknown] = (new_low, new_high) if sign > 0 else (-new_high, -new_low)
                least, most = least + new_low - low, most + new_high - high
                changed.append(unknown)
        return changed

    def _words(self, equation: Equation) -> str:
        names = {number: name for name, number in self.index.items()}
        return f"{[(names[unknown], sign) for unknown, sign in equation.terms]} in {equation.low}..{equation.high}"

    def components(self, joined: Iterable[Sequence[int]] = ()) -> list[tuple[list[int], list[Equation]]]:
        """Unknowns that depend on one another, with their equations, apart from those that do not.

        ``joined`` are unknowns that are asked about together and so stay together. Known numbers tie nothing.
        """
        leader = list(range(len(self.low)))

        def find(one: int) -> int:
            while leader[one] != one:
                leader[one] = leader[leader[one]]
                one = leader[one]
            return one

        groups = [[unknown for unknown, _ in terms] for terms in self.equations]
        for group in (*groups, *joined):
            free = [unknown for unknown in group if self.low[unknown] < self.high[unknown]]
            for unknown in free[1:]:
                leader[find(unknown)] = find(free[0])
        members: dict[int, tuple[list[int], list[Equation]]] = {}
        for unknown in range(len(self.low)):
            if self.low[unknown] < self.high[unknown]:
                members.setdefault(find(unknown), ([], []))[0].append(unknown)
        for terms, bounds in self.equations.items():
            kept = tuple((unknown, sign) for unknown, sign in terms if self.low[unknown] < self.high[unknown])
            known = sum(sign * self.low[unknown] for unknown, sign in terms if self.low[unknown] == self.high[unknown])
            if kept:
                equation = Equation(kept, bounds[0] - known, bounds[1] - known)
                members[find(kept[0][0])][1].append(equation)
        return list(members.values())
