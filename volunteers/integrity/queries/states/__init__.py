"""Every impossible state that is looked for, in the order of the page."""

from volunteers.integrity.queries.states import (
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
    moves,
    records,
    serving,
)
from volunteers.integrity.rules import ImpossibleState

STATES: tuple[ImpossibleState, ...] = (
    *moves.STATES,
    *applications.STATES,
    *cadets.STATES,
    *duties.STATES,
    *filling.STATES,
    *serving.STATES,
    *records.STATES,
    *appointments.STATES,
    *accounts.STATES,
    *decisions.STATES,
    *many.STATES,
    *imports.STATES,
    *messages.STATES,
    *kept.STATES,
)

__all__ = ["STATES"]
