"""Nobody who decides reads equality answers: the database's own log of everything that staff pages and acts ask of it.

Every page and act of the matrix of permissions that staff are let through to is asked, with its world behind it.
"""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.permissions.rows import Row, read_rows
from tests.permissions.world import World, a_world, outcome
from tests.sql_count import counted_sql

ROWS = read_rows()
STAFF = ("coordinator", "vetting", "supervisor", "administrator", "auditor", "analyst")
EQUALITY = ("equality_answers", "equality_intake")
COUNTED = "counted_quarters"
# The look for impossible states says how many answers can be traced that should not be, and whose they are to nobody.
LOOKS = {("integrity.look", "POST")}
# What is published is made of counted quarters. Nothing is decided about anyone in this room.
MAKES_RELEASES = "trends."


@pytest.fixture(scope="module")
def world(app: Flask) -> Iterator[World]:
    with a_world(app) as made:
        yield made


def read_by(world: World, row: Row, persona: str) -> set[str]:
    """The tables of equality answers, and of counts from them, that any statement names while this is answered."""
    with world.undone(), counted_sql(world.app) as asked:
        said = outcome(world.ask(row.method, row.address, persona, row.sends))
    assert said == row.answers[persona], (row.route, persona)
    assert asked.count or row.access == "public", f"the log saw nothing of {row.route}"
    log = "\n".join(asked.statements).lower()
    return {table for table in (*EQUALITY, COUNTED) if table in log}


@pytest.mark.parametrize("persona", STAFF)
def test_no_page_or_act_of_staff_reads_equality_answers(world: World, persona: str) -> None:
    rows = [row for row in ROWS if row.answers[persona] in {"200", "303"} and row.endpoint != "static"]
    assert len(rows) > 50
    found = {row.route: tables for row in rows if (tables := read_by(world, row, persona))}
    by_trends = {route for route, tables in found.items() if route[0].startswith(MAKES_RELEASES)}
    assert all(found[route] <= {COUNTED} for route in by_trends)
    assert set(found) - by_trends <= LOOKS


def test_the_log_sees_them_where_an_applicant_opens_their_own(world: World) -> None:
    (row,) = [row for row in ROWS if row.route == ("applications.equality", "GET")]
    assert set(EQUALITY) <= read_by(world, row, "applicant_own")
