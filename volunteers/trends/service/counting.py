"""Counting into temporary tables, measure by measure: all months, or those that something was changed in.

What makes a million stage changes quick: a month is found by searching the list of London months' first moments, which
costs a fraction of turning each moment into a London date; and how far an application came is a set of bits, so that it
is counted once at each stage however often it came back.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from volunteers import clock
from volunteers.applications.rules.choices import SOURCES, WITHDRAWAL_REASONS
from volunteers.extensions import db
from volunteers.strands.queries import all_strands
from volunteers.trends.rules import Measure
from volunteers.trends.service.statements import pipeline, strength, waiting, work

MOST_STAGES = 63
STRENGTH = (
    Measure.HEADCOUNT, Measure.QUALIFIED, Measure.JOINERS, Measure.LEAVERS, Measure.PROGRESSED, Measure.ANNIVERSARIES,
    Measure.STILL_SERVING,
)  # fmt: skip
SENT = (Measure.APPLICATIONS, Measure.HEARD, Measure.COHORT_REACHED)
MOVED = (Measure.REACHED_STAGE, Measure.DROPPED_OUT)  # and the stays
WORK = (Measure.HOURS, Measure.DEPLOYMENTS, Measure.DEPLOYMENT_HOURS)
INTEREST = (Measure.INTEREST, Measure.WAITING)


@dataclass(frozen=True)
class Calendar:
    """All months there is anything to count in, the last of them to a day. ``cut`` is the moment after that day."""

    months: Sequence[date]
    last_day: date

    @property
    def cut(self) -> datetime:
        return clock.start_of_day(self.last_day + timedelta(days=1))

    def is_whole(self, months: Sequence[date]) -> bool:
        """Whether these are all months; then to read everything is quicker than to look up each application."""
        return len(months) == len(self.months)

    def given(self, months: Sequence[date]) -> dict[str, Any]:
        """What the statements are given for months that follow on each other."""
        end = min(clock.start_of_day(clock.add_months(months[-1], 1)), self.cut)
        before = [clock.add_months(months[0], -2), clock.add_months(months[0], -1), *months]
        return {
            "last_day": self.last_day, "cut": self.cut, "months": list(months),
            "starts": [*[clock.start_of_day(month) for month in months], end], "begin": clock.start_of_day(months[0]),
            "end": end, "starts_before": [clock.start_of_day(month) for month in before],
            "begin_before": clock.start_of_day(before[0]),
        }  # fmt: skip

    def runs_of(self, wanted: Collection[date]) -> Iterator[list[date]]:
        """The wanted months there are, in runs without a gap."""
        run: list[date] = []
        for month in self.months:
            if month in wanted:
                run.append(month)
            elif run:
                yield run
                run = []
        if run:
            yield run


def count_strength(calendar: Calendar) -> None:
    """Who serves, who may be alone, who joined and left and stayed: in every month."""
    alone = [(strand.code, grade.code) for strand in all_strands() for grade in strand.grades if grade.may_be_alone]
    given = calendar.given(calendar.months)
    given |= {"alone_strands": [code for code, _ in alone], "alone_grades": [grade for _, grade in alone]}
    _run(strength.PLACES + strength.COUNT_SERVICE, given)
    _run(strength.PLACES + strength.COUNT_QUALIFIED, given)
    _run(strength.PLACES + strength.COUNT_ANNIVERSARIES, given)


def count_active(calendar: Calendar, months: Sequence[date]) -> None:
    """Who worked of late, at the ends of some months."""
    _run(strength.PLACES + strength.COUNT_ACTIVE, calendar.given(months))


def count_work(calendar: Calendar, months: Sequence[date]) -> None:
    """Hours, and people on duties."""
    given = calendar.given(months)
    _run(work.COUNT_HOURS, given)
    _run(work.COUNT_DEPLOYMENTS, given)


def count_interest(calendar: Calendar) -> None:
    """Who asked to be told and who waits, in every month."""
    _run(waiting.COUNT_INTEREST, calendar.given(calendar.months))


def count_vacancies(calendar: Calendar) -> None:
    """Which places were free at the end of every month."""
    _run(waiting.COUNT_VACANCIES, calendar.given(calendar.months))


def count_started(calendar: Calendar, months: Sequence[date]) -> None:
    """Applications begun."""
    _run(pipeline.COUNT_STARTED, calendar.given(months))


def count_sent(calendar: Calendar, months: Sequence[date]) -> None:
    """Applications sent, how those heard of us who sent them, and how far they came."""
    given = calendar.given(months)
    narrowed = {"sent": "" if calendar.is_whole(months) else pipeline.SENT_THEN}
    given["stages"] = _stages(pipeline.STAGES_OF_SENT.format(**narrowed), given)
    given["sources"] = [code for code, _ in SOURCES]
    _run(pipeline.GATHER_WAYS.format(**narrowed), given)
    _run(pipeline.COUNT_WAYS, given)
    _run("DROP TABLE counted_ways", {})


def count_moved(calendar: Calendar, months: Sequence[date]) -> None:
    """Moves to each stage, those out of the way among them, and how long applications stayed where they came to."""
    given = calendar.given(months)
    _run(pipeline.GATHER_MOVES, given)
    given["stages"] = _stages(pipeline.STAGES_MOVED_INTO, given)
    given["reasons"] = [code for code, _ in WITHDRAWAL_REASONS]
    _run(pipeline.COUNT_MOVES, given)
    _run(pipeline.COUNT_DROPPED, given)
    _run(pipeline.COUNT_STAYS.format(moved="" if calendar.is_whole(months) else pipeline.MOVED_THEN), given)
    _run("DROP TABLE counted_moves", {})


def _stages(statement: str, given: dict[str, Any]) -> Sequence[str]:
    stages = db.session.scalars(text(statement), given).all()
    if len(stages) > MOST_STAGES:
        raise ValueError(f"{len(stages)} stages are more than a set of {MOST_STAGES} bits can hold")
    return stages


def _run(statement: str, given: dict[str, Any]) -> None:
    db.session.execute(text(statement), given)
