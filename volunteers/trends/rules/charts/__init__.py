"""Charts as plain shapes in a frame: where each line, bar and word goes. Templates only write them down."""

from volunteers.trends.rules.charts.bars import Bar, bar_chart
from volunteers.trends.rules.charts.context import Known, context_chart
from volunteers.trends.rules.charts.drawing import (
    CONTEXT_NARROW,
    CONTEXT_WIDE,
    NARROW,
    WIDE,
    Chart,
    Shape,
    Word,
)
from volunteers.trends.rules.charts.fan import FAN_NARROW, FAN_WIDE, FanPoint, fan_chart
from volunteers.trends.rules.charts.funnel import Funnel, funnel_chart
from volunteers.trends.rules.charts.lines import Goal, Moment, line_chart
from volunteers.trends.rules.charts.multiples import Multiples, Panel, Small, multiples
from volunteers.trends.rules.charts.ranks import Ranked, ranked
from volunteers.trends.rules.charts.spark import Spark, spark

__all__ = [
    "CONTEXT_NARROW", "CONTEXT_WIDE", "FAN_NARROW", "FAN_WIDE", "NARROW", "WIDE", "Bar", "Chart", "FanPoint", "Funnel",
    "Goal", "Known", "Moment", "Multiples", "Panel", "Ranked", "Shape", "Small", "Spark", "Word", "bar_chart",
    "context_chart", "fan_chart", "funnel_chart", "line_chart", "multiples", "ranked", "spark",
]  # fmt: skip
