"""Reading the ledger: one's own hours, what waits to be certified, and the report."""

from volunteers.hours.queries.own import (
    HoursLine,
    OwnMonth,
    get_own_line,
    list_own_hours,
    list_own_months,
    list_own_strands,
)
from volunteers.hours.queries.recent import list_recent, list_units
from volunteers.hours.queries.report import Report, ReportRow, Sums, Wanted, get_report
from volunteers.hours.queries.waiting import OneStint, ToCertify, get_stint, list_to_certify

__all__ = [
    "HoursLine", "OneStint", "OwnMonth", "Report", "ReportRow", "Sums", "ToCertify", "Wanted", "get_own_line",
    "get_report", "get_stint", "list_own_hours", "list_own_months", "list_own_strands", "list_recent",
    "list_to_certify", "list_units",
]  # fmt: skip
