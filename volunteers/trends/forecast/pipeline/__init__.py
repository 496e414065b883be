"""The force of the coming months, simulated: those on their way to it, those who may apply, those who may leave.

Plain values in, outlooks out: no database and no clock, and the same seed always gives the same answer (ADR 40).
"""

from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs, Intake, ServiceExposure, StageIn
from volunteers.trends.forecast.pipeline.results import Assumption, Simulated
from volunteers.trends.forecast.pipeline.simulation import simulate

__all__ = ["Assumption", "Changes", "Inputs", "Intake", "ServiceExposure", "Simulated", "StageIn", "simulate"]
