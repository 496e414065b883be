"""Where applications are stuck: the stages of a strand with their times, and what became of those who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers.trends.rules.charts.waits import Wait, waits_chart
from volunteers.trends.rules.counts import Count, Counting
from volunteers.trends.rules.pictures import Picture, capitalised
from volunteers.trends.rules.stays import StayTimes

NOT_KNOWN = "–"
WIDE, NARROW = 600, 340
HOW = {"withdrawn": "Withdrawn", "unsuccessful": "Unsuccessful"}
SAID = {"not_said": "No reason kept as a code", "other": "Another reason"}


@dataclass(frozen=True)
class StageFacts:
    """A stage of the pipeline: its code and name, who is waited for, and its usual and longest days."""

    code: str
    name: str
    waits_on: str
    usual: int | None
    longest: int | None


@dataclass(frozen=True)
class StageLine:
    """One stage in words. ``times`` is None where too few came for times to say something."""

    facts: StageFacts
    times: StayTimes | None
    entered: str
    waiting: str
    moved_on: str
    dropped: str

    @property
    def median(self) -> str:
        return NOT_KNOWN if self.times is None or self.times.median_days is None else f"{self.times.median_days:,}"

    @property
    def middle_half(self) -> str:
        """From the day a quarter had left to the day three quarters had."""
        if self.times is None or self.times.quarter_days is None:
            return NOT_KNOWN
        upper = self.times.three_quarter_days
        return f"{self.times.quarter_days:,} to {'more than is known' if upper is None else f'{upper:,}'}"

    @property
    def usual(self) -> str:
        return NOT_KNOWN if self.facts.usual is None else f"{self.facts.usual:,}"


@dataclass(frozen=True)
class Ending:
    """How many applications ended at a stage, in which way and for which coded reason."""

    stage: str
    how: str
    reason: str
    people: str


def stage_lines(stages: Sequence[StageFacts], found: Mapping[str, StayTimes], counting: Counting) -> list[StageLine]:
    """A line for each stage of the way. Shares are those of the stays that are over."""
    return [_line(stage, found.get(stage.code), counting) for stage in stages]


def _line(stage: StageFacts, times: StayTimes | None, counting: Counting) -> StageLine:
    if times is None:
        none = counting.people(0).words
        return StageLine(stage, None, none, none, NOT_KNOWN, NOT_KNOWN)
    left = counting.people(times.left)
    moved, dropped = (_part(counting, value, left) for value in (times.moved_on, times.dropped))
    return StageLine(
        stage, times if times.is_known else None, counting.people(times.entered).words,
        counting.people(times.waiting).words, moved, dropped,
    )  # fmt: skip


def _part(counting: Counting, value: int, whole: Count) -> str:
    return counting.share(counting.people(value), whole) or NOT_KNOWN


def sentence(lines: Sequence[StageLine]) -> str:
    """The slowest stage against its usual time, and the one from which the smallest share goes on."""
    said = [words for words in (_slowest(lines), _narrowest(lines)) if words]
    return " ".join(said) or "Too few applications to tell one stage from another."


def slowest_of(lines: Sequence[StageLine]) -> StageLine | None:
    """The stage whose median is longest against its usual time; without usual times, the longest."""
    told = [line for line in lines if line.times and line.times.median_days is not None]
    judged = [line for line in told if line.facts.usual]
    if judged:
        return max(judged, key=lambda line: _median(line) / (line.facts.usual or 1))
    return max(told, key=_median, default=None)


def _median(line: StageLine) -> int:
    return (line.times.median_days or 0) if line.times else 0


def _slowest(lines: Sequence[StageLine]) -> str:
    line = slowest_of(lines)
    if line is None:
        return ""
    words = f"Half of those who come to “{line.facts.name}” stay there {line.median} days or more"
    if line.facts.usual is None:
        return f"{words}: the longest of all stages."
    return f"{words}; usual is {line.usual}. It is the slowest stage against its usual time."


def _narrowest(lines: Sequence[StageLine]) -> str:
    shares = [(int(line.moved_on[:-1]), line) for line in lines if line.moved_on != NOT_KNOWN]
    if not shares:
        return ""
    share, line = min(shares, key=lambda pair: pair[0])
    return f"The narrowest is “{line.facts.name}”: of those who left it, {share}% went on."


def waits_picture(lines: Sequence[StageLine]) -> Picture | None:
    """The times of the stages, where any are known."""
    waits = [
        Wait(
            line.facts.name, f"{line.median} days", line.times.quarter_days or 0, line.times.median_days,
            line.times.three_quarter_days, line.facts.usual,
        )
        for line in lines
        if line.times and line.times.median_days is not None
    ]  # fmt: skip
    if not waits:
        return None
    return Picture(
        "waits", "Days at each stage", capitalised(_slowest(lines)), waits_chart(waits, WIDE),
        waits_chart(waits, NARROW, most_ticks=4),
        ("Stage", "Median", "Middle half", "Usual", "Longest allowed"),
        [
            (line.facts.name, line.median, line.middle_half, line.usual,
             NOT_KNOWN if line.facts.longest is None else f"{line.facts.longest:,}")
            for line in lines
        ],
    )  # fmt: skip


def endings(
    counted: Mapping[str, int], stages: Sequence[StageFacts], reasons: Mapping[str, str], counting: Counting
) -> list[Ending]:
    """The drop-outs of "stage/how/reason", by stage in the order of the way and the most frequent first."""
    names = {stage.code: stage.name for stage in stages}
    order = {stage.code: place for place, stage in enumerate(stages)}
    rows = [(part.split("/", 2), people) for part, people in counted.items() if people]
    rows.sort(key=lambda row: (order.get(row[0][0], len(order)), -row[1], row[0]))
    return [
        Ending(
            names.get(stage, stage.replace("_", " ").capitalize()), HOW.get(how, how),
            SAID.get(reason) or reasons.get(reason, "A reason no longer kept"), counting.people(people).words,
        )
        for (stage, how, reason), people in rows
    ]  # fmt: skip
