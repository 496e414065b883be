"""The figures of one strand, or of all, by month, as the pages use them: those stored and those made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, overload

from volunteers.trends.rules import derived
from volunteers.trends.rules.measures import DEFINITIONS, IN_MINUTES, Measure
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.trend import MONTHS_TESTED, TrendTest, mann_kendall
from volunteers.trends.rules.units import Kind

MINUTES_IN_AN_HOUR = derived.MINUTES_IN_AN_HOUR
APPOINTED = "appointed"
OPERATIONAL = "operational"

Made = Literal[
    Measure.NET_CHANGE, Measure.HOURS_PER_HEAD, Measure.OFFICER_EQUIVALENT, Measure.RETENTION, Measure.CONVERSION
]
Values = Mapping[Measure, Mapping[date, int]]


@dataclass(frozen=True)
class MonthlySeries:
    """Values by measure and month. ``months`` are the whole months in order, ``running`` the one that is not over.

    ``values`` are whole, ``parts`` by what a measure is split by; both may begin some months before ``months``, so that
    what looks back over a year is known from the first. ``divisors`` are the hours a year of one officer, by the day
    each holds from.
    """

    months: Sequence[date]
    values: Values
    running: date | None = None
    parts: Mapping[tuple[Measure, str], Mapping[date, int]] = field(default_factory=dict)
    divisors: Sequence[tuple[date, int]] = ()

    @property
    def all_months(self) -> list[date]:
        """The whole months and, at the end, the running one."""
        return [*self.months, *([self.running] if self.running else [])]

    @overload
    def of(self, measure: Made, month: date, part: str | None = None) -> float | None: ...  # type: ignore[overload-overlap]

    @overload
    def of(self, measure: Measure, month: date, part: str | None = None) -> int: ...

    def of(self, measure: Measure, month: date, part: str | None = None) -> float | None:
        """One value; what is not stored did not happen. Hours come in whole hours, rounded down.

        One that is made of others is None where they do not say it: a share of nobody, a year not known from its
        beginning, hours of an officer that the force does not know.
        """
        return self._value(measure, month, part)

    def stored(self, measure: Measure, month: date, part: str | None = None) -> int:
        """The value as it is stored: hours in minutes."""
        found = self.values.get(measure) if part is None else self.parts.get((measure, part))
        return (found or {}).get(month, 0)

    def parts_of(self, measure: Measure) -> list[str]:
        """What a measure is split by, as far as it is in these figures."""
        return sorted(part for one, part in self.parts if one is measure)

    @overload
    def total(self, measure: Made, months: Sequence[date], part: str | None = None) -> float | None: ...  # type: ignore[overload-overlap]

    @overload
    def total(self, measure: Measure, months: Sequence[date], part: str | None = None) -> int: ...

    def total(self, measure: Measure, months: Sequence[date], part: str | None = None) -> float | None:
        """The sum over months; hours are rounded down once, at the end. Of a rate, the one over all of them."""
        if _is_made(measure):
            return self._made(measure, months, part)
        return _read(measure, sum(self.stored(measure, month, part) for month in months))

    @property
    def year(self) -> Sequence[date]:
        """The last twelve whole months."""
        return self.months[-12:]

    @property
    def year_before(self) -> Sequence[date]:
        """The twelve months before those, or nothing where they are not all known."""
        return self.months[-24:-12] if len(self.months) >= 24 else ()

    def until(self, last: date) -> "MonthlySeries":
        """The same figures as they stood when the last whole month before, or ending on, a date was over."""
        return replace(self, months=[one for one in self.months if last_day(one.year, one.month) <= last], running=None)

    @overload
    def standing(self, measure: Made) -> float | None: ...  # type: ignore[overload-overlap]

    @overload
    def standing(self, measure: Measure) -> int: ...

    def standing(self, measure: Measure) -> float | None:
        """What a target is held against: a level or a rate at the end, otherwise the total of the year."""
        if DEFINITIONS[measure].kind is not Kind.FLOW:
            return self.of(measure, self.months[-1]) if self.months else (None if _is_made(measure) else 0)
        return self.total(measure, self.year)

    def trend(self, measure: Measure) -> TrendTest:
        """The trend test over the last two years of whole months, of those whose value is known."""
        values = [self._value(measure, month) for month in self.months[-MONTHS_TESTED:]]
        return mann_kendall([value for value in values if value is not None])

    def divisor_at(self, month: date) -> int | None:
        """The hours a year of one officer that the force uses at the end of a month."""
        return derived.divisor_at(self.divisors, last_day(month.year, month.month))

    def _value(self, measure: Measure, month: date, part: str | None = None) -> float | None:
        if _is_made(measure):
            return self._made(measure, [month], part)
        return _read(measure, self.stored(measure, month, part))

    def _made(self, measure: Measure, months: Sequence[date], part: str | None) -> float | None:
        """A measure made of stored ones, over some months in order; of those that look back, at the last of them."""
        if not months:
            return None
        if measure is Measure.NET_CHANGE:
            return derived.net_change(self._sum(Measure.JOINERS, months), self._sum(Measure.LEAVERS, months))
        if measure is Measure.HOURS_PER_HEAD:
            heads = [self.stored(Measure.HEADCOUNT, month) for month in months]
            return derived.hours_per_head(self._sum(Measure.HOURS, months), heads)
        year = self._year_to(months[-1])
        if measure is Measure.RETENTION:
            served = part or "12"
            known = self._sum(Measure.ANNIVERSARIES, year, served)
            return derived.share(self._sum(Measure.STILL_SERVING, year, served), known)
        if measure is Measure.CONVERSION:
            reached = self._sum(Measure.COHORT_REACHED, year, part or APPOINTED)
            return derived.share(reached, self._sum(Measure.APPLICATIONS, year))
        minutes = sum(
            self._sum(Measure.HOURS, year, one) for one in self.parts_of(Measure.HOURS) if _is_operational(one)
        )
        return derived.officer_equivalent(minutes, self.divisor_at(months[-1])) if year else None

    def _sum(self, measure: Measure, months: Sequence[date], part: str | None = None) -> int:
        return sum(self.stored(measure, month, part) for month in months)

    def _year_to(self, month: date) -> list[date]:
        """The twelve months to this one, or none of them where the record begins later."""
        ends = month.year * 12 + month.month - 1
        year = [date(one // 12, one % 12 + 1, 1) for one in range(ends - 11, ends + 1)]
        begins = min((min(by_month) for by_month in self.values.values() if by_month), default=month)
        return year if begins <= year[0] else []


def _is_made(measure: Measure) -> bool:
    return not DEFINITIONS[measure].is_stored


def _is_operational(part: str) -> bool:
    return part.partition("/")[0] == OPERATIONAL


def _read(measure: Measure, value: int) -> int:
    return value // MINUTES_IN_AN_HOUR if measure in IN_MINUTES else value
