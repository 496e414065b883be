"""The pages of trends: are we growing, will we make it, where is it stuck."""

from volunteers.trends.routes import forces, forecast, indicators, overview, plans, scenarios, targets
from volunteers.trends.routes.blueprint import bp

__all__ = ["bp", "forces", "forecast", "indicators", "overview", "plans", "scenarios", "targets"]
