"""The order of a caseload, and one line of it.

What a coordinator has to do comes first, then what is past or nearest its longest day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from volunteers.onboarding.rules.waiting import begun, gathered_here, listed
from volunteers.strands.rules import CheckDefinition, CheckFact, Lateness, Party, StageKind, Strand

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_NUMBER = 17  # digits of the microseconds until the year 5138
FIRST, SECOND = 0, 1  # the groups of a list: what is to be done, or one's own; and the rest
TONES = {Lateness.OVERDUE: "poor", Lateness.SLOW: "waiting", Lateness.ON_TIME: "quiet"}
TAGS = {Lateness.OVERDUE: "Overdue", Lateness.SLOW: "Slow", Lateness.ON_TIME: "On time"}


@dataclass(frozen=True)
class Place:
    """A place in the order: the group, the longest day (or the moment it ended) and the number of the application."""

    group: int
    value: int
    id: int

    @classmethod
    def at_day(cls, group: int, day: date, number: int) -> "Place":
        return cls(group, day.toordinal(), number)

    @classmethod
    def at_moment(cls, moment: datetime, number: int) -> "Place":
        return cls(FIRST, (moment - EPOCH) // timedelta(microseconds=1), number)

    @property
    def day(self) -> date:
        """The longest day; the last there is for a value that no day has."""
        return date.fromordinal(self.value) if 0 < self.value <= date.max.toordinal() else date.max

    @property
    def moment(self) -> datetime:
        return EPOCH + timedelta(microseconds=self.value)

    @property
    def word(self) -> str:
        """The place as it stands in a web address."""
        return f"{self.group}-{self.value}-{self.id}"

    @classmethod
    def read(cls, word: str | None) -> "Place | None":
        """The place a web address names, or None when it names none."""
        parts = (word or "").split("-")
        if len(parts) != 3 or not all(
            part.isascii() and part.isdigit() and len(part) <= LONGEST_NUMBER for part in parts
        ):
            return None
        group, value, number = (int(part) for part in parts)
        if group not in (FIRST, SECOND) or number >= 2**31:
            return None
        return cls(group, value, number)


@dataclass(frozen=True)
class Counted:
    """A number that stops at a cap, so that it costs the same however many there are."""

    number: int
    is_more: bool = False

    @classmethod
    def up_to(cls, number: int, cap: int) -> "Counted":
        return cls(min(number, cap), number > cap)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.number + other.number, self.is_more or other.is_more)

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def words(self) -> str:
        """200+ where counting stopped."""
        return f"{self.number:,}{'+' if self.is_more else ''}"


NONE = Counted(0)


@dataclass(frozen=True)
class StageCount:
    """How many stand at a stage, how many of them too long (red), and how many longer than usual only (amber)."""

    strand: str
    stage: str
    count: Counted = NONE
    overdue: Counted = NONE
    slow: Counted = NONE


def added_up(counts: Iterable[StageCount], strand: str = "", stage: str = "") -> StageCount:
    """Several counts as one; it stops where one of them did."""
    total = StageCount(strand, stage)
    for each in counts:
        total = StageCount(
            strand, stage, total.count + each.count, total.overdue + each.overdue, total.slow + each.slow
        )
    return total


def tone_of(late: Lateness) -> str:
    """The colour of lateness; being on time is quiet."""
    return TONES[late]


def lateness_of(usual_until: date | None, longest_until: date, on: date) -> Lateness:
    """How an application stands on a date against the last days on which it was not slow, and not overdue."""
    if on > longest_until:
        return Lateness.OVERDUE
    return Lateness.SLOW if usual_until is not None and on > usual_until else Lateness.ON_TIME


@dataclass(frozen=True)
class CaseRecord:
    """An application as a list reads it, with its group in the order."""

    id: int
    reference: str
    name: str
    strand: str
    area: str
    stage: str
    since: date
    usual_until: date | None
    longest_until: date
    waits_on: tuple[str, ...]
    owner_id: int | None
    owner: str
    group: int


@dataclass(frozen=True)
class CaseLine:
    """One line of the caseload, or one card of the board."""

    reference: str
    name: str
    strand: str
    area: str
    stage_code: str
    stage: str
    since: date
    days: int
    lateness: Lateness
    waits_on: str
    is_ours: bool
    is_own: bool
    due: str
    checks: str
    owner: str
    is_ended: bool
    group: int

    @property
    def is_overdue(self) -> bool:
        return self.lateness is Lateness.OVERDUE and not self.is_ended

    @property
    def is_late(self) -> bool:
        """Slow or overdue."""
        return self.lateness is not Lateness.ON_TIME and not self.is_ended

    @property
    def step_words(self) -> str:
        """What a coordinator has to do, or who is waited for."""
        return self.due or f"Waits on {self.waits_on[:1].lower()}{self.waits_on[1:]}"

    @property
    def owner_words(self) -> str:
        return "You" if self.is_own else self.owner or "Nobody yet"

    @property
    def tag(self) -> str:
        """How the days stand against what is usual, in a word; nothing once it has ended."""
        return "" if self.is_ended else TAGS[self.lateness]

    @property
    def tone(self) -> str:
        """How that is coloured."""
        return TONES[self.lateness]


def line_of(
    case: CaseRecord, strand: Strand, facts: Mapping[str, CheckFact], *, on: date,
    areas: Mapping[str, str], viewer: int,
    instead: str = "", is_held: bool = False,
) -> CaseLine:  # fmt: skip
    """An application as it stands on a date, for the account that looks at it.

    ``instead`` is what the coordinator has to do before anything the checks say; ``is_held`` that its applicant was
    declined and is told when the time to take that back is over.
    """
    stage = strand.pipeline.stage(case.stage)
    is_ours = Party.COORDINATOR in case.waits_on
    return CaseLine(
        reference=case.reference,
        name=case.name or "No name given",
        strand=strand.name,
        area=areas.get(case.area, case.area),
        stage_code=stage.code,
        stage=stage.name,
        since=case.since,
        days=(on - case.since).days,
        lateness=lateness_of(case.usual_until, case.longest_until, on),
        waits_on="Nobody: declined, not told yet" if is_held else _waits_words(case.waits_on),
        is_ours=is_ours,
        is_own=case.owner_id == viewer,
        due=(instead or due_in_brief(strand, case.stage, facts, on)) if is_ours else "",
        checks=checks_in_brief(strand, case.stage, facts, on),
        owner=case.owner,
        is_ended=stage.is_final,
        group=case.group,
    )


@lru_cache(maxsize=256)
def _waits_words(parties: tuple[str, ...]) -> str:
    return begun(listed([Party(party).label for party in parties]))


def checks_in_brief(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> str:
    """What the next stage still waits for, in a few words; empty where it waits for no check."""
    wanted, missing = strand.pipeline.gathered_at(stage), _missing(strand, stage, facts, on)
    if not wanted:
        return ""
    if not missing:
        return "All in"
    names = ", ".join(check.name for check in missing)
    return f"{len(wanted) - len(missing)} of {len(wanted)} in. Missing: {names}"


def due_in_brief(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> str:
    """What the coordinator has to do, in a few words, when it is their turn."""
    onward, missing = strand.pipeline.onward(stage), _missing(strand, stage, facts, on)
    failed = [check.name for check in missing if check.code in facts and facts[check.code].failed]
    if onward is None:
        return ""
    if failed:
        return f"Decide: {listed(failed)} not passed"
    if missing:
        return f"Record {listed([check.name for check in missing])}"
    if onward.kind is StageKind.APPOINTED:
        return "Clear for duty"
    return f"Move to {onward.name}" if gathered_here(strand.pipeline, stage) else f"Review, then move to {onward.name}"


def _missing(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> list[CheckDefinition]:
    wanted = strand.pipeline.gathered_at(stage)
    return [strand.check(code) for code in wanted if not (code in facts and facts[code].holds_on(on))]
