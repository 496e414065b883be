"""``python -m bench.together``: 500 applications moved together, beside 500 moved one by one in the same run.

Prints the seconds of both, their ratio and the SQL statements, then those of undoing it; ends with 1 when moving them
together takes 5 seconds or more, or does not leave what moving them one by one leaves.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from flask import Flask

from bench import copies
from bench.cast import application
from tests.onboarding.builders import a_case, a_coordinator
from tests.sql_count import counted_sql
from volunteers.bulk import service as bulk
from volunteers.bulk.rules import Act, Target
from volunteers.local.servers import running_servers
from volunteers.onboarding.service import move
from volunteers.permissions import Viewer
from volunteers.unit_of_work import unit_of_work

MANY = 500
MOST_SECONDS = 5.0
# What a move leaves behind of each half: its place, its dated change, its entry in the history and its message.
LEFT_BEHIND = """
    SELECT count(*), count(DISTINCT a.stage), min(c.n), max(c.n), min(h.n), max(h.n), min(m.n), max(m.n),
           count(DISTINCT (a.waits_on, a.decision_due, a.usual_days, a.longest_days))
    FROM applications a
    JOIN (SELECT application_id, count(*) n FROM stage_changes WHERE to_stage = 'sift' GROUP BY 1) c
        ON c.application_id = a.id
    JOIN (SELECT subject_id, count(*) n FROM history_entries WHERE act = 'application_moved' GROUP BY 1) h
        ON h.subject_id = a.id
    JOIN (SELECT subject_id, count(*) n FROM messages
          WHERE subject = 'application' AND kind = 'application_moved' GROUP BY 1) m ON m.subject_id = a.id
    WHERE a.id = ANY(%s) AND a.stage = 'sift'
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        url = copies.make_database(addresses, "bench_together")
        settings = copies.environment(addresses, url, Path(folder))
        copies.run_flask(settings, "db", "upgrade")
        with application(settings) as app:
            by, singly, together = _people()
            alone = _timed(app, "one by one", lambda: _one_by_one(singly, by))
            plan = _plan(together, by)
            many = _timed(app, "together", lambda: bulk.carry_out(plan, reason=None, by=by))
            same = _left_behind(url, singly) == _left_behind(url, together)
            _timed(app, "undone", lambda: bulk.undo(plan, by=by))
    print(f"ratio {alone / many:.1f}; the same rows left behind: {'yes' if same else 'NO'}")
    return 0 if many < MOST_SECONDS and same else 1


def _people() -> tuple[Viewer, list[int], list[int]]:
    with unit_of_work():
        by = a_coordinator()
        numbers = [a_case("submitted").id for _ in range(2 * MANY)]
    return by, numbers[:MANY], numbers[MANY:]


def _one_by_one(ids: list[int], by: Viewer) -> None:
    for number in ids:
        move(number, "sift", seen_stage="submitted", reason=None, by=by)


def _plan(ids: list[int], by: Viewer) -> int:
    from volunteers.applications.models import Application
    from volunteers.extensions import db

    with unit_of_work():
        references = [db.session.get_one(Application, number).reference for number in ids]
        choice = bulk.choose(references, by=by)
        return bulk.plan(choice.id, Target(Act.NEXT), by=by).id


def _timed(app: Flask, words: str, act: Callable[[], object]) -> float:
    from volunteers.extensions import db

    db.session.remove()
    with counted_sql(app) as counted:
        begun = time.perf_counter()
        with unit_of_work():
            act()
        took = time.perf_counter() - begun
    print(f"{MANY} {words}: {took:.2f} s, {counted.count} statements")
    return took


def _left_behind(url: str, ids: list[int]) -> tuple[object, ...] | None:
    with psycopg.connect(url) as connection:
        return connection.execute(LEFT_BEHIND, (ids,)).fetchone()


if __name__ == "__main__":
    sys.exit(main())
