"""What is done for rosters without anyone asking: each may be run at any time and twice, without harm."""

from volunteers.rosters.jobs.at_risk import tell_of_places_at_risk
from volunteers.rosters.jobs.filling import erase_old_fillings, fill_duties, sweep_fillings
from volunteers.rosters.jobs.places import end_handovers, give_automatic_places, lapse_offers
from volunteers.rosters.jobs.reminding import remind_of_duties
from volunteers.rosters.jobs.short_duties import alert_of_short_duties

__all__ = [
    "alert_of_short_duties",
    "end_handovers",
    "erase_old_fillings",
    "fill_duties",
    "give_automatic_places",
    "lapse_offers",
    "remind_of_duties",
    "sweep_fillings",
    "tell_of_places_at_risk",
]
