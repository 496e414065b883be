"""Our force beside the others over one period, from what the Home Office and Parliament published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.forces import FORCES, OtherForce
from volunteers.trends.rules.trend import signed

SIMILAR = 10
ALL, REGION, SIZE = "all", "region", "size"
GROUPS = {ALL: "All forces in the file", REGION: "Forces of our region", SIZE: f"The {SIMILAR} nearest in size"}
NOT_AVAILABLE = "not available"
WHOLE = "England and Wales"


@dataclass(frozen=True)
class Period:
    """Two dates between which forces are compared."""

    first: date
    last: date

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}.{self.last:%Y-%m}"

    @property
    def words(self) -> str:
        return f"{self.first:%B %Y} to {self.last:%B %Y}"


@dataclass(frozen=True)
class Course:
    """The published headcounts of one force, or of England and Wales, and what became of them over a period."""

    name: str
    values: Mapping[date, int]
    period: Period
    force: OtherForce | None = None
    is_ours: bool = False

    @property
    def first(self) -> int | None:
        return self.values.get(self.period.first)

    @property
    def last(self) -> int | None:
        return self.values.get(self.period.last)

    @property
    def index(self) -> float | None:
        """How many there were at the end for each 100 at the beginning; None where either is not known."""
        return 100 * self.last / self.first if self.first and self.last is not None else None

    @property
    def change_words(self) -> str:
        return NOT_AVAILABLE if self.index is None else f"{signed(round(self.index) - 100)}%"

    def points(self) -> list[tuple[date, float]]:
        """Every date of the period as a share of the first, in hundredths."""
        if not self.first:
            return []
        inside = (on for on in sorted(self.values) if self.period.first <= on <= self.period.last)
        return [(on, 100 * self.values[on] / self.first) for on in inside]


@dataclass(frozen=True)
class Comparison:
    """The forces of a group, best change first and those without one last, beside England and Wales."""

    period: Period
    courses: Sequence[Course]
    whole: Course
    place: str
    group: str = ALL

    @property
    def ours(self) -> Course | None:
        return next((one for one in self.courses if one.is_ours), None)

    @property
    def ranked(self) -> Sequence[Course]:
        return [one for one in self.courses if one.index is not None]

    @property
    def dates(self) -> list[date]:
        """The dates of the period at which anyone was counted."""
        known = {on for one in (*self.courses, self.whole) for on in one.values}
        return sorted(on for on in known if self.period.first <= on <= self.period.last)

    def sentence(self, people: str) -> str:
        """What became of ours, of all, and our place among the others, the best change being the first."""
        ours = self.ours
        if ours is None or ours.index is None:
            return f"The file says nothing of {people} in {self.place} at both ends of this period."
        said = (
            f"{people} in {self.place} {_moved(ours.index)} from {self.period.first:%B %Y} to {self.period.last:%B %Y}"
        )
        said += f" ({ours.first:,} to {ours.last:,})"
        if self.whole.index is not None:
            said += f"; in {self.whole.name} they {_moved(self.whole.index)}"
        better = sum(1 for one in self.ranked if (one.index or 0) > ours.index)
        return f"{said}: {ordinal(better + 1)} of {len(self.ranked)} forces by change, the best first."


def _moved(index: float) -> str:
    change = round(index) - 100
    if change == 0:
        return "stayed about the same"
    return f"{'fell' if change < 0 else 'rose'} by {abs(change)}%"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def compare(
    values: Mapping[str, Mapping[date, int]], whole: Mapping[date, int] | None, *,
    ours: str, place: str, period: Period, group: str,
) -> Comparison:  # fmt: skip
    """The forces of the group that were counted at any date of the period, ours always among them.

    Without numbers of the whole, those forces are added up that were counted at every date: a published total of 41
    forces and then of 43 would be a rise of its own.
    """
    courses = [
        Course(FORCES[slug].name, found, period, FORCES[slug], slug == ours)
        for slug, found in values.items()
        if slug in FORCES and any(period.first <= on <= period.last for on in found)
    ]
    chosen = _of_group(courses, group)
    chosen.sort(key=lambda one: (one.index is None, -(one.index or 0), one.name))
    everywhere = Course(WHOLE, whole, period) if whole is not None else _added_up(courses, period)
    return Comparison(period, chosen, everywhere, place, group)


def _added_up(courses: Sequence[Course], period: Period) -> Course:
    dates = {on for one in courses for on in one.values if period.first <= on <= period.last}
    steady = [one for one in courses if dates <= one.values.keys()]
    return Course(f"{len(steady)} forces together", {on: sum(one.values[on] for one in steady) for on in dates}, period)


def _of_group(courses: list[Course], group: str) -> list[Course]:
    us = next((one for one in courses if one.is_ours), None)
    if us is None or us.force is None or group == ALL:
        return courses
    if group == REGION:
        return [one for one in courses if one.force and one.force.region == us.force.region]
    size = us.first or us.last or 0
    others = [one for one in courses if not one.is_ours and one.first is not None]
    nearest = sorted(others, key=lambda one: (abs((one.first or 0) - size), one.name))[:SIMILAR]
    return [us, *nearest]
