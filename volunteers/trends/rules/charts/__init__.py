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
from volunteers.trends.rules.charts.funnel import Funnel, funnel_chart
from volunteers.trends.rules.charts.lines import Goal, Moment, line_chart

__all__ = [
    "CONTEXT_NARROW", "CONTEXT_WIDE", "NARROW", "WIDE", "Bar", "Chart", "Funnel", "Goal", "Known", "Moment", "Shape",
    "Word", "bar_chart", "context_chart", "funnel_chart", "line_chart",
]  # fmt: skip
