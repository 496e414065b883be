"""``python -m bench.trends``: a million stage changes counted, beside the plain SQL of the same counts.

In one run, turn about, medians: all months whole; one month again after one change; the read of a page's series; and
the memory of this process. Goals (performance.md): whole at most twice the plain SQL with the medians of how long each
stage takes, one month again three times, the read five times, under 1 GB.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import text

from bench import copies
from bench.cast import application
from bench.trends_data import CHANGES, make_stage_changes
from volunteers import clock
from volunteers.extensions import db
from volunteers.local.servers import running_servers
from volunteers.trends.queries.figures import LOOK_BACK, USUAL, Scope, get_series
from volunteers.trends.service import compute_changes, compute_figures
from volunteers.unit_of_work import unit_of_work

STRAND = "special_constabulary"
MONTHS = 36
LONDON = "date_trunc('month', at AT TIME ZONE 'Europe/London')"
COUNTS = f"""
SELECT {LONDON} AS month, strand, to_stage, count(*)
FROM stage_changes JOIN applications ON applications.id = application_id
GROUP BY 1, 2, 3
"""
MEDIANS = f"""
SELECT {LONDON} AS month, strand, to_stage, count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM left_at - at))
FROM (
    SELECT application_id, to_stage, at, lead(at) OVER (PARTITION BY application_id ORDER BY at) AS left_at
    FROM stage_changes
) AS stays JOIN applications ON applications.id = application_id
GROUP BY 1, 2, 3
"""
ONE_MONTH = """
SELECT strand, to_stage, count(*)
FROM stage_changes JOIN applications ON applications.id = application_id
WHERE at >= %(begin)s AND at < %(end)s
GROUP BY 1, 2
"""
ONE_MONTH_MEDIANS = """
SELECT strand, to_stage, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM left_at - at))
FROM (
    SELECT application_id, to_stage, at, lead(at) OVER (PARTITION BY application_id ORDER BY at) AS left_at
    FROM stage_changes
    WHERE application_id IN (SELECT application_id FROM stage_changes WHERE at >= %(begin)s AND at < %(end)s)
) AS stays JOIN applications ON applications.id = application_id
WHERE at >= %(begin)s AND at < %(end)s
GROUP BY 1, 2
"""
READ = """
SELECT measure, month, part, sum(value) FROM monthly_figures
WHERE strand = %(strand)s AND measure = ANY (%(measures)s) AND month BETWEEN %(first)s AND %(last)s
GROUP BY 1, 2, 3 ORDER BY 2
"""
# An application that was begun this month and only moved in it, and one of half a year and more ago that is open and
# has not moved this month yet: another each time.
YOUNG = """
SELECT a.id FROM applications a
WHERE created_at >= %(begin)s AND stage NOT IN ('appointed', 'withdrawn', 'unsuccessful')
    AND EXISTS (SELECT FROM stage_changes WHERE application_id = a.id) ORDER BY a.id LIMIT 1
"""
OLD = """
SELECT id FROM applications
WHERE created_at < CAST(%(begin)s AS timestamptz) - INTERVAL '6 months'
    AND stage NOT IN ('appointed', 'withdrawn', 'unsuccessful')
    AND NOT EXISTS (SELECT FROM stage_changes WHERE application_id = applications.id AND at >= %(begin)s)
