"""How a duty repeats: an RRULE of iCalendar (RFC 5545) with an end, the days it names, and the rule in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from volunteers.availability.rules import DAY_NAMES
from volunteers.errors import Refusal
from volunteers.rosters.rules.wording import in_words

MOST_TIMES = 200
LONGEST_MONTHS = 18
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
DAYS_IN_A_WEEK = 7


class Rhythm(StrEnum):
    """After what a duty comes again."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_ON_DATE = "monthly_on_date"
    MONTHLY_ON_WEEKDAY = "monthly_on_weekday"
    MONTHLY_ON_LAST = "monthly_on_last"


@dataclass(frozen=True)
class Repeat:
    """How a duty repeats, as it is asked for. ``weekdays`` count from Monday, 0; none is that of the first day."""

    rhythm: Rhythm
    every: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    times: int | None = None


def refusals_to_repeat(repeat: Repeat, first: date) -> list[Refusal]:
    """Why a duty of a first day cannot repeat so; empty when it can."""
    if (repeat.until is None) == (repeat.times is None):
        words = "Say either on which day it ends or how many times it happens."
        return [Refusal("no_end" if repeat.until is None else "two_ends", words)]
    latest = first + relativedelta(months=LONGEST_MONTHS)
    if repeat.until is not None and repeat.until <= first:
        return [Refusal("ends_too_early", f"The last day must be after {in_words(first)}, the first one.")]
    days = list(_days(rule_of(repeat, first), first, most=MOST_TIMES + 1))
    if days[-1] > latest or (repeat.until and repeat.until > latest):
        words = f"A duty repeats for at most {LONGEST_MONTHS} months, so until {in_words(latest)}."
        return [Refusal("too_long", words)]
    if len(days) > MOST_TIMES:
        return [Refusal("too_many", f"A duty repeats at most {MOST_TIMES} times. Choose an earlier end.")]
    if len(days) == 1:
        return [Refusal("never_again", "It would happen only once. Choose a later end.")]
    return []


def rule_of(repeat: Repeat, first: date) -> str:
    """The RRULE of how a duty repeats."""
    parts = [_frequency(repeat, first)]
    if repeat.every > 1:
        parts.insert(1, f"INTERVAL={repeat.every}")
    if repeat.until is not None:
        parts.append(f"UNTIL={repeat.until:%Y%m%d}")
    if repeat.times is not None:
        parts.append(f"COUNT={repeat.times}")
    return ";".join(parts)


def days_of(rule: str, first: date) -> list[date]:
    """The days of a rule that begins on a day, which is always one of them."""
    return list(_days(rule, first, most=MOST_TIMES))


def _days(rule: str, first: date, *, most: int) -> Iterator[date]:
    """At most so many, none later than a month past the longest a rule may run: a rule is never walked to its end."""
    stop = first + relativedelta(months=LONGEST_MONTHS + 1)
    named = (moment.date() for moment in rrulestr(rule, dtstart=datetime.combine(first, time())))
    count = 1
    yield first
    counted = "COUNT=" in rule
    most = min(most, int(rule.split("COUNT=")[1])) if counted else most
    for day in takewhile(lambda day: day <= stop, named):
        if day != first:
            if count == most:
                return
            count += 1
            yield day


def _frequency(repeat: Repeat, first: date) -> str:
    weekday = CODES[first.weekday()]
    match repeat.rhythm:
        case Rhythm.DAILY:
            return "FREQ=DAILY"
        case Rhythm.WEEKLY:
            days = sorted(set(repeat.weekdays or (first.weekday(),)))
            return f"FREQ=WEEKLY;BYDAY={','.join(CODES[day] for day in days)}"
        case Rhythm.MONTHLY_ON_DATE:
            return f"FREQ=MONTHLY;BYMONTHDAY={first.day}"
        case Rhythm.MONTHLY_ON_LAST:
            return f"FREQ=MONTHLY;BYDAY=-1{weekday}"
        case _:
            return f"FREQ=MONTHLY;BYDAY={week_of_month(first)}{weekday}"


def week_of_month(day: date) -> int:
    """1 for the first of its weekday in the month, and so on."""
    return (day.day - 1) // DAYS_IN_A_WEEK + 1


def is_last_of_month(day: date) -> bool:
    """Whether it is the last of its weekday in the month."""
    return (day + timedelta(days=DAYS_IN_A_WEEK)).month != day.month


def rhythms_for(first: date) -> list[tuple[str, str]]:
    """The ways in which a duty of a first day can repeat, as (value, words)."""
    weekday = DAY_NAMES[first.weekday()]
    ways = [
        (Rhythm.WEEKLY, "By the week"),
        (Rhythm.DAILY, "By the day"),
        (Rhythm.MONTHLY_ON_DATE, f"By the month, on the {ordinal(first.day)}"),
        (Rhythm.MONTHLY_ON_WEEKDAY, f"By the month, on the {ORDINALS[week_of_month(first) - 1]} {weekday}"),
    ]
    if is_last_of_month(first):
        ways.append((Rhythm.MONTHLY_ON_LAST, f"By the month, on the last {weekday}"))
    return [(way.value, words) for way, words in ways]


def rule_words(rule: str) -> str:
    """Every 2 weeks on Monday and Thursday, 10 times."""
    parts = dict(part.split("=") for part in rule.split(";"))
    every, unit = int(parts.get("INTERVAL", 1)), {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}[parts["FREQ"]]
    words = f"Every {unit}" if every == 1 else f"Every {every} {unit}s"
    if "BYMONTHDAY" in parts:
        words += f" on the {ordinal(int(parts['BYMONTHDAY']))}"
    elif "BYDAY" in parts:
        words += f" on {_and(_weekday_words(code) for code in parts['BYDAY'].split(','))}"
    if "COUNT" in parts:
        return f"{words}, {parts['COUNT']} times"
    return f"{words}, until {in_words(datetime.strptime(parts['UNTIL'], '%Y%m%d').date())}"  # noqa: DTZ007 a day


def _weekday_words(code: str) -> str:
    name = DAY_NAMES[CODES.index(code[-2:])]
    if len(code) == len(CODES[0]):
        return name
    week = int(code[:-2])
    return f"the {'last' if week < 0 else ORDINALS[week - 1]} {name}"


def ordinal(number: int) -> str:
    """1st, 2nd, 11th."""
    teens = 10 < number % 100 < 14
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _and(names: Iterator[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
