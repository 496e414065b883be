"""What is done with watch schemes: by their coordinators, by staff, by households that leave, and by itself."""

from volunteers.watch_schemes.service.erasing import leave
from volunteers.watch_schemes.service.households import (
    add_household,
    add_households,
    change_household,
    confirm_list,
    remove_household,
)
from volunteers.watch_schemes.service.keeping import close_scheme, hand_over, register_scheme, review_scheme
from volunteers.watch_schemes.service.passing import pass_on, send_mails, tell_coordinators, tick_door
from volunteers.watch_schemes.service.quiet import ask_quiet, say_still_running
from volunteers.watch_schemes.service.reports import close_report, send_report
from volunteers.watch_schemes.service.streets import add_street, remove_street
from volunteers.watch_schemes.service.writing import Draft, judge_receivers, send_to_schemes, write_to_own

__all__ = [
    "Draft",
    "add_household",
    "add_households",
    "add_street",
    "ask_quiet",
    "change_household",
    "close_report",
    "close_scheme",
    "confirm_list",
    "hand_over",
    "judge_receivers",
    "leave",
    "pass_on",
    "register_scheme",
    "remove_household",
    "remove_street",
    "review_scheme",
    "say_still_running",
    "send_mails",
    "send_report",
    "send_to_schemes",
    "tell_coordinators",
    "tick_door",
    "write_to_own",
]
