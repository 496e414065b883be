"""What the proof tells the search."""

from dataclasses import dataclass

from volunteers.rosters.solver.compiled import Floats
from volunteers.rosters.solver.roster import Pick
from volunteers.rosters.solver.times import Bools, Ints


@dataclass(frozen=True)
class Bound:
    """No roster has more weight than this."""

    weight: int


@dataclass(frozen=True)
class Found:
    """A roster."""

    picks: list[Pick]


@dataclass(frozen=True)
class Guide:
    """What the linear programme says: the pairs that matter, and how much it uses of some of them."""

    matter: Bools
    people: Ints
    posts: Ints
    used: Floats


@dataclass(frozen=True)
class Done:
    """Nothing is left to be proved: the last roster found is the best on every level."""
