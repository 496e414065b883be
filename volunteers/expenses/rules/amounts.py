"""What a claim comes to, in whole pence, and how that was worked out in words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from volunteers.forces.rules import Expenses, MileageRate

TAX_YEAR = (4, 6)  # the month and day on which one begins
TENTHS = 10


@dataclass(frozen=True)
class Worked:
    """Whole pence, how they were worked out, and where the rate comes from: empty where the force gives no source."""

    pence: int
    words: str
    source: str = ""


def as_money(pence: int) -> str:
    """Pence as people write them: £5.58."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def as_miles(tenths: int) -> str:
    """Miles to a tenth, without the tenth where there is none."""
    whole, rest = divmod(tenths, TENTHS)
    number = f"{whole:,}.{rest}" if rest else f"{whole:,}"
    return f"{number} mile" if tenths == TENTHS else f"{number} miles"


def tax_year(day: date) -> tuple[date, date]:
    """The first and last day of the tax year a day lies in: 6 April to 5 April."""
    begins = date(day.year, *TAX_YEAR)
    if day < begins:
        begins = date(day.year - 1, *TAX_YEAR)
    return begins, date(begins.year + 1, *TAX_YEAR) - timedelta(days=1)


def mileage(rate: MileageRate, tenths: int, *, before: int) -> Worked:
    """What so many tenths of a mile come to, with so many claimed ``before`` them in the same tax year.

    The rate changes where the miles of the year pass its limit, in the middle of a claim if need be. Half a penny is
    rounded up.
    """
    at_first = tenths
    if rate.miles_a_year is not None:
        at_first = min(tenths, max(0, rate.miles_a_year * TENTHS - before))
    after = tenths - at_first
    parts = [(at_first, rate.pence), (after, rate.pence_after or 0)]
    pence = (sum(miles * each for miles, each in parts) + TENTHS // 2) // TENTHS
    words = " and ".join(f"{as_miles(miles)} at {each}p" for miles, each in parts if miles)
    if after:
        words += (
            f", as you pass {rate.miles_a_year:,} miles in this tax year"
            if at_first
            else (f", after {rate.miles_a_year:,} miles in this tax year")
        )
    return Worked(pence, f"{words} ({rate.name.lower()})", rate.source)


def minutes_away(left: time, back: time) -> int:
    """From one time of day to the next time the clock shows the other."""
    first, last = (datetime.combine(date.min, each) for each in (left, back))
    return int(((last - first) % timedelta(days=1)).total_seconds() // 60)


def subsistence(minutes: int, force: Expenses) -> Worked | None:
    """What being away so long is paid with; None where it was not long enough for anything."""
    earned = [band for band in force.subsistence if minutes > band.over_hours * 60]
    if not earned:
        return None
    band = earned[-1]
    hours, rest = divmod(minutes, 60)
    away = f"{hours} h {rest} min" if rest else f"{hours} hours"
    return Worked(band.pence, f"away for {away}: more than {band.over_hours} hours", force.subsistence_source)
