"""Where a measure will be, and how good such forecasts have been."""

from flask import render_template, request

from volunteers.permissions import Permission
from volunteers.trends.queries.backtest_page import get_backtest_page
from volunteers.trends.queries.forecast_page import get_forecast_page
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs, viewer


@bp.get("/staff/trends/forecast")
@needs(Permission.TRENDS_READ)
def forecast() -> str:
    """One measure of one strand, in the whole force or one area, month by month to a date."""
    asked = request.args.get
    page = get_forecast_page(
        viewer(), slug=asked("strand"), area=asked("area"), measure=asked("measure"), to=asked("to")
    )
    return render_template("trends/forecast.html", page=page)


@bp.get("/staff/trends/forecast/how-good")
@needs(Permission.TRENDS_READ)
def backtests() -> str:
    """How each way of forecasting fared where the answer was known."""
    page = get_backtest_page(viewer(), slug=request.args.get("strand"), area=request.args.get("area"))
    return render_template("trends/how_good.html", page=page)
