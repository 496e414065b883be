"""The caseload of one viewer: counts by stage, and a page of applications in the order of work."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.guardians.queries import consents_of
from volunteers.onboarding.models import Check
from volunteers.onboarding.queries.case_file import as_they_count
from volunteers.onboarding.queries.ordering import Unvetted, counted, in_order, newest_first
from volunteers.onboarding.queries.search import matching
from volunteers.onboarding.rules import (
    CONSENT_CHECK,
    CaseLine,
    CaseRecord,
    Place,
    Sight,
    StageCount,
    added_up,
    at_work,
    fact_of,
    facts_of,
    line_of,
    needs_consent,
    sees_whole,
    sights_of,
    slots_of,
    stage_began_late,
    vetting_codes,
)
from volunteers.permissions import Viewer
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import CheckFact, Stage, Strand

PAGE = 50
# Counting stops here in each area and stage, so that the counts cost the same however long the lists are.
MOST_COUNTED = 500
MOST_COUNTED_OF_ALL = 100


@dataclass(frozen=True)
class Wanted:
    """What of the caseload is asked for; what is None is not narrowed. ``words`` searches all of it."""

    strand: str | None = None
    stage: str | None = None
    area: str | None = None
    after: Place | None = None
    words: str | None = None


@dataclass(frozen=True)
class Caseload:
    """One page of the caseload, with what it can be narrowed to."""

    strands: tuple[Strand, ...]
    strand: Strand | None
    stages: tuple[tuple[Stage, StageCount], ...]
    by_strand: tuple[tuple[Strand, StageCount], ...]
    total: StageCount
    endings: tuple[Stage, ...]
    stage: Stage | None
    areas: tuple[tuple[str, str], ...]
    area: str | None
    words: str | None
    lines: tuple[CaseLine, ...]
    onward: Place | None
    is_first_page: bool
    is_cut: bool
    is_vetting: bool

    @property
    def mine(self) -> tuple[CaseLine, ...]:
        return tuple(line for line in self.lines if line.is_mine)

    @property
    def others(self) -> tuple[CaseLine, ...]:
        return tuple(line for line in self.lines if not line.is_mine and not line.is_ended)

    @property
    def ended(self) -> tuple[CaseLine, ...]:
        return tuple(line for line in self.lines if line.is_ended)

    @property
    def is_one_area(self) -> bool:
        """Whether every line stands in the same area, so that it need not be said."""
        return self.area is not None or len(self.areas) == 1


def get_caseload(wanted: Wanted, viewer: Viewer) -> Caseload:
    """What the viewer has to work on; raises ``NotFound`` for a strand, stage or area that is not theirs.

    Three statements, however many applications there are.
    """
    now, areas = clock.now(), {area.code: area.name for area in current_force().areas}
    seen = sights_of(viewer, all_strands(), list(areas))
    strands = _strands(seen)
    strand = _chosen(strands, wanted.strand)
    own_areas = {sight.area for sight in seen if strand is None or sight.strand == strand}
    if wanted.area is not None and wanted.area not in own_areas:
        raise NotFound(f"no area {wanted.area!r} for this viewer")
    sights = [sight for sight in seen if strand in (None, sight.strand) and wanted.area in (None, sight.area)]
    stage = _stage(strand, sights, wanted.stage)
    counts = [] if wanted.words else _counts(sights, now, whole=strand is None)
    records, onward = _searched(wanted.words, viewer) if wanted.words else _page(sights, stage, wanted.after, now)
    return Caseload(
        strands=strands,
        strand=strand,
        stages=_stage_counts(strand, sights, counts) if strand else (),
        by_strand=_strand_counts(strands, counts) if strand is None else (),
        total=added_up(counts),
        endings=_endings(strand, sights),
        stage=stage,
        areas=tuple((code, name) for code, name in areas.items() if code in own_areas),
        area=wanted.area,
        words=wanted.words,
        lines=tuple(_lines(records[:PAGE], viewer, clock.on(now), areas)),
        onward=onward,
        is_first_page=wanted.after is None,
        is_vetting=not any(sight.is_whole for sight in sights),
        is_cut=len(records) > PAGE,
    )


def _strands(seen: Sequence[Sight]) -> tuple[Strand, ...]:
    return tuple({sight.strand.code: sight.strand for sight in seen}.values())


def _chosen(strands: Sequence[Strand], code: str | None) -> Strand | None:
    if code is None:
        return strands[0] if len(strands) == 1 else None
    for strand in strands:
        if strand.code == code:
            return strand
    raise NotFound(f"no strand {code!r} for this viewer")


def _stage(strand: Strand | None, sights: Sequence[Sight], code: str | None) -> Stage | None:
    if code is None:
        return None
    if strand is None or not any(code in sight.stages for sight in sights):
        raise NotFound(f"no stage {code!r} for this viewer")
    return strand.pipeline.stage(code)


def _counts(sights: Sequence[Sight], now: datetime, *, whole: bool) -> list[StageCount]:
    slots = slots_of(sights)
    if not slots:
        return []
    today = clock.on(now)
    latest: dict[tuple[str, str], datetime] = {
        (strand.code, stage.code): clock.start_of_day(stage_began_late(stage, today))
        for strand in _strands(sights)
        for stage in strand.pipeline.open_stages
    }
    cap = MOST_COUNTED_OF_ALL if whole else MOST_COUNTED
    return [
        StageCount(row["strand"], row["stage"], int(row["count"]), int(row["overdue"]), row["is_more"])
        for row in db.session.execute(counted(slots, latest, cap=cap)).mappings()
    ]


def _stage_counts(
    strand: Strand, sights: Sequence[Sight], counts: Sequence[StageCount]
) -> tuple[tuple[Stage, StageCount], ...]:
    by_stage = {count.stage: count for count in counts}
    seen = {code for sight in sights for code in sight.stages}
    return tuple(
        (stage, by_stage[stage.code])
        for stage in strand.pipeline.open_stages
        if stage.code in seen and stage.code in by_stage
    )


def _strand_counts(strands: Sequence[Strand], counts: Sequence[StageCount]) -> tuple[tuple[Strand, StageCount], ...]:
    return tuple((strand, added_up([one for one in counts if one.strand == strand.code])) for strand in strands)


def _endings(strand: Strand | None, sights: Sequence[Sight]) -> tuple[Stage, ...]:
    if strand is None:
        return ()
    seen = {code for sight in sights for code in sight.stages}
    return tuple(stage for stage in strand.pipeline.stages if stage.is_final and stage.code in seen)


def _page(
    sights: Sequence[Sight], stage: Stage | None, after: Place | None, now: datetime
) -> tuple[list[CaseRecord], Place | None]:
    slots = slots_of(sights, stage=stage.code) if stage else slots_of(map(at_work, sights))
    if not slots:
        return [], None
    if stage is not None and stage.is_final:
        ids = newest_first(slots, after, limit=PAGE + 1)
    else:
        ids = in_order(slots, after, limit=PAGE + 1, unvetted=_unvetted(sights, now))
    return _records(ids, newest=stage is not None and stage.is_final)


def _unvetted(sights: Sequence[Sight], now: datetime) -> Unvetted | None:
    """A vetting officer's list is what is still to be vetted."""
    if any(sight.is_whole for sight in sights):
        return None
    return Unvetted(sorted({code for sight in sights for code in vetting_codes(sight.strand)}), clock.on(now))


