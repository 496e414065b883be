"""Where applications of one strand are stuck, read from the stored figures and stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, true

from volunteers import clock
from volunteers.applications.rules.choices import WITHDRAWAL_REASONS
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules import Strand
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.trends.models import StageStay
from volunteers.trends.queries import choices, figures
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.conversions import conversion_of
from volunteers.trends.rules import Measure
from volunteers.trends.rules.pictures import Picture, conversion_picture
from volunteers.trends.rules.stages import (
    Ending,
    StageFacts,
    StageLine,
    endings,
    sentence,
    stage_lines,
    waits_picture,
)
from volunteers.trends.rules.stays import StayRow, StayTimes, stay_times


@dataclass(frozen=True)
class StagesPage:
    """The page. ``lines`` is empty until something has been counted."""

    chosen: Chosen
    strands: Sequence[Option]
    areas: Sequence[Option]
    months: Sequence[Option]
    sentence: str
    lines: Sequence[StageLine]
    pictures: Sequence[Picture]
    endings: Sequence[Ending]
    first_month: date
    last_month: date
    computed_at: datetime | None


def get_stages_page(viewer: Viewer, *, slug: str | None, area: str | None, until: str | None) -> StagesPage:
    """The page for a viewer; raises ``NotFound`` for a strand, an area or a month that is not theirs to see."""
    chosen = choices.choose(viewer, slug=slug, area=area)
    run = figures.find_last_run()
    latest = figures.latest_month(run)
    month = choices.read_month(until, latest=latest)
    first, stages = clock.add_months(month, -11), facts_of(chosen.strand)
    lines = stage_lines(stages, times_of(chosen, first, month, run.through), chosen.counting) if run else []
    return StagesPage(
        chosen=chosen, strands=choices.strand_options(viewer, chosen), areas=choices.area_options(viewer, chosen),
        months=choices.month_options(month, latest=latest), sentence=sentence(lines), lines=lines,
        pictures=_pictures(chosen, lines, month) if run else [],
        endings=endings(_dropped(chosen, month), stages, _reasons(chosen.strand), chosen.counting) if run else [],
        first_month=first, last_month=month, computed_at=run.finished_at if run else None,
    )  # fmt: skip


def facts_of(strand: Strand) -> list[StageFacts]:
    """The open stages of a strand after the first, in the order of the way."""
    return [
        StageFacts(stage.code, stage.name, stage.waiting_on.label, stage.usual_days, stage.longest_days)
        for stage in strand.pipeline.path
        if stage is not strand.pipeline.first and not stage.is_final
    ]


def times_of(chosen: Chosen, first: date, last: date, on: date) -> Mapping[str, StayTimes]:
    """The times of those who came to each stage in these months, as they stood when the figures were counted."""
    inside = true() if chosen.areas is None else StageStay.area.in_(chosen.areas)
    rows = db.session.execute(
        select(
            StageStay.stage, StageStay.days, StageStay.people, StageStay.moved_on, StageStay.since, StageStay.waiting
        ).where(StageStay.strand == chosen.strand.code, inside, StageStay.month.between(first, last))
    ).all()
    found: dict[str, list[StayRow]] = {}
    for row in rows:
        found.setdefault(row.stage, []).append(StayRow(row.days, row.people, row.moved_on, row.since, row.waiting))
    return {stage: stay_times(stays, on) for stage, stays in found.items()}


def _pictures(chosen: Chosen, lines: Sequence[StageLine], month: date) -> list[Picture]:
    year = clock.months_between(clock.add_months(month, -11), month)
    conversion = conversion_of(chosen, year)
    funnel = [] if conversion.is_empty else [conversion_picture(conversion, year[0], year[-1])]
    waits = waits_picture(lines)
    return [*([waits] if waits else []), *funnel]


def _dropped(chosen: Chosen, month: date) -> dict[str, int]:
    asked = (Measure.DROPPED_OUT,)
    series = figures.get_series(chosen.scope, until=month, months=12, running=None, measures=asked)
    return {part: series.total(Measure.DROPPED_OUT, series.year, part) for part in series.parts_of(Measure.DROPPED_OUT)}


def _reasons(strand: Strand) -> Mapping[str, str]:
    declined = {reason.code: reason.words for reason in list_reasons(ReasonKind.DECLINE, strand.code)}
    return {**declined, **dict(WITHDRAWAL_REASONS)}
