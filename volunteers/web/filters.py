"""How dates, times, numbers and names are written everywhere, after the GOV.UK style guide."""

from datetime import date, datetime
from decimal import Decimal

from flask import Flask

from volunteers import clock

MINUTES_IN_AN_HOUR = 60


def day(value: date | datetime | None) -> str:
    """25 October 2026."""
    if value is None:
        return ""
    plain = clock.on(value) if isinstance(value, datetime) else value
    return f"{plain.day} {plain:%B %Y}"


def short_day(value: date | datetime) -> str:
    """Sun 25 Oct."""
    plain = clock.on(value) if isinstance(value, datetime) else value
    return f"{plain:%a} {plain.day} {plain:%b}"


def month(value: date) -> str:
    """October 2026."""
    return f"{value:%B %Y}"


def short_month(value: date) -> str:
    """Oct 2026."""
    return f"{value:%b %Y}"


def time(value: datetime) -> str:
    """1:30am, 12 noon said as 12pm, on a London clock."""
    local = clock.in_london(value)
    hour = local.hour % 12 or 12
    minutes = f":{local:%M}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """25 October 2026 at 1:30am."""
    return f"{day(value)} at {time(value)}" if value else ""


def number(value: int | float | Decimal | None) -> str:
    """12,345; one decimal only when there is one."""
    if value is None:
        return ""
    text = f"{value:,.1f}"
    return text.removesuffix(".0")


def hours(minutes: int | None) -> str:
    """Minutes in words: 9 hours, 7 hours 30 minutes, 45 minutes."""
    whole, rest = divmod(minutes or 0, MINUTES_IN_AN_HOUR)
    parts = [counted(whole, "hour")] if whole or not rest else []
    return " ".join(parts + ([counted(rest, "minute")] if rest else []))


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """1 place, 2 places."""
    return f"{number(count)} {singular if count == 1 else plural or singular + 's'}"


def init_app(app: Flask) -> None:
    for function in (day, short_day, month, short_month, time, moment, number, hours, counted):
        app.add_template_filter(function)
