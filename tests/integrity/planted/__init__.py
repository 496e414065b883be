"""Faults that the code cannot make, each planted by hand, so that every look first finds one."""

from tests.integrity.planted import (
    accounts,
    applications,
    appointments,
    cadets,
    decisions,
    duties,
    filling,
    imports,
    kept,
    many,
    messages,
    records,
    serving,
)
from tests.integrity.planted.planting import PLANTED

__all__ = [
    "PLANTED",
    "accounts",
    "applications",
    "appointments",
    "cadets",
    "decisions",
    "duties",
    "filling",
    "imports",
    "kept",
    "many",
    "messages",
    "records",
    "serving",
]
