"""States that should be impossible: how one is described, and how what was found is told."""

from volunteers.integrity.rules.states import MOST_IDS, Found, ImpossibleState, State, state_of, worsened

__all__ = ["MOST_IDS", "Found", "ImpossibleState", "State", "state_of", "worsened"]
