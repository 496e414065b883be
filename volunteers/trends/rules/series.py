"""The figures of one strand by month, as the pages use them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from volunteers.trends.rules.measures import Measure
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.trend import MONTHS_TESTED, TrendTest, mann_kendall

MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class MonthlySeries:
    """Values by measure and month. ``months`` are the whole months in order, ``running`` the one that is not over."""

    months: Sequence[date]
    values: Mapping[Measure, Mapping[date, int]]
    running: date | None = None

    @property
    def all_months(self) -> list[date]:
        """The whole months and, at the end, the running one."""
        return [*self.months, *([self.running] if self.running else [])]

    def of(self, measure: Measure, month: date) -> int:
        """One value; what is not stored did not happen. Hours come in whole hours, rounded down."""
        value = self.values.get(measure, {}).get(month, 0)
        return value // MINUTES_IN_AN_HOUR if measure is Measure.HOURS else value

    def total(self, measure: Measure, months: Sequence[date]) -> int:
        """The sum over months; hours are rounded down once, at the end."""
        stored = sum(self.values.get(measure, {}).get(month, 0) for month in months)
        return stored // MINUTES_IN_AN_HOUR if measure is Measure.HOURS else stored

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

    def standing(self, measure: Measure) -> int:
        """What a target of this measure is held against: the headcount at the end, otherwise the total of the year."""
        if measure is Measure.HEADCOUNT:
            return self.of(measure, self.months[-1]) if self.months else 0
        return self.total(measure, self.year)

    def trend(self, measure: Measure) -> TrendTest:
        """The trend test over the last two years of whole months."""
        return mann_kendall([self.of(measure, month) for month in self.months[-MONTHS_TESTED:]])
