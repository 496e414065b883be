"""What is done in Farm Watch: by members for themselves, by staff within their areas."""

from volunteers.farms.service.alerts import reply, send_alert, tell, update_alert
from volunteers.farms.service.filling_in import fill_in
from volunteers.farms.service.nights import lend, take_back, tell_of_night
from volunteers.farms.service.premises import add_premises, change_premises, own_access, read_access, say_wishes
from volunteers.farms.service.reports import close_report, read_vehicle, send_report
from volunteers.farms.service.visits import (
    ask_visit,
    cancel_visit,
    finish_visit,
    plan_visit,
    say_stolen,
    search_register,
)

__all__ = [
    "add_premises",
    "ask_visit",
    "cancel_visit",
    "change_premises",
    "close_report",
    "fill_in",
    "finish_visit",
    "lend",
    "own_access",
    "plan_visit",
    "read_access",
    "read_vehicle",
    "reply",
    "say_stolen",
    "say_wishes",
    "search_register",
    "send_alert",
    "send_report",
    "take_back",
    "tell",
    "tell_of_night",
    "update_alert",
]
