"""Forecasts that contradict themselves."""

from tests.integrity.planted.planting import plants
from tests.trends.forecast_builders import a_forecast
from volunteers.extensions import db


@plants("forecast_falls")
def forecasts_out_of_order() -> list[int]:
    fine, falls, short = (a_forecast(area=area) for area in (None, "bristol", "somerset"))
    falls.percentiles = [[*fine.percentiles[0][:-1], 0.0], fine.percentiles[1]]
    short.percentiles = [fine.percentiles[0], fine.percentiles[1][:-1]]
    db.session.flush()
    return [falls.id, short.id]
