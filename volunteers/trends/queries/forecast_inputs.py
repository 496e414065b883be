"""What the simulation of a strand starts from, for the whole force and each area, as it was known on a day.

Everything is read as counts, in six statements for all areas together, and only by a worker: what is given back is made
of the simulation's own values.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

from sqlalchemy import Row, text

from volunteers import clock
from volunteers.extensions import db
from volunteers.strands.rules import Pipeline, Strand
from volunteers.trends.forecast.pipeline import Inputs, Intake, ServiceExposure, StageIn
from volunteers.trends.queries import forecast_statements as sql

LEARNT_MONTHS = 36  # stays, leavers and qualifying are learnt from so many months
QUALIFYING_MONTHS = 60
RHYTHM_MONTHS = 24
LEAST_BEGAN = 6  # fewer who ever began a course say nothing of how often courses begin
INTAKE = "intake"  # the stage at which a place on a course is waited for
BANDS = (0, 6, 12, 24, 36, 60, 120)  # months of service within which people are taken to leave alike

Told = Sequence[Row[Any]]
Area = str | None


@dataclass(frozen=True)
class World:
    """The counts of one strand by area, as they were known at the end of ``on``."""

    strand: Strand
    on: date
    stays: Told
    began: Told
    openings: Told
    serving: Told
    exposure: Told
    qualifying: Told

    def headcount(self, area: Area) -> int:
        """How many served in an area, or anywhere."""
        return sum(row.people for row in _of(self.serving, area))

    def inputs(
        self, area: Area, *, applications: Mapping[date, int], joiners: Mapping[date, int],
        leavers: Mapping[date, int], ahead: Sequence[date],
    ) -> Inputs:  # fmt: skip
        """What the simulation needs, with what was counted by month beside it and the ends of the months ahead."""
        serving = _of(self.serving, area)
        months = sorted(applications)
        return Inputs(
            as_at=self.on,
            headcount=self.headcount(area),
            tenures_months=_each(serving, lambda row: row.months),
            exposure=_exposure(_of(self.exposure, area)),
            stages=self._stages(area),
            monthly_applications=tuple(applications[month] for month in months),
            application_months=tuple(months),
            intakes=self._intakes(area, ahead),
            qualified=sum(row.people for row in serving if row.is_alone),
            months_to_qualify=_pairs((row.months, row.people) for row in _of(self.qualifying, area)),
            still_unqualified=_pairs((row.months, row.people) for row in serving if not row.is_alone),
            past_joiners=tuple(joiners[month] for month in sorted(joiners)[-LEARNT_MONTHS:]),
            past_leavers=tuple(leavers[month] for month in sorted(leavers)[-LEARNT_MONTHS:]),
            months=tuple(ahead),
        )

    def _stages(self, area: Area) -> tuple[StageIn, ...]:
        found = _of(self.stays, area)
        return tuple(
            _stage_in(code, name, [row for row in found if row.place == place], waits=self._waits_for_intake(code))
            for place, (code, name) in enumerate(_before_appointed(self.strand.pipeline), 1)
        )

    def _waits_for_intake(self, code: str) -> bool:
        return code == INTAKE and (bool(self.openings) or self._has_rhythm)

    @property
    def _has_rhythm(self) -> bool:
        return bool(sum(row.people for row in self.began) >= LEAST_BEGAN)

    def _intakes(self, area: Area, ahead: Sequence[date]) -> tuple[Intake, ...]:
        """The intakes that are planned, and between and after them as often as courses began so far.

        An area gets as large a share of each as it had of those who applied.
        """
        if not any(self._waits_for_intake(stage.code) for stage in self.strand.pipeline.stages):
            return ()
        per_month = Counter(clock.month_of(row.on) for row in self.began for _ in range(row.people))
        usual, share = _usual_places(per_month), self._share(area)
        planned = [Intake(row.starts_on, _shared(row.places or usual, share)) for row in self.openings]
        usually = _rhythm(per_month, _shared(usual, share), after=self.on, until=ahead[-1]) if self._has_rhythm else []
        near = timedelta(days=round(365 / 12 * RHYTHM_MONTHS / max(len(per_month), 1) / 2))
        between = [one for one in usually if all(abs(one.on - each.on) > near for each in planned)]
        return tuple(sorted((*planned, *between), key=lambda one: one.on))

    def _share(self, area: Area) -> float:
        if area is None:
            return 1.0
        came = sum(row.people for row in self.stays if row.place == 1)
        return sum(row.people for row in _of(self.stays, area) if row.place == 1) / came if came else 0.0


def read_world(strand: Strand, *, on: date) -> World:
    """Count everything of one strand as it was known at the end of a London day."""
    stages = [code for code, _ in _before_appointed(strand.pipeline)]
    after = [*stages[stages.index(INTAKE) + 1 :], strand.pipeline.appointed.code] if INTAKE in stages else []
    since_on = clock.add_months(on + timedelta(days=1), -LEARNT_MONTHS)
    given = {
        "strand": strand.code, "on": on, "end": clock.start_of_day(on + timedelta(days=1)),
        "since_on": since_on, "since": clock.start_of_day(since_on),
        "stages": [*stages, strand.pipeline.appointed.code], "intake": INTAKE, "after": after,
        "alone": [grade.code for grade in strand.grades if grade.may_be_alone],
        "bands": list(BANDS), "band_ends": [*BANDS[1:], None],
    }  # fmt: skip
    began_since = clock.start_of_day(clock.add_months(on + timedelta(days=1), -RHYTHM_MONTHS))
    joined_since = clock.add_months(on + timedelta(days=1), -QUALIFYING_MONTHS)
    return World(
        strand,
        on,
        stays=_read(sql.STAYS, given),
        began=_read(sql.BEGAN, {**given, "since": began_since}) if after else [],
        openings=_read(sql.OPENINGS, given),
        serving=_read(sql.SERVICES + sql.SERVING, given),
        exposure=_read(sql.SERVICES + sql.EXPOSURE, given),
        qualifying=_read(sql.SERVICES + sql.QUALIFYING, {**given, "since_on": joined_since}),
    )


def _read(statement: str, given: Mapping[str, Any]) -> Told:
    return db.session.execute(text(statement), given).all()


def _of(rows: Told, area: Area) -> Told:
    return rows if area is None else [row for row in rows if row.area == area]


def _before_appointed(pipeline: Pipeline) -> list[tuple[str, str]]:
    return [(stage.code, stage.name) for stage in pipeline.open_stages]


def _stage_in(code: str, name: str, rows: Told, *, waits: bool) -> StageIn:
    by: dict[str, list[Row[Any]]] = {"moved_on": [], "dropped": [], "waiting": []}
    for row in rows:
        by[row.outcome].append(row)
    left = [*by["moved_on"], *by["dropped"]]
    return StageIn(
        code=code,
        name=name,
        waiting=_each(by["waiting"], lambda row: row.days),
        left_days=_pairs((row.days, row.people) for row in left),
        still=_pairs((row.days, row.people) for row in by["waiting"] if row.is_recent),
        moved_on=sum(row.people for row in by["moved_on"]),
        dropped=sum(row.people for row in by["dropped"]),
        released_by_intake=waits,
    )


def _exposure(rows: Told) -> tuple[ServiceExposure, ...]:
    days: Counter[int] = Counter()
    left: Counter[int] = Counter()
    for row in rows:
        days[row.months_from] += row.days
        left[row.months_from] += row.left_service
    return tuple(ServiceExposure(months, days[months] / 30.4375, left[months]) for months in BANDS)


def _each(rows: Told, value: Callable[[Row[Any]], int]) -> tuple[int, ...]:
    """The value of every row once for each of its people, in order."""
    return tuple(sorted(value(row) for row in rows for _ in range(row.people)))


def _pairs(rows: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: Counter[int] = Counter()
    for value, people in rows:
        found[value] += people
    return tuple(sorted(found.items()))


def _shared(places: int, share: float) -> int:
    return max(round(places * share), 1)


def _usual_places(per_month: Mapping[date, int]) -> int:
    """As many as began in a month, of the months with any, that nine in ten had no more: rarely a course is filled."""
    counts = list(per_month.values())
    if len(counts) < 2:
        return sum(counts)
    return round(quantiles(counts, n=10, method="inclusive")[-1])


def _rhythm(per_month: Mapping[date, int], places: int, *, after: date, until: date) -> list[Intake]:
    """Intakes at even distances, as many a year as there were months with one."""
    gap = RHYTHM_MONTHS / len(per_month)
    steps = int(RHYTHM_MONTHS * 5 / gap)
    days = [clock.add_months(clock.month_of(after), round(gap * step)) + timedelta(days=14) for step in range(1, steps)]
    return [Intake(on, places, is_usual=True) for on in days if on <= until]
