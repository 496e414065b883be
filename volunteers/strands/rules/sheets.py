"""How an interview is scored: what is looked at, what each score looks like, and what a pass takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from volunteers.errors import NotFound
from volunteers.forces.rules import Force

LOWEST = 1
# The numbers of a force that decide how sheets are scored; each may be one it has still to confirm.
KEYS = ("assessment_highest_score", "assessment_pass_mark", "assessment_least_score")


@dataclass(frozen=True)
class Criterion:
    """One thing that is looked at. ``levels`` say what each score looks like, weakest first, five of them."""

    code: str
    name: str
    looks_for: str
    levels: tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Sheet:
    """What two assessors fill in, each alone, about one check of an application."""

    criteria: tuple[Criterion, ...]
    source: str

    def criterion(self, code: str) -> Criterion:
        """The criterion of that code; raises ``NotFound``."""
        for each in self.criteria:
            if each.code == code:
                return each
        raise NotFound(f"no criterion {code!r}")


@dataclass(frozen=True)
class Scale:
    """Scores from 1 to ``highest`` (2 to 5). A pass takes ``pass_mark`` on average and ``least`` on every criterion.

    No source gives these numbers: a force sets them in its file and confirms them.
    """

    highest: int
    pass_mark: int
    least: int
    is_confirmed: bool = True

    def steps(self, criterion: Criterion) -> Iterator[tuple[int, str]]:
        """Each score with what it looks like: a shorter scale leaves out what lies between."""
        last = len(criterion.levels) - 1
        for score in range(LOWEST, self.highest + 1):
            place = (score - LOWEST) * last / (self.highest - LOWEST)
            yield score, criterion.levels[int(place + 0.5)]

    def holds(self, score: int) -> bool:
        """Whether there is such a score."""
        return LOWEST <= score <= self.highest

    def is_pass(self, scores: Mapping[str, int]) -> bool:
        """Whether these scores, one a criterion, make a pass."""
        return bool(scores) and min(scores.values()) >= self.least and fmean(scores.values()) >= self.pass_mark

    def up_to(self, highest: int) -> "Scale":
        """The scale as it was when a sheet was begun; what a pass takes is as the force says now."""
        return replace(self, highest=highest, pass_mark=min(self.pass_mark, highest))

    @property
    def words(self) -> str:
        """What a pass takes, in words."""
        return f"A pass takes {self.pass_mark} on average and at least {self.least} for every criterion."


def scale_of(force: Force) -> Scale:
    """The scale that a force scores by."""
    numbers = force.numbers
    return Scale(
        numbers.assessment_highest_score,
        numbers.assessment_pass_mark,
        numbers.assessment_least_score,
        is_confirmed=not any(force.must_confirm(f"numbers.{key}") for key in KEYS),
    )
