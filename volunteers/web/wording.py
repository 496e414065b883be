"""Days and times of day inside a sentence, of what a London clock shows. It needs nothing, so rules may use it too."""

from datetime import date, datetime


def day_words(day: date) -> str:
    """3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def clock_words(local: datetime) -> str:
    """6pm, 10:30am: a time of day as the GOV.UK style guide writes it."""
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def hours_words(starts: datetime, ends: datetime) -> str:
    """6pm to 11pm, 10pm to 6am the next day, or 9am to 5pm on 9 December 2026."""
    nights = (ends.date() - starts.date()).days
    after = "" if nights == 0 else " the next day" if nights == 1 else f" on {day_words(ends.date())}"
    return f"{clock_words(starts)} to {clock_words(ends)}{after}"


def when_words(starts: datetime, ends: datetime) -> str:
    """Monday 7 December 2026, 6:30pm to 8:15pm."""
    return f"{starts:%A} {day_words(starts.date())}, {hours_words(starts, ends)}"
