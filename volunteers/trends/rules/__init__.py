"""Measures, grading, the trend test, conversion and drawings: plain values in and out."""

from volunteers.trends.rules.measures import DEFINITIONS, TARGET_MEASURES, Definition, Measure
from volunteers.trends.rules.units import Better, Kind, Unit

__all__ = ["DEFINITIONS", "TARGET_MEASURES", "Better", "Definition", "Kind", "Measure", "Unit"]
