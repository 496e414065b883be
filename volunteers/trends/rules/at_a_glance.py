"""All strands at one look: a line for each, and four questions answered in a word or two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.chances import chance_words
from volunteers.trends.rules.charts.spark import Spark
from volunteers.trends.rules.conversion import Step
from volunteers.trends.rules.counts import Count
from volunteers.trends.rules.headlines import Answer
from volunteers.trends.rules.missing import Missing, most_missing
from volunteers.trends.rules.pictures import capitalised, difference, month_words
from volunteers.trends.rules.targets import GradedTarget
from volunteers.trends.rules.trend import Direction, TrendTest, signed

LIKELY = 0.5
TONES = {
    Direction.RISING: ("Growing", "good"),
    Direction.FALLING: ("Shrinking", "poor"),
    Direction.NONE: ("No clear trend", "fair"),
    Direction.UNKNOWN: ("Too early to say", "waiting"),
}


@dataclass(frozen=True)
class StrandLine:
    """One strand: where it stands, where it goes and what holds it. ``chance`` is None where nothing foretells it."""

    slug: str
    name: str
    area: str | None
    is_of_cadets: bool
    now: Count
    before: Count | None
    trend: TrendTest
    line: Spark
    line_words: str
    target: GradedTarget | None
    chance: float | None
    no_chance: str
    narrowest: tuple[Step, Step] | None

    @property
    def change(self) -> str:
        """The change in a year with its sign; nothing where there is no year, or a number is not to be shown."""
        if self.before is None or self.before.known is None or self.now.known is None:
            return "–"
        by = self.now.known - self.before.known
        return signed(by) if by else "No change"

    @property
    def way(self) -> tuple[str, str]:
        """Growing or shrinking, with its tone."""
        return TONES[self.trend.direction]

    @property
    def chance_said(self) -> str:
        return capitalised(chance_words(self.chance)) if self.chance is not None else self.no_chance

    @property
    def stuck(self) -> str:
        """The stage that the smallest share goes on from."""
        if self.narrowest is None:
            return "Too few to say"
        before, after = self.narrowest
        return f"{before.name}: {after.of_previous} come to {after.name.lower()}"

    @property
    def stuck_share(self) -> int:
        return int(self.narrowest[1].of_previous[:-1]) if self.narrowest else 101


@dataclass(frozen=True)
class Group:
    """Adults, or cadets: never one number for both."""

    name: str
    lines: Sequence[StrandLine]

    def words(self, month: date) -> str:
        """How many and how that compares with a year before; without what single hidden numbers could be told from."""
        counts = [line.now.known for line in self.lines]
        earlier = [line.before.known if line.before else None for line in self.lines]
        if any(count is None for count in counts):
            return ""
        total = sum(count or 0 for count in counts)
        said = f"{self.name}: {total:,} at the end of {month_words(month)}"
        if any(count is None for count in earlier):
            return f"{said}."
        now, before = (sum(count or 0 for count in some) for some in (counts, earlier))
        return f"{said}, {difference(_Known(now), _Known(before))} a year before."


@dataclass(frozen=True)
class _Known:
    known: int

    @property
    def words(self) -> str:
        return f"{self.known:,}"


def groups_of(lines: Sequence[StrandLine]) -> list[Group]:
    """The adults' strands, then the cadets', whichever there are."""
    parts = (("Adults", False), ("Cadets", True))
    found = [Group(name, [line for line in lines if line.is_of_cadets is cadets]) for name, cadets in parts]
    return [group for group in found if group.lines]


def four_answers(
    lines: Sequence[StrandLine], month: date, missing: Sequence[Missing], is_compared: bool
) -> list[Answer]:
    """Are we growing, will we make it, where is it stuck, who is missing."""
    return [_growing(lines, month), _make_it(lines), _stuck(lines), _missing(missing, is_compared)]


def _growing(lines: Sequence[StrandLine], month: date) -> Answer:
    by = {way: [line.name for line in lines if line.trend.direction is way] for way in Direction}
    up, down = len(by[Direction.RISING]), len(by[Direction.FALLING])
    of = len(lines)
    if of == 1:
        short, tone = lines[0].way
    elif up and down:
        short, tone = f"{up} growing, {down} shrinking", "poor" if down > up else "fair"
    elif up or down:
        word, tone = ("Growing", "good") if up else ("Shrinking", "poor")
        short = f"{word} in all {of}" if max(up, down) == of else f"{word} in {max(up, down)} of {of}"
    elif by[Direction.NONE]:
        short, tone = "No clear trend", "fair"
    else:
        short, tone = "Too early to say", "waiting"
    said = [group.words(month) for group in groups_of(lines)]
    if of > 1 and max(up, down) < of:
        said += [f"{words}: {', '.join(by[way])}." for way, (words, _) in TONES.items() if by[way] and way in MOVING]
    return Answer("Are we growing?", short, tone, " ".join(words for words in said if words))


MOVING = (Direction.RISING, Direction.FALLING)


def _make_it(lines: Sequence[StrandLine]) -> Answer:
    question = "Will we make it?"
    asked = [line for line in lines if line.target]
    if not asked:
        reason = "No target with a number has been entered. What plans ask for has a direction and no number."
        return Answer(question, "No target", "waiting", reason)
    told = [line for line in asked if line.chance is not None]
    likely = [line for line in told if line.chance is not None and line.chance >= LIKELY]
    if not told:
        short, tone = "No forecast yet", "waiting"
    elif len(told) == 1:
        short, tone = told[0].chance_said.split(" (")[0], "good" if likely else "poor"
    else:
        short = f"Likely in {len(likely)} of {len(told)}"
        tone = "good" if len(likely) == len(told) else "poor" if not likely else "fair"
    # One in full, the least likely that can be told of: a card is read at a glance, and all stand in the table below.
    others = len(asked) - 1
    more = f" {others} more below." if others else ""
    return Answer(question, short, tone, _target_words(min(asked, key=_least_likely)) + more)


def _least_likely(line: StrandLine) -> float:
    return line.chance if line.chance is not None else 2.0


def _target_words(line: StrandLine) -> str:
    if line.target is None:
        return ""
    asked, said = line.target.target, line.chance_said
    return f"{line.name}: {said[:1].lower()}{said[1:].rstrip('.')}. {asked.standing_words}: {asked.asks}."


def _stuck(lines: Sequence[StrandLine]) -> Answer:
    question = "Where is it stuck?"
    line = min(lines, key=lambda one: one.stuck_share)
    if line.narrowest is None:
        return Answer(question, "Too few to say", "waiting", "Too few applications to tell one stage from another.")
    before, after = line.narrowest
    reason = (
        f"{line.name}: of those who came to “{before.name}” in the year, {after.of_previous} have come to "
        f"“{after.name}”, the smallest share of all stages. Some are still waiting there."
    )
    return Answer(question, before.name, "fair", reason)


def _missing(found: Sequence[Missing], is_compared: bool) -> Answer:
    question = "Who is missing?"
    most = most_missing(found)
    if not is_compared:
        return Answer(question, "Not compared", "waiting", "There are no two areas with residents to compare here.")
    if not most:
        reason = "No area has fewer volunteers for its residents than all together, beyond what chance allows."
        return Answer(question, "No place stands out", "good", reason)
    worst = most[0]
    also = f" So do {len(most) - 1} more of its kinds of volunteering." if len(most) > 2 else ""
    also = " So does one more of its kinds of volunteering." if len(most) == 2 else also
    reason = (
        f"{worst.strand}: {worst.rate.words} for each 100,000 residents; all areas together have {worst.together:.1f}. "
        f"About {worst.fewer:,} more people would make it as many. It lies below by more than chance.{also}"
    )
    return Answer(question, worst.place, "poor", reason)
