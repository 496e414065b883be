"""What comes out: who goes where, how good that is, what no roster could exceed, and why places stay empty."""

from dataclasses import dataclass
from enum import StrEnum

from volunteers.rosters.solver.problem import Assignment


class Status(StrEnum):
    """How the search ended."""

    # No roster has more weight, which is proved. Hours short and kilometres are as few as were found in the time.
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"  # time ran out: there may be a better one, up to the bound
    STOPPED = "stopped"  # someone stopped it


@dataclass(frozen=True, slots=True)
class Score:
    """How good a roster is, the first first: weight of the filled places, hours short of commitments, kilometres."""

    weight: int
    shortfall_hours: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps people from an empty place: how many it stops, and how many nothing else stops."""

    code: str
    volunteers: int
    volunteers_only: int


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Places of a post that stay empty, with every reason, the one that alone stops most people first."""

    duty: str
    post: str
    places: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """A roster that keeps every rule. ``assignments`` are the new ones alone, without those of the problem.

    ``bound`` is proved: no roster that keeps the rules fills places of more weight. Weights count new places alone.
    """

    assignments: tuple[Assignment, ...]
    score: Score
    bound: int
    status: Status
    seconds: float
    unfilled: tuple[Unfilled, ...]
