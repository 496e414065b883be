"""How numbers of hours and days are put."""

from datetime import date


def in_words(day: date) -> str:
    """3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def how_long(minutes: int) -> str:
    """7 hours 30 minutes; less than nothing where minutes were taken off."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours or not rest else []
    parts += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest else []
    return f"{'minus ' if minutes < 0 else ''}{' '.join(parts)}"


def short(minutes: int) -> str:
    """7:30, as sums stand in a table; -0:15 where minutes were taken off."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{hours}:{rest:02}"
