"""The areas in order of a measure, and one area in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.permissions import Viewer
from volunteers.places.models import Unit, UnitKind
from volunteers.trends.models import MonthlyFigure
from volunteers.trends.queries import all_strands, choices, figures
from volunteers.trends.queries.all_strands import Counted
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.rules import Measure
from volunteers.trends.rules.area_lines import AreaLine, RankedBy, against_words, bars_of, in_order
from volunteers.trends.rules.charts.ranks import Ranked
from volunteers.trends.rules.charts.spark import spark
from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.pictures import month_words
from volunteers.trends.rules.rates import RESIDENTS, SOURCE, rate_of, strip_of
from volunteers.trends.rules.series import MINUTES_IN_AN_HOUR

SHOWN = (Measure.HEADCOUNT, Measure.JOINERS, Measure.APPLICATIONS, Measure.HOURS)
MONTHS_SHOWN = 37
MONTHS_DRAWN = 36
MOST_UNITS = 200
OF_UNITS = (Measure.HEADCOUNT, Measure.ACTIVE, Measure.VACANCIES, Measure.WAITING)
KINDS = {UnitKind.STATION: "Station", UnitKind.CADET_UNIT: "Cadet unit", UnitKind.SCHEME: "Scheme"}


@dataclass(frozen=True)
class AreasPage:
    """All areas of one strand in order. ``lines`` is empty until something has been counted."""

    chosen: Chosen
    strands: Sequence[Option]
    orders: Sequence[Option]
    months: Sequence[Option]
    ranked_by: RankedBy
    lines: Sequence[AreaLine]
    bars: Sequence[Ranked]
    together: float | None
    last_month: date
    computed_at: datetime | None
    source: str


@dataclass(frozen=True)
class UnitLine:
    """A unit of an area with what was counted of it, in words by the code of the measure."""

    name: str
    kind: str
    strand: str
    counts: dict[str, str]


@dataclass(frozen=True)
class AreaPage:
    """One area: a line for each strand, adults before cadets, and its units."""

    code: str
    name: str
    lines: Sequence[AreaLine]
    units: Sequence[UnitLine]
    last_month: date
    computed_at: datetime | None
    fewest: int | None
    is_compared: bool
    source: str


def get_areas_page(viewer: Viewer, *, slug: str | None, ranked_by: str | None, until: str | None) -> AreasPage:
    """The page for a viewer; raises ``NotFound`` for a strand, an order or a month that is not there for them."""
    chosen = choices.choose(viewer, slug=slug, area=None)
    order, run = _order(ranked_by), figures.find_last_run()
    latest = figures.latest_month(run)
    month = choices.read_month(until, latest=latest)
    counted = all_strands.count_all([chosen], SHOWN, until=month, months=MONTHS_SHOWN) if run else {}
    found = counted.get(chosen.strand.code)
    residents = all_strands.residents_by_band()[all_strands.band_of(chosen.strand.code)]
    names = _names(chosen)
    lines = (
        [_line(code, name, found, code, chosen.counting, residents, month) for code, name in names.items()]
        if found
        else []
    )
    together = _together(found, names, residents, month) if found else None
    ordered = in_order(_drawn(lines, together), order)
    return AreasPage(
        chosen=chosen, strands=choices.strand_options(viewer, chosen),
        orders=[Option(one.value, one.words, one is order) for one in RankedBy],
        months=choices.month_options(month, latest=latest), ranked_by=order, lines=ordered,
        bars=bars_of(ordered, order), together=together, last_month=month,
        computed_at=run.finished_at if run else None, source=SOURCE,
    )  # fmt: skip


def get_area_page(viewer: Viewer, code: str) -> AreaPage:
    """One area; raises ``NotFound`` where the viewer may see no strand in it."""
    seen = [
        choices.choose(viewer, slug=strand.slug, area=code)
        for strand in choices.strands_of(viewer)
        if code in choices.areas_of(viewer, strand.code)
    ]
    if not seen:
        raise NotFound("no such area for this viewer")
    run = figures.find_last_run()
    month = figures.latest_month(run)
    wider = [choices.choose(viewer, slug=one.strand.slug, area=None) for one in seen]
    counted = all_strands.count_all(wider, SHOWN, until=month, months=MONTHS_SHOWN) if run else {}
    guarded = next((one.counting for one in seen if not one.counting.is_exact), None)
    lines = _strand_lines(seen, wider, counted, code, month)
    return AreaPage(
        code=code, name=current_force().area(code).name, lines=lines,
        units=_units(seen, code, month) if run else [], last_month=month,
        computed_at=run.finished_at if run else None, fewest=guarded.fewest if guarded else None,
        is_compared=any(line.against for line in lines), source=SOURCE,
    )  # fmt: skip


def _strand_lines(
    seen: Sequence[Chosen], wider: Sequence[Chosen], counted: Mapping[str, Counted], code: str, month: date
) -> list[AreaLine]:
    """A line for each strand that has ever served here, each rate against that of all areas the viewer sees."""
    residents, found = all_strands.residents_by_band(), []
    for one, whole in zip(seen, wider, strict=True):
        values = counted.get(one.strand.code)
        if values is None or code not in values.by_area:
            continue
        living = residents[all_strands.band_of(one.strand.code)]
        line = _line(one.strand.slug, one.strand.name, values, code, one.counting, living, month)
        names = _names(whole)
        together = _together(values, names, living, month) if len(names) > 1 else None
        found.append(replace(line, against=against_words(line.rate, together)) if line.rate and together else line)
    return found


def _line(
    slug: str, name: str, counted: Counted, code: str, counting: Counting, residents: Mapping[str, int], month: date
) -> AreaLine:
    months = counted.months_to(month)
    heads = [counting.people(counted.in_area(code, Measure.HEADCOUNT, [each])) for each in months]
    shown, year = heads[-MONTHS_DRAWN:], months[-12:]
    now, living = counting.people(counted.in_area(code, Measure.HEADCOUNT, [month])), residents.get(code)
    return AreaLine(
        code=slug, name=name, now=now, before=heads[-13] if len(heads) > 12 else None,
        rate=rate_of(now.known, living) if now.known is not None and living else None,
        no_rate="Not in the Census" if not living else "Too few to show",
        joiners=counting.people(counted.in_area(code, Measure.JOINERS, year)),
        applications=counting.people(counted.in_area(code, Measure.APPLICATIONS, year)),
        hours=counted.in_area(code, Measure.HOURS, year) // MINUTES_IN_AN_HOUR,
        line=spark([count.known for count in shown]),
        line_words=f"{name}, headcount: {shown[0].words} at the end of {month_words(months[-len(shown)])}, "
        f"{now.words} at the end of {month_words(month)}" if shown else name,
    )  # fmt: skip


def _drawn(lines: Sequence[AreaLine], together: float | None) -> list[AreaLine]:
    most = max([line.rate.high for line in lines if line.rate], default=0.0)
    return [
        replace(
            line, strip=strip_of(line.rate, together, most),
            against=against_words(line.rate, together) if together and len(lines) > 1 else "",
        )
        if line.rate
        else line
        for line in lines
    ]  # fmt: skip


def _together(counted: Counted, names: Mapping[str, str], residents: Mapping[str, int], month: date) -> float | None:
    """The rate of all these areas together, as far as their residents are known."""
    compared = [code for code in names if residents.get(code)]
    people = sum(counted.in_area(code, Measure.HEADCOUNT, [month]) for code in compared)
    return RESIDENTS * people / sum(residents[code] for code in compared) if compared and people else None


def _names(chosen: Chosen) -> dict[str, str]:
    names = current_force().area_names
    return {code: name for code, name in names.items() if chosen.areas is None or code in chosen.areas}


def _order(text: str | None) -> RankedBy:
    try:
        return RankedBy(text or RankedBy.RATE)
    except ValueError:
        raise NotFound(f"no order {text!r}") from None


def _units(seen: Sequence[Chosen], code: str, month: date) -> list[UnitLine]:
    """The units of an area that stand, as they were counted at the end of a month."""
    by_strand = {str(one.strand.code): one for one in seen}
    rows = db.session.execute(
        select(
            Unit.id, Unit.name, Unit.kind, MonthlyFigure.strand, MonthlyFigure.measure, func.sum(MonthlyFigure.value)
        )
        .join(MonthlyFigure, MonthlyFigure.unit_id == Unit.id)
        .where(
            Unit.area == code, Unit.ended_on.is_(None), MonthlyFigure.strand.in_(by_strand),
            MonthlyFigure.month == month, MonthlyFigure.measure.in_(OF_UNITS),
        )
        .group_by(Unit.id, MonthlyFigure.strand, MonthlyFigure.measure)
        .order_by(Unit.name, Unit.id, MonthlyFigure.strand)
        .limit(MOST_UNITS * len(OF_UNITS))
    )  # fmt: skip
    found: dict[tuple[int, str], UnitLine] = {}
    for number, name, kind, strand, measure, value in rows:
        chosen = by_strand[strand]
        unit = found.setdefault((number, strand), UnitLine(name, KINDS[kind], chosen.strand.name, {}))
        unit.counts[measure.value] = chosen.counting.people(int(value)).words
    return list(found.values())
