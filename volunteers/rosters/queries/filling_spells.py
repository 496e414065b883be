"""What volunteers said of their weeks, laid out over the days that are to be filled: moments from and until."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from volunteers import clock
from volunteers.availability.rules import Availability, Exceptional, WeeklyTime
from volunteers.rosters.solver.problem import Spell

DAY, WEEK = timedelta(days=1), timedelta(days=7)
Span = tuple[datetime, datetime]


def available_spells(said: Availability, first: date, last: date, *, takes_unsaid: bool) -> tuple[Spell, ...]:
    """When someone can be on duty between two days, both included: their usual times and the days they named, less
    the days away. Whoever never said is there always where they are taken to be, and else on the days they named.
    """
    usual = list(_laid_out(said.usual, first, last))
    if not said.usual and takes_unsaid:
        usual = [_days(first, last)]
    named = [span for one in said.exceptions if not one.is_away for span in _within(one, first, last)]
    away = [span for one in said.exceptions if one.is_away for span in _within(one, first, last)]
    return _spells(_less(_joined([*usual, *named]), _joined(away)))


def busy_spells(said: Availability, first: date, last: date) -> tuple[Spell, ...]:
    """When someone is at their day job between two days, but not on days on which they said that they can."""
    named = [span for one in said.exceptions if not one.is_away for span in _within(one, first, last)]
    return _spells(_less(_joined(_laid_out(said.job, first, last)), _joined(named)))


def _laid_out(times: Sequence[WeeklyTime], first: date, last: date) -> Iterator[Span]:
    """Times of every week as moments. One that ends in an hour that comes twice ends with the second."""
    monday = first - timedelta(days=first.weekday()) - WEEK  # what began on the Sunday before may last until then
    while times and monday <= last:
        begun = datetime.combine(monday, time())
        for one in times:
            starts = clock.from_london(begun + timedelta(minutes=one.starts))
            ends = begun + timedelta(minutes=one.ends)
            yield starts, clock.from_london(ends, second_time=clock.is_repeated_in_london(ends))
        monday += WEEK


def _within(one: Exceptional, first: date, last: date) -> Iterator[Span]:
    begins, ends = max(one.first_on, first), min(one.last_on, last)
    if begins <= ends:
        yield _days(begins, ends)


def _days(first: date, last: date) -> Span:
    return clock.start_of_day(first), clock.start_of_day(last + DAY)


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        elif starts < ends:
            found.append((starts, ends))
    return found


def _less(spans: Iterable[Span], without: Sequence[Span]) -> Iterator[Span]:
    for whole, ends in spans:
        starts = whole
        for gone_from, gone_until in without:
            if gone_from < ends and starts < gone_until:
                if starts < gone_from:
                    yield starts, gone_from
                starts = gone_until
        if starts < ends:
            yield starts, ends


def _spells(spans: Iterable[Span]) -> tuple[Spell, ...]:
    return tuple(Spell(starts, ends) for starts, ends in spans)
