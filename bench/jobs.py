"""The trends job against raw SQL in the same database."""

import time

import psycopg

from bench.cast import application
from volunteers.trends.service import compute_figures
from volunteers.unit_of_work import unit_of_work

# The least that counting months is: one grouping of the stage changes by month, strand and stage.
RAW = """
SELECT date_trunc('month', at AT TIME ZONE 'Europe/London') AS month, strand, to_stage, count(*)
FROM stage_changes JOIN applications ON applications.id = application_id
GROUP BY 1, 2, 3
"""
ROUNDS = 3


def trends_against_raw_sql(settings: dict[str, str], url: str) -> str:
    """Seconds of a full computation beside one raw grouping of the same rows, turn about; medians."""
    raw, ours = [], []
    with application(settings), psycopg.connect(url) as connection:
        changes = _one(connection, "SELECT count(*) FROM stage_changes")
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            connection.execute(RAW).fetchall()
            raw.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            with unit_of_work():
                compute_figures()
            ours.append(time.perf_counter() - begun)
    middle, bare = sorted(ours)[ROUNDS // 2], sorted(raw)[ROUNDS // 2]
    return (
        f"\nTrends job over {changes:,} stage changes: {middle * 1000:.0f} ms, all measures; raw SQL, one grouping of "
        f"the same rows: {bare * 1000:.0f} ms; ratio {middle / bare:.1f} (goal ≤ 2)."
    )


def _one(connection: "psycopg.Connection[tuple[int]]", statement: str) -> int:
    row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]
