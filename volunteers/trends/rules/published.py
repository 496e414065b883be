"""Reading the series that others have published: dates of every precision, and what each series is called."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
CITED = re.compile(r"cited (?P<month>[A-Z][a-z]+) (?P<year>\d{4})")
YEAR_MONTH_DAY = re.compile(r"^(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$")
FINANCIAL_YEAR = re.compile(r"^(?P<year>\d{4})-(?P<end>\d{2})$")

FORCE_SPECIALS = "special_constables/avon_and_somerset"
NATIONAL_SPECIALS = "special_constables/england_and_wales"
NATIONAL_JOINED = "special_constables_joined/england_and_wales"
NATIONAL_LEFT = "special_constables_left/england_and_wales"
EXACT = frozenset({"exact", "sum of 43 forces"})

CENSUS_DAY = date(2021, 3, 21)
CENSUS_URL = "https://www.ons.gov.uk/census"
WHOLE_FORCE = "whole_force"
CENSUS_AREAS = {
    "Bath and North East Somerset": "bath_and_north_east_somerset",
    "Bristol, City of": "bristol",
    "North Somerset": "north_somerset",
    "Somerset": "somerset",
    "South Gloucestershire": "south_gloucestershire",
    "Avon and Somerset": WHOLE_FORCE,
}
ADULTS, TEENAGERS = "residents_of_18_and_over", "residents_of_13_to_17"
AGE_BANDS = {"18+": ADULTS, "13-17": TEENAGERS}


@dataclass(frozen=True)
class PublishedRow:
    """One published number as it is kept. ``as_at_words`` is its date as exactly as it is known."""

    series: str
    as_at: date
    as_at_words: str
    value: int
    precision: str
    source: str
    source_url: str | None
    note: str | None


def read_date(text: str) -> tuple[date, str]:
    """The day a date stands at, and the date in words as exactly as it is given; ``ValueError`` for anything else.

    A year stands at its 31 December, a month at its last day, a citation at the end of its month.
    """
    if found := YEAR_MONTH_DAY.match(text):
        year, month, day = (int(found[part]) if found[part] else None for part in ("year", "month", "day"))
        return _on(year or 0, month, day)
    if found := CITED.search(text):
        return last_day(int(found["year"]), MONTHS[found["month"]]), text
    raise ValueError(f"{text!r} is not a date of any kind known here")


def _on(year: int, month: int | None, day: int | None) -> tuple[date, str]:
    if month is None:
        return date(year, 12, 31), str(year)
    if day is None:
        return last_day(year, month), f"{calendar.month_name[month]} {year}"
    return date(year, month, day), f"{day} {calendar.month_name[month]} {year}"


def read_period(text: str) -> tuple[date, str]:
    """The last day of a period and the period in words: "2019-05 to 2020-04", "year to 2021-12", "2021-22", a date."""
    if (found := FINANCIAL_YEAR.match(text)) and int(found["end"]) == (int(found["year"]) + 1) % 100:
        year = int(found["year"])
        return date(year + 1, 3, 31), f"April {year} to March {year + 1}"
    first, middle, last = text.rpartition(" to ")
    if not middle and not text.startswith("year to "):
        return read_date(text)
    on, words = read_date(last.removeprefix("year to "))
    return on, f"year to {words}" if first == "year" else f"{read_date(first)[1]} to {words}"


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def source_words(url: str) -> str:
    """Who published what is at an address, in words."""
    for part, words in SOURCES:
        if part in url:
            return words
    return "Published elsewhere"


SOURCES = (
    ("historic-hansard", "House of Commons written answers (Hansard)"),
    ("ons.gov.uk", "Office for National Statistics, Census 2021"),
    ("gov.uk/government", "Home Office, police workforce tables"),
    ("avonandsomerset-pcc", "Police and Crime Commissioner for Avon and Somerset, news"),
    ("avonandsomerset.police.uk", "Avon and Somerset Police, news"),
    ("wikipedia.org", "Wikipedia, citing the Home Office and the House of Commons Library"),
    ("zanotowane.pl", "Copy of a Home Office statistical bulletin"),
    ("police-foundation", "The Police Foundation"),
    ("crimlinks", "CrimLinks, police numbers"),
    ("bridlingtonfreepress", "Bridlington Free Press, on Home Office figures"),
    ("thecrimepreventionwebsite", "The Crime Prevention Website, on police service strength"),
    ("bluelinejobs", "Blue Line Jobs, on Home Office figures"),
)
