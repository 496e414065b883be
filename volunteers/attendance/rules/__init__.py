"""What was said of people's coming and going, and what it comes to. Plain values in and out."""

from volunteers.attendance.rules.said import (
    BookingOutcome,
    BookingSource,
    BookingWhat,
    Counted,
    Said,
    arrived_late,
    counted,
)
from volunteers.attendance.rules.settling import Place, Settled, Verdict, settle
from volunteers.attendance.rules.windows import books_now, leads_now

__all__ = [
    "BookingOutcome",
    "BookingSource",
    "BookingWhat",
    "Counted",
    "Place",
    "Said",
    "Settled",
    "Verdict",
    "arrived_late",
    "books_now",
    "counted",
    "leads_now",
    "settle",
]
