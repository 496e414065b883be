"""The monthly figures, counted anew from the dated records: never a second truth, never edited by hand.

``compute_figures`` counts every month. ``compute_changes`` counts those months that triggers noted a change in since,
and gives the same figures. Each is all or nothing, in the caller's transaction, and a second run waits for the first.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Row, func, literal, select, text, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.trends.models import FigureChange, FigureRun, RunKind, RunState
from volunteers.trends.rules import Measure
from volunteers.trends.service import counting
from volunteers.trends.service.counting import Calendar
from volunteers.trends.service.statements import replacing
from volunteers.trends.service.touched import Touched, read_touched

FIGURES_LOCK = 20_231_009
Count = Callable[[Calendar, Sequence[date]], None]
Step = tuple[Callable[[], None], Sequence[Measure], Sequence[date]]


def begin_run(kind: RunKind) -> int:
    """Say that a computation begins, in a transaction of its own, so that pages can say so; its number.

    Runs whose process died are ended as failed.
    """
    now = clock.now()
    db.session.execute(
        update(FigureRun).where(FigureRun.state == RunState.RUNNING).values(state=RunState.FAILED, finished_at=now)
    )
    run = FigureRun(kind=kind, started_at=now)
    db.session.add(run)
    db.session.flush()
    return run.id


def fail_run(run_id: int) -> None:
    """Say that a computation came to nothing; the figures are those of the run before."""
    run = db.session.get(FigureRun, run_id)
    if run is not None and run.state is RunState.RUNNING:
        run.state, run.finished_at = RunState.FAILED, clock.now()


def is_anything_to_count() -> bool:
    """Whether something was changed, or a day has passed, since figures were last computed."""
    last = _last_done()
    noted = db.session.scalar(select(FigureChange.id).limit(1))
    return last is None or last.through != clock.today() or noted is not None


def compute_figures(*, through: date | None = None, run_id: int | None = None) -> FigureRun:
    """Count every month up to and with a London day (today unless said), and replace all figures by what was found.

    The same records give the same figures and the same digest. The month of ``through`` is counted up to that day only.
    """
    run = _begin(RunKind.WHOLE, run_id)
    db.session.execute(text(replacing.TAKE_NOTES))
    calendar = _calendar(through or clock.on(run.started_at))
    return _compute(run, calendar, _whole(calendar), is_whole=True)


def compute_changes(*, run_id: int | None = None) -> FigureRun:
    """Count again the months in which something was changed since figures were last computed, up to today.

    What was noted is taken with it, so a run that fails leaves the notes to the next. Everything is counted where
    nothing was ever computed, or so much was changed that no list of it was kept.
    """
    run = _begin(RunKind.CHANGED, run_id)
    last = _last_done()
    today = clock.on(run.started_at)
    notes = db.session.execute(text(replacing.TAKE_NOTES)).all()
    calendar = _calendar(today, notes)
    touched = read_touched(notes, calendar, last.through if last else None)
    if touched is None:
        run.kind, calendar = RunKind.WHOLE, _calendar(today)
        return _compute(run, calendar, _whole(calendar), is_whole=True)
    # Few rows are wanted of many: to look each up is quicker than to read all, even by several processes.
    db.session.execute(text("SET LOCAL random_page_cost = 1.1"))
    db.session.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))
    return _compute(run, calendar, _again(calendar, touched), is_whole=False)


def digest_figures() -> tuple[int, str]:
    """How many figures are stored, and a digest of them and of the stays: the same for the same figures."""
    rows, digest = db.session.execute(text(replacing.DIGEST)).one()
    return rows, digest


def _begin(kind: RunKind, run_id: int | None) -> FigureRun:
    db.session.execute(select(func.pg_advisory_xact_lock(FIGURES_LOCK)))
    # The pass over applications keeps a row for each in memory; on disk it takes twice as long.
    db.session.execute(text("SET LOCAL work_mem = '64MB'"))
    # Nobody waits for it: it may take longer than a page.
    db.session.execute(text("SET LOCAL statement_timeout = '15min'"))
    run = db.session.get(FigureRun, run_id) if run_id is not None else None
    if run is None:
        run = FigureRun(kind=kind, started_at=clock.now())
        db.session.add(run)
    return run


def _last_done() -> FigureRun | None:
    return db.session.scalar(
        select(FigureRun).where(FigureRun.state == RunState.DONE).order_by(FigureRun.id.desc()).limit(1)
    )


def _calendar(last_day: date, notes: Sequence[Row[Any]] | None = None) -> Calendar:
    """The months to the last day from the first record, or from an earlier one where only what was noted is counted."""
    noted = [note.from_month for note in notes or () if note.from_month is not None]
    given = {"whole": notes is None, "noted": min(noted, default=None)}
    first_day = min(db.session.scalar(text(replacing.FIRST_DAY), given) or last_day, last_day)
    return Calendar(clock.months_between(first_day, last_day), last_day)


def _whole(calendar: Calendar) -> list[Step]:
    months = calendar.months
    return [
        (lambda: counting.count_strength(calendar), counting.STRENGTH, months),
        (lambda: counting.count_active(calendar, months), (Measure.ACTIVE,), months),
        (lambda: counting.count_work(calendar, months), counting.WORK, months),
        (lambda: counting.count_interest(calendar), counting.INTEREST, months),
        (lambda: counting.count_vacancies(calendar), (Measure.VACANCIES,), months),
        (lambda: counting.count_started(calendar, months), (Measure.STARTED,), months),
        (lambda: counting.count_sent(calendar, months), counting.SENT, months),
        (lambda: counting.count_moved(calendar, months), counting.MOVED, months),
    ]


def _again(calendar: Calendar, touched: Touched) -> list[Step]:
    steps: list[Step] = []
    every = calendar.months
    if touched.service:
        steps.append((lambda: counting.count_strength(calendar), counting.STRENGTH, every))
    if touched.interest:
        steps.append((lambda: counting.count_interest(calendar), counting.INTEREST, every))
    if touched.openings:
        steps.append((lambda: counting.count_vacancies(calendar), (Measure.VACANCIES,), every))
    by_month: list[tuple[Count, Sequence[Measure], Collection[date]]] = [
        (counting.count_active, (Measure.ACTIVE,), every if touched.service else touched.active),
        (counting.count_work, counting.WORK, touched.work),
        (counting.count_started, (Measure.STARTED,), touched.started),
        (counting.count_sent, counting.SENT, touched.sent),
        (counting.count_moved, counting.MOVED, touched.moved),
    ]
    return steps + [
        (partial(count, calendar, run), measures, run)
        for count, measures, months in by_month
        for run in calendar.runs_of(months)
    ]


def _compute(run: FigureRun, calendar: Calendar, steps: Sequence[Step], *, is_whole: bool) -> FigureRun:
    for statement in replacing.BEGIN:
        db.session.execute(text(statement))
    for place, (count, measures, months) in enumerate(steps, start=1):
        _say(run.id, place, len(steps) + 1)
        count()
        again = [{"measure": measure.value, "month": month} for measure in measures for month in months]
        if again and not is_whole:
            db.session.execute(text("INSERT INTO counted_again VALUES (:measure, :month)"), again)
    _say(run.id, len(steps) + 1, len(steps) + 1)
    given: dict[str, Any] = {"whole": is_whole}
    if is_whole:
        # Of a table that has just been filled nothing is known, and to look through it for each row takes for ever.
        db.session.execute(text("SET LOCAL enable_nestloop = off"))
    for statement in replacing.REPLACE:
        db.session.execute(text(statement), given if ":whole" in statement else {})
    db.session.execute(text(replacing.LET_GO))
    run.through, run.steps = calendar.last_day, len(steps) + 1
    if is_whole:
        run.rows, run.digest = digest_figures()
    run.state, run.finished_at = RunState.DONE, clock.now()
    db.session.flush()
    return run


def _say(run_id: int, step: int, steps: int) -> None:
    """Say how far it is where other connections can read it while this transaction is still open: in its own name.

    A name goes with its connection, so that of a run whose process died nothing is said any more.
    """
    name = f"figures {run_id} {step}/{steps}"
    db.session.execute(select(func.set_config("application_name", name, literal(value=True))))
