"""The caseload of one viewer: what waits on them, all that is open and what ended, a page at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.guardians.queries import consents_of
from volunteers.onboarding.models import Check
from volunteers.onboarding.queries.case_file import as_they_count
from volunteers.onboarding.queries.decisions import kinds_waiting
from volunteers.onboarding.queries.declines import held_declines
from volunteers.onboarding.queries.narrowing import Narrowed, narrow
from volunteers.onboarding.queries.ordering import TABLE, Part, counted, newest_first, sizes, soonest_late
from volunteers.onboarding.queries.search import matching
from volunteers.onboarding.rules import (
    CONSENT_CHECK,
    NONE,
    CaseLine,
    CaseRecord,
    Counted,
    Filters,
    Place,
    StageCount,
    Tab,
    Whose,
    added_up,
    fact_of,
    facts_of,
    line_of,
)
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckFact, Stage, Strand

PAGE = 50
CHECKS = Check.__table__.c
# Counting stops here at each stage, so that the counts cost the same however long the lists are.
MOST_COUNTED = 200
MINE, NOBODYS = 0, 1
OURS, OTHERS = 0, 1


@dataclass(frozen=True)
class Wanted:
    """What of the caseload is asked for. ``words`` searches all of it."""

    filters: Filters = field(default_factory=Filters)
    tab: Tab = Tab.OPEN
    after: Place | None = None
    words: str | None = None


@dataclass(frozen=True)
class Caseload:
    """One page of the caseload, with what it can be narrowed to."""

    narrowed: Narrowed
    tab: Tab
    counts: tuple[StageCount, ...]
    waiting: tuple[Counted, Counted] | None
    words: str | None
    lines: tuple[CaseLine, ...]
    onward: Place | None
    is_first_page: bool
    is_cut: bool

    @property
    def strand(self) -> Strand | None:
        return self.narrowed.strand

    @property
    def stage(self) -> Stage | None:
        return self.narrowed.stage

    @property
    def filters(self) -> Filters:
        return self.narrowed.filters

    @property
    def first(self) -> tuple[CaseLine, ...]:
        """The first group of the list: one's own where that is asked, else what a coordinator has to do."""
        return tuple(line for line in self.lines if line.group == OURS)

    @property
    def second(self) -> tuple[CaseLine, ...]:
        return tuple(line for line in self.lines if line.group == OTHERS)

    @property
    def ended_caption(self) -> str:
        return f"{self.stage.name if self.stage else 'Ended'}, newest first"

    @property
    def stages(self) -> tuple[tuple[Stage, StageCount], ...]:
        """The open stages of the one strand, each with its counts."""
        if self.strand is None:
            return ()
        known = {count.stage: count for count in self.counts}
        return tuple((stage, known[stage.code]) for stage in self.strand.pipeline.open_stages if stage.code in known)

    @property
    def by_strand(self) -> tuple[tuple[Strand, StageCount], ...]:
        """Where there are several strands, the counts of each."""
        if self.strand is not None or not self.counts:
            return ()
        return tuple(
            (strand, added_up(each for each in self.counts if each.strand == strand.code))
            for strand in self.narrowed.strands
        )

    @property
    def total(self) -> StageCount:
        return added_up(self.counts)

    @property
    def endings(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.strand.pipeline.stages if stage.is_final) if self.strand else ()


def get_caseload(wanted: Wanted, viewer: Viewer) -> Caseload:
    """A page of what the viewer has to work on; raises ``NotFound`` for what is not theirs.

    The same few statements, however many applications there are.
    """
    on, narrowed = clock.today(), narrow(wanted.filters, viewer)
    tab = Tab.ENDED if narrowed.stage is not None and narrowed.stage.is_final else wanted.tab
    waiting = None
    counts: tuple[StageCount, ...] = ()
    if wanted.words:
        rows = db.session.execute(matching(wanted.words, viewer, limit=PAGE + 1)).all()
    else:
        rows = rows_of(narrowed, tab, wanted.after, on, limit=PAGE + 1)
        waiting = _waiting(narrowed, on) if tab is Tab.WAITING else None
        counts = stage_counts(narrowed, on) if tab is Tab.OPEN else ()
    shown = rows[:PAGE]
    is_cut = len(rows) > PAGE
    return Caseload(
        narrowed=narrowed,
        tab=tab,
        counts=counts,
        waiting=waiting,
        words=wanted.words,
        lines=tuple(lines_of(shown, narrowed, on)),
        onward=_place(shown[-1], tab) if is_cut and not wanted.words else None,
        is_first_page=wanted.after is None,
        is_cut=is_cut,
    )


def rows_of(narrowed: Narrowed, tab: Tab, after: Place | None, on: date, *, limit: int) -> Sequence[Any]:
    """The rows of a list from a place on, at most so many; one statement."""
    wanted: Select[Any] | None
    if tab is Tab.ENDED:
        stages = {str(each.code): [stage.code for stage in _endings(each, narrowed.stage)] for each in narrowed.strands}
        wanted = newest_first(narrowed.slots(stages), narrowed.conditions(on), after, limit=limit)
    else:
        wanted = soonest_late(_parts(narrowed, tab, on), after, limit=limit)
    return [] if wanted is None else db.session.execute(wanted).all()


def _endings(strand: Strand, stage: Stage | None) -> list[Stage]:
    return [each for each in strand.pipeline.stages if each.is_final and stage in (None, each)]


