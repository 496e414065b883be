"""Every impossible state that is looked for, in the order of the page."""

from volunteers.integrity.queries.states import (
    accounts,
    applications,
    appointments,
    attendance,
    cadet_units,
    cadets,
    decisions,
    duties,
    expenses,
    farms,
    filling,
    hours,
    imports,
    kept,
    many,
    messages,
    mobilisation,
    moves,
    records,
    serving,
    speedwatch,
    watch_schemes,
)
from volunteers.integrity.rules import ImpossibleState

STATES: tuple[ImpossibleState, ...] = (
    *moves.STATES,
    *applications.STATES,
    *cadets.STATES,
    *cadet_units.STATES,
    *duties.STATES,
    *attendance.STATES,
    *filling.STATES,
    *hours.STATES,
    *serving.STATES,
    *records.STATES,
    *expenses.STATES,
    *appointments.STATES,
    *accounts.STATES,
    *decisions.STATES,
    *many.STATES,
    *imports.STATES,
    *messages.STATES,
    *mobilisation.STATES,
    *farms.STATES,
    *kept.STATES,
    *speedwatch.STATES,
    *watch_schemes.STATES,
)

__all__ = ["STATES"]
