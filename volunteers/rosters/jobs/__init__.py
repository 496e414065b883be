"""What is done for rosters without anyone asking: each may be run at any time and twice, without harm."""

from volunteers.rosters.jobs.at_risk import tell_of_places_at_risk

__all__ = ["tell_of_places_at_risk"]