def _parts(narrowed: Narrowed, tab: Tab, on: date) -> list[Part]:
    asked, whose = narrowed.conditions(on), narrowed.filters.owner
    ours = TABLE.is_ours.is_(True)
    own, own_conditions = narrowed.own()
    if tab is Tab.WAITING:
        parts = []
        if whose in (None, Whose.ME):
            parts.append(Part(MINE, own, [*own_conditions, *asked, ours]))
        if whose in (None, Whose.NOBODY):
            parts.append(Part(NOBODYS, narrowed.slots(), [*asked, ours, TABLE.owner_id.is_(None)]))
        return parts
    slots = narrowed.slots()
    if whose is Whose.ME:
        slots, asked = own, [*own_conditions, *asked]
    return [Part(OURS, slots, [*asked, ours]), Part(OTHERS, slots, [*asked, TABLE.is_ours.is_(False)])]


def _waiting(narrowed: Narrowed, on: date) -> tuple[Counted, Counted]:
    """How many cases of their own, and how many that are nobody's, wait on the viewer."""
    parts = _parts(narrowed, Tab.WAITING, on)
    if not parts:
        return NONE, NONE
    row = db.session.execute(sizes(parts, cap=MOST_COUNTED)).one()
    numbers = {part.group: Counted.up_to(number, MOST_COUNTED) for part, number in zip(parts, row, strict=True)}
    return numbers.get(MINE, NONE), numbers.get(NOBODYS, NONE)


def stage_counts(narrowed: Narrowed, on: date) -> tuple[StageCount, ...]:
    """How many stand at each open stage, how many too long and how many longer than usual; one statement.

    The stage itself narrows nothing: the counts stand beside each other whichever is chosen.
    """
    chosen = (narrowed.strand,) if narrowed.strand else narrowed.strands
    stages = {str(strand.code): [stage.code for stage in strand.pipeline.open_stages] for strand in chosen}
    wanted = counted(narrowed.slots(stages), narrowed.conditions(on), on=on, cap=MOST_COUNTED)
    numbers: dict[tuple[str, str], list[int]] = {}
    for strand, stage, *more in db.session.execute(wanted) if wanted is not None else ():
        numbers[strand, stage] = [a + b for a, b in zip(numbers.get((strand, stage), (0, 0, 0)), more, strict=True)]
    return tuple(
        StageCount(
            strand,
            stage,
            Counted.up_to(count, MOST_COUNTED),
            Counted.up_to(overdue, MOST_COUNTED),
            Counted.up_to(late - overdue, MOST_COUNTED),
        )
        for (strand, stage), (count, overdue, late) in numbers.items()
    )


def _place(row: Any, tab: Tab) -> Place:
    if tab is Tab.ENDED:
        return Place.at_moment(row.stage_since, row.id)
    return Place.at_day(row.group, row.longest_until, row.id)


def lines_of(rows: Sequence[Any], narrowed: Narrowed, on: date) -> list[CaseLine]:
    """Rows as lines; one statement for their checks, and some more only where young people wait for consent."""
    facts = list_facts(rows)
    awaiting = [row.id for row in rows if CONSENT_CHECK in _strand_of(row).pipeline.gathered_at(row.stage)]
    instead = _follow_consent(facts, awaiting)
    waiting = kinds_waiting([row.id for row in rows])
    instead.update({number: f"Second person: {kind.label.lower()}?" for number, kind in waiting.items()})
    held = held_declines([row.id for row in rows])
    viewer, areas = narrowed.viewer.account_id, narrowed.areas
    return [
        line_of(
            _record(row),
            _strand_of(row),
            facts.get(row.id, {}),
            on=on,
            areas=areas,
            viewer=viewer,
            instead=instead.get(row.id, ""),
            is_held=row.id in held,
        )
        for row in rows
    ]


def _strand_of(row: Any) -> Strand:
    return get_strand(row.strand, row.pipeline_version)


def _record(row: Any) -> CaseRecord:
    return CaseRecord(
        id=row.id,
        reference=row.reference,
        name=f"{row.first_name} {row.last_name}".strip(),
        strand=row.strand,
        area=row.area or "",
        stage=row.stage,
        since=clock.on(row.stage_since),
        usual_until=row.usual_until,
        longest_until=row.longest_until,
        waits_on=tuple(row.waits_on),
        owner_id=row.owner_id,
        owner=row.owner or "",
        group=row.group,
    )


def _follow_consent(facts: dict[int, dict[str, CheckFact]], ids: Sequence[int]) -> dict[int, str]:
    """The check of consent as it counts now; and whom to ring, where a guardian agrees and nobody has rung them."""
    consents = consents_of(ids) if ids else {}
    for number, consent in consents.items():
        if not consent.stands:
            facts[number].pop(CONSENT_CHECK, None)
            facts[number].update(facts_of(as_they_count((), consent)))
    return {number: "Ring the parent or guardian" for number, consent in consents.items() if consent.awaits_call}


def list_facts(rows: Sequence[Any]) -> dict[int, dict[str, CheckFact]]:
    """The checks that the next stage of each of these cases waits for, as the rules see them; one statement."""
    wanted = {row.id: _strand_of(row).pipeline.gathered_at(row.stage) for row in rows}
    codes = {code for gathered in wanted.values() for code in gathered}
    found: dict[int, dict[str, CheckFact]] = defaultdict(dict)
    recorded = db.session.execute(
        select(
            CHECKS.application_id, CHECKS.code, CHECKS.state, CHECKS.asked_on, CHECKS.result_on, CHECKS.valid_until,
            CHECKS.again_from,
        ).where(CHECKS.application_id.in_(list(wanted)), CHECKS.code.in_(sorted(codes)))
    )  # fmt: skip
    for application_id, code, *more in recorded:
        if code in wanted[application_id]:
            found[application_id][code] = fact_of(code, *more)
    return found
