"""Watch schemes as their coordinators and staff see them."""

from volunteers.watch_schemes.queries.households import (
    HouseholdLine,
    get_household,
    list_households,
    list_streets,
    open_note,
)
from volunteers.watch_schemes.queries.messages import get_own_passing, list_doors, list_own_passings
from volunteers.watch_schemes.queries.own import find_own_scheme, get_own_scheme, look_at_own
from volunteers.watch_schemes.queries.progress import (
    count_receivers,
    get_staff_message,
    list_staff_messages,
    list_to_write_to,
)
from volunteers.watch_schemes.queries.reports import get_staff_report, list_own_reports, list_staff_reports
from volunteers.watch_schemes.queries.staff import (
    count_by_area,
    get_applicant,
    get_staff_scheme,
    list_schemes,
    list_without_scheme,
)

__all__ = [
    "HouseholdLine",
    "count_by_area",
    "count_receivers",
    "find_own_scheme",
    "get_applicant",
    "get_household",
    "get_own_passing",
    "get_own_scheme",
    "get_staff_message",
    "get_staff_report",
    "get_staff_scheme",
    "list_doors",
    "list_households",
    "list_own_passings",
    "list_own_reports",
    "list_schemes",
    "list_staff_messages",
    "list_staff_reports",
    "list_streets",
    "list_to_write_to",
    "list_without_scheme",
    "look_at_own",
    "open_note",
]
