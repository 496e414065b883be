"""Every impossible state that is looked for, in the order of the page."""

from volunteers.integrity.queries.states import accounts, applications, cadets, decisions, duties, kept, messages, moves
from volunteers.integrity.rules import ImpossibleState

STATES: tuple[ImpossibleState, ...] = (
    *moves.STATES,
    *applications.STATES,
    *cadets.STATES,
    *duties.STATES,
    *accounts.STATES,
    *decisions.STATES,
    *messages.STATES,
    *kept.STATES,
)

__all__ = ["STATES"]
