"""The monthly figures, counted anew from the dated records: never a second truth, never edited by hand.

What makes a million stage changes quick: a month is found by searching the list of London months' first moments, which
costs a fraction of turning each moment into a London date; and how far an application came is a set of bits, so that it
is counted once at each stage however often it came back.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select, text

from volunteers import clock
from volunteers.extensions import db
from volunteers.trends.models import FigureRun
from volunteers.trends.service import statements as sql

FIGURES_LOCK = 20_231_009
MOST_STAGES = 63


def compute_figures(*, through: date | None = None) -> FigureRun:
    """Count every month up to and with a London day (today unless said), and replace all figures by what was found.

    All or nothing, in the caller's transaction; a second run waits for the first. The same records give the same
    figures and the same digest. The month of ``through`` is counted up to that day only.
    """
    started_at = clock.now()
    last_day = through or clock.on(started_at)
    db.session.execute(select(func.pg_advisory_xact_lock(FIGURES_LOCK)))
    # The pass over applications keeps a row for each in memory; on disk it takes twice as long.
    db.session.execute(text("SET LOCAL work_mem = '64MB'"))
    db.session.execute(text(sql.BEGIN))
    given = _months_through(last_day)
    db.session.execute(text(sql.COUNT_SERVICE), given)
    db.session.execute(text(sql.COUNT_HOURS), given)
    _count_stages(given)
    for statement in (sql.DELETE_OTHERS, sql.INSERT_OTHERS, sql.LET_GO):
        db.session.execute(text(statement))
    counted = db.session.execute(text(sql.DIGEST)).one()
    run = FigureRun(started_at=started_at, finished_at=clock.now(), rows=counted.rows, digest=counted.digest)
    db.session.add(run)
    db.session.flush()
    return run


def _months_through(last_day: date) -> dict[str, Any]:
    """The months from the first record to the last day, as dates and as the moments they begin."""
    first_day = min(db.session.scalar(text(sql.FIRST_DAY)) or last_day, last_day)
    months = clock.months_between(first_day, last_day)
    return {
        "last_day": last_day,
        "end": clock.start_of_day(last_day + timedelta(days=1)),
        "months": months,
        "starts": [clock.start_of_day(month) for month in months],
    }


def _count_stages(given: dict[str, Any]) -> None:
    db.session.execute(text(sql.GATHER_MOVES), given)
    given["stages"] = db.session.scalars(text(sql.STAGES)).all()
    if len(given["stages"]) > MOST_STAGES:
        raise ValueError(f"{len(given['stages'])} stages are more than a set of {MOST_STAGES} bits can hold")
    db.session.execute(text(sql.GATHER_WAYS), given)
    db.session.execute(text(sql.COUNT_STAGES), given)
