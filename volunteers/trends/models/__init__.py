"""Monthly figures, targets with their sources, and published series imported for context."""

from volunteers.trends.models.figures import FigureChange, FigureRun, MonthlyFigure, RunKind, RunState, StageStay
from volunteers.trends.models.forecasts import BackTest, Forecast, Over, Scenario, Way
from volunteers.trends.models.plans import Indicator, Milestone, Objective, Plan
from volunteers.trends.models.published import PublishedCount
from volunteers.trends.models.releases import CountedQuarter, Release
from volunteers.trends.models.reports import Report, ReportReader
from volunteers.trends.models.targets import Target, TargetQuarter

__all__ = [
    "BackTest",
    "CountedQuarter",
    "FigureChange",
    "FigureRun",
    "Forecast",
    "Indicator",
    "Milestone",
    "MonthlyFigure",
    "Objective",
    "Over",
    "Plan",
    "PublishedCount",
    "Release",
    "Report",
    "ReportReader",
    "RunKind",
    "RunState",
    "Scenario",
    "StageStay",
    "Target",
    "TargetQuarter",
    "Way",
]
