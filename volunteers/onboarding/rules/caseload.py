"""The order of a caseload, and one line of it.

What waits on the viewer comes first, then what is past or nearest its longest day. The order is cut into slots, one for
each strand, area and stage, so that the first lines of every slot, merged, are the first lines of the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from volunteers.onboarding.rules.sight import Sight, vetting_codes
from volunteers.onboarding.rules.waiting import awaited, begun, gathered_here, listed
from volunteers.strands.rules import CheckDefinition, CheckFact, Lateness, Party, Stage, StageKind, Strand, lateness

NEVER_LATE_DAYS = 3650  # a stage without days stands behind all that have them
BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)
AFTER_ALL = datetime(9999, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_NUMBER = 17  # digits of the microseconds until the year 5138
MINE, OTHERS = 0, 1


@dataclass(frozen=True)
class Slot:
    """Applications that stand side by side: a strand, an area, a stage, and whether a decision is due."""

    strand: str
    area: str
    stage: str
    decision_due: bool
    group: int
    days: int


@dataclass(frozen=True)
class Place:
    """A place in the order: the group, the longest day as a moment, and the number of the application."""

    group: int
    due: datetime
    id: int

    @property
    def word(self) -> str:
        """The place as it stands in a web address."""
        return f"{self.group}-{(self.due - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def read(cls, word: str | None) -> "Place | None":
        """The place a web address names, or None when it names none."""
        parts = (word or "").split("-")
        if len(parts) != 3 or not all(
            part.isascii() and part.isdigit() and len(part) <= LONGEST_NUMBER for part in parts
        ):
            return None
        group, microseconds, number = (int(part) for part in parts)
        if group not in (MINE, OTHERS) or number >= 2**31:
            return None
        return cls(group, EPOCH + timedelta(microseconds=microseconds), number)


def slots_of(sights: Iterable[Sight], *, stage: str | None = None) -> list[Slot]:
    """The slots of every open stage, or of one stage. Where a decision is due, it is not the vetting officer's turn."""
    kept: dict[str, list[tuple[Stage, bool]]] = {}
    found = []
    for sight in sights:
        strand = sight.strand
        if strand.code not in kept:
            kept[strand.code] = [(each, each.is_final) for each in strand.pipeline.stages]
        for here, is_final in kept[strand.code]:
            if here.code not in sight.stages or (here.code != stage if stage else is_final):
                continue
            for decision_due in (True, False) if sight.is_whole and not is_final else (False,):
                group = MINE if is_final or not sight.is_whole else _group(here, decision_due)
                days = 0 if is_final else here.longest_days or NEVER_LATE_DAYS
                found.append(Slot(strand.code, sight.area, here.code, decision_due, group, days))
    return found


def stage_began_late(stage: Stage, on: date) -> date:
    """Who came to a stage before this day is overdue there on a date."""
    return on - timedelta(days=stage.longest_days or NEVER_LATE_DAYS)


def begins_after(slot: Slot, place: Place | None) -> tuple[datetime, int] | None:
    """Where a slot goes on behind a place: since when, and the number; None when all of it came before."""
    if place is None or slot.group > place.group:
        return BEFORE_ALL, 0
    if slot.group < place.group:
        return None
    return place.due - timedelta(days=slot.days), place.id


@dataclass(frozen=True)
class StageCount:
    """How many stand at a stage, and how many of them too long; ``is_more`` when counting stopped there."""

    strand: str
    stage: str
    count: int
    overdue: int
    is_more: bool

    @property
    def words(self) -> str:
        return self._said(self.count)

    @property
    def overdue_words(self) -> str:
        return self._said(self.overdue)

    def _said(self, number: int) -> str:
        return f"{number:,}{'+' if self.is_more else ''}"


def tone_of(late: Lateness) -> str:
    """The colour of lateness; being on time is quiet."""
    return {Lateness.OVERDUE: "poor", Lateness.SLOW: "waiting", Lateness.ON_TIME: "quiet"}[late]


def added_up(counts: Sequence[StageCount], strand: str = "", stage: str = "") -> StageCount:
    """Several counts as one."""
    return StageCount(
        strand,
        stage,
        sum(each.count for each in counts),
        sum(each.overdue for each in counts),
        any(each.is_more for each in counts),
    )


@dataclass(frozen=True)
class CaseRecord:
    """An application as the list reads it, with its group in the order."""

    id: int
    reference: str
    name: str
    strand: str
    area: str
    stage: str
    stage_since: datetime
    group: int


@dataclass(frozen=True)
class CaseLine:
    """One line of the caseload."""

    reference: str
    name: str
    strand: str
    area: str
    stage: str
    since: date
    days: int
    lateness: Lateness
    waits_on: str
    is_mine: bool
    due: str
    checks: str
    is_ended: bool

    @property
    def is_overdue(self) -> bool:
        return self.lateness is Lateness.OVERDUE

    @property
    def tag(self) -> str:
        """How the days stand against what is usual, in a word; nothing once it has ended."""
        words = {Lateness.OVERDUE: "Overdue", Lateness.SLOW: "Slow", Lateness.ON_TIME: "On time"}
        return "" if self.is_ended else words[self.lateness]

    @property
    def tone(self) -> str:
        """How that is coloured."""
        return tone_of(self.lateness)


def line_of(
    case: CaseRecord,
    strand: Strand,
    facts: Mapping[str, CheckFact],
    *,
    since: date,
    on: date,
    areas: Mapping[str, str],
    is_whole: bool,
) -> CaseLine:
    """An application as it stands on a date; ``since`` is the London date of its stage."""
    stage = strand.pipeline.stage(case.stage)
    parties = awaited(strand, case.stage, facts, on)
    return CaseLine(
        reference=case.reference,
        name=case.name or "No name given",
        strand=strand.name,
        area=areas.get(case.area, case.area),
        stage=stage.name,
        since=since,
        days=(on - since).days,
        lateness=lateness(stage, since=since, on=on),
        waits_on=begun(listed([party.label for party in parties])),
        is_mine=case.group == MINE and not stage.is_final,
        due=due_in_brief(strand, case.stage, facts, on) if is_whole else _to_vet(strand, case.stage, facts, on),
        checks=checks_in_brief(strand, case.stage, facts, on) if is_whole else "",
        is_ended=stage.is_final,
    )


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


def _to_vet(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> str:
    codes = vetting_codes(strand)
    missing = [check.name for check in _missing(strand, stage, facts, on) if check.code in codes]
    return f"Record {listed(missing)}" if missing else "Vetting is recorded"


def _group(stage: Stage, decision_due: bool) -> int:
    return MINE if decision_due or stage.waiting_on is Party.COORDINATOR else OTHERS
