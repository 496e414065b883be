"""Reading the figures of several strands at once: the same number of statements for one strand as for six."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, func, or_, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.strands.rules import StrandCode
from volunteers.trends.models import Forecast, MonthlyFigure, Over, Target
from volunteers.trends.queries import choices, expected, forecasts, targets
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.queries.forecasts import Foreseen
from volunteers.trends.queries.published import get_published
from volunteers.trends.rules import Measure
from volunteers.trends.rules.published import ADULTS, TEENAGERS
from volunteers.trends.rules.targets import StoredTarget

# Their months are read without parts; what is made of several measures is graded on the page of the strand.
GRADED = (Measure.HEADCOUNT, Measure.JOINERS, Measure.LEAVERS, Measure.APPLICATIONS, Measure.HOURS)


@dataclass
class Counted:
    """What was counted of one strand, by area, measure and month."""

    by_area: dict[str, dict[Measure, dict[date, int]]] = field(default_factory=dict)

    def of(self, measure: Measure, month: date) -> int:
        """All areas together."""
        return sum(found.get(measure, {}).get(month, 0) for found in self.by_area.values())

    def in_area(self, area: str, measure: Measure, months: Sequence[date]) -> int:
        """One area, added up over months; what is not stored did not happen."""
        values = self.by_area.get(area, {}).get(measure, {})
        return sum(values.get(month, 0) for month in months)

    def months_to(self, until: date) -> list[date]:
        """The whole months from the first that anything was counted in."""
        known = [month for found in self.by_area.values() for values in found.values() for month in values]
        return clock.months_between(min(known), until) if known and min(known) <= until else []


def choose_all(viewer: Viewer) -> list[Chosen]:
    """Every strand the viewer may see, each in all places they may see it in."""
    return [expected.choose_place(viewer, slug=strand.slug, area=None) for strand in choices.strands_of(viewer)]


def count_all(
    chosen: Iterable[Chosen], measures: Sequence[Measure], *, until: date, months: int
) -> Mapping[str, Counted]:
    """The monthly figures of these strands by area, in one statement."""
    rows = db.session.execute(
        select(
            MonthlyFigure.strand, MonthlyFigure.area, MonthlyFigure.measure, MonthlyFigure.month,
            func.sum(MonthlyFigure.value),
        )
        .where(
            or_(*(one.scope.condition() for one in chosen)),
            MonthlyFigure.measure.in_(measures),
            MonthlyFigure.month.between(clock.add_months(until, 1 - months), until),
        )
        .group_by(MonthlyFigure.strand, MonthlyFigure.area, MonthlyFigure.measure, MonthlyFigure.month)
    )  # fmt: skip
    found: dict[str, Counted] = {}
    for strand, area, measure, month, value in rows:
        by_area = found.setdefault(strand, Counted()).by_area
        by_area.setdefault(area, {}).setdefault(measure, {})[month] = int(value)
    return found


def reached_all(chosen: Iterable[Chosen], months: Sequence[date]) -> Mapping[str, Mapping[str, int]]:
    """By strand and stage, how many applications sent in these months ever came to it."""
    rows = db.session.execute(
        select(MonthlyFigure.strand, MonthlyFigure.part, func.sum(MonthlyFigure.value))
        .where(
            or_(*(one.scope.condition() for one in chosen)),
            MonthlyFigure.measure == Measure.COHORT_REACHED,
            MonthlyFigure.month.between(months[0], months[-1]),
        )
        .group_by(MonthlyFigure.strand, MonthlyFigure.part)
    )
    found: dict[str, dict[str, int]] = {}
    for strand, code, value in rows:
        found.setdefault(strand, {})[code] = int(value)
    return found


def targets_all(chosen: Iterable[Chosen]) -> Mapping[str, list[StoredTarget]]:
    """By strand, the targets that stand for what is seen of it, of what is counted as one number a month."""
    here = [
        and_(Target.strand == one.strand.code, Target.area.is_not_distinct_from(one.area))
        for one in chosen
        if one.bears_targets
    ]
    found: dict[str, list[StoredTarget]] = {}
    if here:
        for target in targets.read_targets(or_(*here), Target.withdrawn_at.is_(None), Target.measure.in_(GRADED)):
            found.setdefault(target.strand, []).append(target)
    return found


def headcounts_foreseen(chosen: Iterable[Chosen]) -> Mapping[str, list[Foreseen]]:
    """By strand, the forecasts of the headcount as things are, the pipeline's first."""
    here = [
        and_(Forecast.strand == one.strand.code, Forecast.area.is_not_distinct_from(one.area))
        for one in chosen
        if one.bears_targets
    ]
    found: dict[str, list[Foreseen]] = {}
    if here:
        rows = db.session.scalars(
            select(Forecast)
            .where(
                or_(*here), Forecast.scenario_id.is_(None), Forecast.measure == Measure.HEADCOUNT,
                Forecast.over == Over.MONTH,
            )
            .order_by(Forecast.strand, Forecast.method)
        )  # fmt: skip
        for row in rows:
            found.setdefault(row.strand, []).append(forecasts.foreseen(row))
    return found


def residents_by_band() -> Mapping[str, Mapping[str, int]]:
    """The residents of the last Census by band of age and area."""
    found: dict[str, dict[str, int]] = {ADULTS: {}, TEENAGERS: {}}
    for name, numbers in get_published(starting="residents_of_").items():
        band, _, area = name.partition("/")
        found.setdefault(band, {})[area] = numbers[-1].value
    return found


def band_of(strand: str) -> str:
    """The residents a strand is open to."""
    return TEENAGERS if strand == StrandCode.CADETS else ADULTS
