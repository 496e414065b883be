"""The forecasts of one place as rows: by simulating its pipeline, and by the series of each measure alone."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from volunteers import clock
from volunteers.trends.forecast.choosing import Chosen, choose_and_forecast
from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.pipeline import Changes, Inputs, simulate
from volunteers.trends.models import Forecast, Over, Way
from volunteers.trends.queries.forecast_inputs import Area, World
from volunteers.trends.rules import Measure
from volunteers.trends.rules.scenarios import Asked
from volunteers.trends.rules.series import MonthlySeries

# Where fewer serve, or fewer applied in the time that is learnt from, there is no forecast.
LEAST_SERVING, LEAST_APPLIED = 20, 20
TOO_FEW = (
    f"There are too few people for a forecast. It takes at least {LEAST_SERVING} who serve and {LEAST_APPLIED} who "
    "applied in the last 36 months."
)
SIMULATED = "Simulation of the pipeline: those under way, new applications, intakes and leavers by length of service"
OVER_MONTHS = (
    Measure.HEADCOUNT, Measure.ACTIVE, Measure.INTEREST, Measure.APPLICATIONS, Measure.HOURS,
    Measure.OFFICER_EQUIVALENT,
)  # fmt: skip
OVER_YEARS = (Measure.INTEREST, Measure.APPLICATIONS, Measure.HOURS)
NOT_KNOWN = "Too little is known of this for a forecast."
YEAR = 12


@dataclass(frozen=True)
class Place:
    """A strand in the whole force or one area, with what is known of it and the ends of the months to forecast."""

    world: World
    area: Area
    series: MonthlySeries
    ahead: tuple[date, ...]

    @property
    def inputs(self) -> Inputs:
        of, months = self.series.of, self.series.months
        return self.world.inputs(
            self.area,
            applications={month: of(Measure.APPLICATIONS, month) or 0 for month in months},
            joiners={month: of(Measure.JOINERS, month) or 0 for month in months},
            leavers={month: of(Measure.LEAVERS, month) or 0 for month in months},
            ahead=self.ahead,
        )

    @property
    def seed(self) -> int:
        """The same for every scenario of a place, so that they differ by what is changed alone."""
        return zlib.crc32(f"{self.world.strand.code}/{self.area}/{self.world.on}".encode())


def too_few(place: Place, scenario_id: int | None = None) -> Forecast | None:
    """Why there is no forecast of a place with too few people, as the one row it has."""
    months = place.series.months[-36:]
    applied = place.series.total(Measure.APPLICATIONS, months) or 0
    if place.world.headcount(place.area) >= LEAST_SERVING and applied >= LEAST_APPLIED:
        return None
    return _row(place, Measure.HEADCOUNT, Over.MONTH, Way.PIPELINE, SIMULATED, None, TOO_FEW, scenario_id)


def by_pipeline(
    place: Place, asked: Asked, scenario_id: int | None, *, draws: int, tests: Sequence[Mapping[str, Any]]
) -> list[Forecast]:
    """What the simulation says of every measure it knows, or the one row that says why it says nothing."""
    found = simulate(place.inputs, changes_of(asked), draws=draws, seed=place.seed)
    if found.refusal:
        return [_row(place, Measure.HEADCOUNT, Over.MONTH, Way.PIPELINE, SIMULATED, None, found.refusal, scenario_id)]
    said = {
        (Measure.HEADCOUNT, Over.MONTH): found.headcount,
        (Measure("qualified_strength"), Over.MONTH): found.qualified,
        (Measure.APPLICATIONS, Over.MONTH): found.applications,
        (Measure.JOINERS, Over.MONTH): found.joiners,
        (Measure.LEAVERS, Over.MONTH): found.leavers,
        (Measure.JOINERS, Over.YEAR): found.joiners_year,
        (Measure.LEAVERS, Over.YEAR): found.leavers_year,
    }
    why = dict(found.refusals)
    rows = [
        _row(
            place, measure, over, Way.PIPELINE, SIMULATED, outlook,
            None if outlook else why.get(measure.value, NOT_KNOWN), scenario_id,
        )
        for (measure, over), outlook in said.items()
    ]  # fmt: skip
    assumptions = [asdict(each) for each in found.assumptions]
    for row in rows:
        row.assumptions = assumptions
    rows[0].backtest = [dict(each) for each in tests]
    return rows


def changes_of(asked: Asked) -> Changes:
    """The changes as the simulation takes them: shares as factors."""
    return Changes(
        more_intakes=asked.more_intakes,
        places_each=asked.places_each,
        stage_time_factor=tuple((stage, percent / 100) for stage, percent in asked.stage_percents),
        leavers_factor=asked.leavers_percent / 100,
        applications_factor=asked.applications_percent / 100,
        conversion_factor=asked.conversion_percent / 100,
    )


def by_series(place: Place) -> list[Forecast]:
    """What the series of each measure says by itself, by month and, for what is counted, by twelve months."""
    months = place.series.months
    return [
        *(_alone(place, measure, Over.MONTH, months, _monthly(place, measure, months)) for measure in OVER_MONTHS),
        *(
            _alone(place, measure, Over.YEAR, months[YEAR - 1 :], _yearly(place, measure, months))
            for measure in OVER_YEARS
        ),
    ]


def _monthly(place: Place, measure: Measure, months: Sequence[date]) -> list[float | None]:
    return [place.series.of(measure, month) for month in months]


def _yearly(place: Place, measure: Measure, months: Sequence[date]) -> list[float | None]:
    return [place.series.total(measure, months[at : at + YEAR]) for at in range(len(months) - YEAR + 1)]


def _alone(
    place: Place, measure: Measure, over: Over, months: Sequence[date], values: Sequence[float | None]
) -> Forecast:
    """A forecast by whichever method was best for this series, from when it is first known."""
    known = [(month, value) for month, value in zip(months, values, strict=True) if value is not None]
    begins = next((at for at, (_, value) in enumerate(known) if value), len(known))
    found = choose_and_forecast(
        [value for _, value in known[begins:]], [_end(month) for month, _ in known[begins:]], ahead=place.ahead
    )
    words = f"The series of this measure alone: {found.method}" if found.method else "The series of this measure alone"
    row = _row(place, measure, over, Way.SERIES, words, found.outlook, found.refusal, None)
    row.backtest = _scores(found)
    return row


def _scores(found: Chosen) -> list[dict[str, Any]]:
    return [
        {"method": one.method, "mase": round(one.mase, 4), "held80": one.coverage80, "origins": one.origins,
         "is_ours": one.method == found.method}
        for one in found.scores
    ]  # fmt: skip


def _end(month: date) -> date:
    return clock.add_months(month, 1) - timedelta(days=1)


def _row(
    place: Place, measure: Measure, over: Over, method: Way, method_words: str, outlook: Outlook | None,
    refusal: str | None, scenario_id: int | None,
) -> Forecast:  # fmt: skip
    return Forecast(
        strand=place.world.strand.code, area=place.area, measure=measure, over=over, method=method,
        method_words=method_words, scenario_id=scenario_id, as_at=place.world.on, made_at=clock.now(),
        dates=list(outlook.dates) if outlook else [],
        percentiles=[[round(value, 1) for value in row] for row in outlook.percentiles] if outlook else [],
        refusal=refusal, assumptions=[], backtest=[],
    )  # fmt: skip
