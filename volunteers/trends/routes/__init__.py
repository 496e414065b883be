"""The pages of trends: are we growing, will we make it, where is it stuck."""

from volunteers.trends.routes import (
    areas,
    forces,
    forecast,
    indicators,
    measures,
    overview,
    plans,
    published_figures,
    published_reports,
    releases,
    reports,
    representation,
    scenarios,
    stages,
    targets,
)
from volunteers.trends.routes.blueprint import bp

__all__ = [
    "areas", "bp", "forces", "forecast", "indicators", "measures", "overview", "plans", "published_figures",
    "published_reports", "releases", "reports", "representation", "scenarios", "stages", "targets",
]  # fmt: skip