def _records(ids: Any, *, newest: bool) -> tuple[list[CaseRecord], Place | None]:
    page = ids.subquery("page")
    due, number = (page.c.due.desc(), page.c.id.desc()) if newest else (page.c.due, page.c.id)
    rows = db.session.execute(
        select(*COLUMNS, page.c.group, page.c.due)
        .join(page, page.c.id == Application.id)
        .order_by(page.c.group, due, number)
    ).all()
    shown = rows[:PAGE]
    onward = Place(shown[-1].group, shown[-1].due, shown[-1].id) if len(rows) > PAGE else None
    return [_record(row, row.group) for row in shown], onward


COLUMNS = (
    Application.id,
    Application.reference,
    Application.first_name,
    Application.last_name,
    Application.strand,
    Application.area,
    Application.stage,
    Application.stage_since,
)


def _record(row: Any, group: int) -> CaseRecord:
    name = f"{row.first_name} {row.last_name}".strip()
    return CaseRecord(row.id, row.reference, name, row.strand, row.area or "", row.stage, row.stage_since, group)


def _searched(words: str, viewer: Viewer) -> tuple[list[CaseRecord], Place | None]:
    rows = db.session.execute(matching(words, viewer, COLUMNS, limit=PAGE + 1)).all()
    return [_record(row, 1) for row in rows], None


def _lines(records: Sequence[CaseRecord], viewer: Viewer, on: date, areas: dict[str, str]) -> list[CaseLine]:
    facts = list_facts([record.id for record in records])
    _follow_consent(facts, [record.id for record in records if needs_consent(get_strand(record.strand))])
    return [
        line_of(
            record,
            get_strand(record.strand),
            facts[record.id],
            since=clock.on(record.stage_since),
            on=on,
            areas=areas,
            is_whole=sees_whole(viewer, record.strand, record.area),
        )
        for record in records
    ]


def _follow_consent(facts: dict[int, dict[str, CheckFact]], ids: Sequence[int]) -> None:
    """The check of consent as it counts now; one more statement, and only where young people are listed."""
    for number, consent in consents_of(ids).items():
        if not consent.stands:
            facts[number].pop(CONSENT_CHECK, None)
            facts[number].update(facts_of(as_they_count((), consent)))


def list_facts(ids: Sequence[int]) -> dict[int, dict[str, CheckFact]]:
    """The checks of many applications as the rules see them, in one statement."""
    found: dict[int, dict[str, CheckFact]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            Check.application_id, Check.code, Check.state, Check.asked_on, Check.result_on, Check.valid_until,
            Check.again_from,
        ).where(Check.application_id.in_(ids))
    )  # fmt: skip
    for application_id, code, state, asked_on, result_on, valid_until, again_from in rows:
        found[application_id][code] = fact_of(code, state, asked_on, result_on, valid_until, again_from)
    return found