ORDER BY created_at DESC LIMIT 1
"""
MOVE = """
INSERT INTO stage_changes (application_id, from_stage, to_stage, at) VALUES (%s, 'submitted', 'sift', %s)
"""
Plain = Connection[TupleRow]
Work = Callable[[], object]


def turn_about(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Milliseconds of each, in turns so that all feel the same machine; medians."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            found[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in found.items()}


def plain(connection: Plain, statement: str, given: Mapping[str, Any] | None = None) -> Work:
    """A statement on a connection of its own, with the memory that our own computation takes."""

    def run() -> None:
        connection.execute("SET work_mem = '64MB'")
        connection.execute(statement, given).fetchall()  # type: ignore[arg-type]
        connection.commit()

    return run


def whole(connection: Plain, rounds: int) -> list[str]:
    """The lines of the table for all months, beside the plain SQL of a connection to the same database."""

    def ours() -> None:
        with unit_of_work():
            compute_figures()

    ours()  # the first run writes every figure; each night after that writes what is new
    found = turn_about(
        {"ours": ours, "counts": plain(connection, COUNTS), "medians": plain(connection, MEDIANS)}, rounds
    )
    return [
        line("all months, beside counts with medians", found["ours"], found["medians"], 2),
        line("all months, beside counts alone", found["ours"], found["counts"]),
    ]


def one_month(connection: Plain, rounds: int) -> list[str]:
    """After one move of today: of an application of this month alone, and of one whose moves lie in many months."""
    begin = clock.start_of_day(clock.month_of(clock.today()))
    end = clock.start_of_day(clock.add_months(clock.month_of(clock.today()), 1))
    given = {"begin": begin, "end": end}
    bare = {
        "counts": plain(connection, ONE_MONTH, given), "medians": plain(connection, ONE_MONTH_MEDIANS, given),
    }  # fmt: skip
    lines = []
    for words, chosen in (("an application of this month", YOUNG), ("one of half a year ago", OLD)):
        found = turn_about({"ours": lambda key=chosen: again(connection, key, begin), **bare}, rounds)
        lines.append(
            line(f"again after a move of {words}, beside a month with medians", found["ours"], found["medians"], 3)
        )
        lines.append(line(f"again after a move of {words}, beside a month's counts", found["ours"], found["counts"]))
    return lines


def again(connection: Plain, chosen: str, begin: datetime) -> None:
    row = connection.execute(chosen, {"begin": begin}).fetchone()  # type: ignore[arg-type]
    assert row is not None
    connection.execute(MOVE, (row[0], clock.now()))
    connection.commit()
    with unit_of_work():
        compute_changes()


def page(connection: Plain, rounds: int) -> list[str]:
    until = clock.add_months(clock.month_of(clock.today()), -1)
    first = clock.add_months(until, 1 - MONTHS - LOOK_BACK)
    given = {"strand": STRAND, "measures": [each.value for each in USUAL], "first": first, "last": until}
    found = turn_about(
        {
            "ours": lambda: get_series(Scope(STRAND), until=until, months=MONTHS, running=None),
            "bare": plain(connection, READ, given),
        },
        rounds * 10,
    )
    return [line(f"series of one strand over {MONTHS} months, beside the stored read", found["ours"], found["bare"], 5)]


def line(words: str, ours: float, bare: float, at_most: float | None = None) -> str:
    ratio = ours / bare
    goal = "" if at_most is None else f"<= {at_most:g}"
    kept = "" if at_most is None else "kept" if ratio <= at_most else "MISSED"
    return f"| {words} | {ours:,.1f} | {bare:,.1f} | {ratio:.2f} | {goal} | {kept} |"


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(lines: Sequence[str]) -> str:
    """The lines under their heads, and above them of how many stage changes they are."""
    changes = int(db.session.execute(text("SELECT count(*) FROM stage_changes")).scalar_one())
    heads = "| work | ours ms | plain ms | ratio | goal | |\n|---|---|---|---|---|---|"
    return "\n".join([f"\n{changes:,} stage changes\n", heads, *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        url = copies.make_database(addresses, "bench_trends")
        settings = copies.environment(addresses, url, Path(folder))
        copies.run_flask(settings, "db", "upgrade")
        with psycopg.connect(url) as connection, application(settings):
            make_stage_changes(connection, chosen.changes)
            lines = whole(connection, chosen.rounds)
            lines += one_month(connection, chosen.rounds)
            lines += page(connection, chosen.rounds)
            peak = peak_mb()
            kept = "kept" if peak < 1024 else "MISSED"
            lines.append(f"| peak memory of this process, MB | {peak:,.0f} | | | < 1,024 | {kept} |")
            print(table(lines))


if __name__ == "__main__":
    main()
