"""What may be said of accounts and volunteers from plain values alone."""

from volunteers.people.rules.standing import Holding, HoldingState, Standing, hold_throughout, state_of

__all__ = ["Holding", "HoldingState", "Standing", "hold_throughout", "state_of"]
