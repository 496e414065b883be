"""The only time that is kept: a financial year, as equality reports have."""

from datetime import date

APRIL = 4


def financial_year(day: date) -> int:
    """The year in whose April the financial year of a date began."""
    return day.year if day.month >= APRIL else day.year - 1
