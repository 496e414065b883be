"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import event

from volunteers.extensions import db


@dataclass
class Asked:
    """The statements sent, in order; those that only mark a place in a transaction are not counted."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)

    def __str__(self) -> str:
        return "\n".join(f"{number}. {statement[:200]}" for number, statement in enumerate(self.statements, 1))


@contextmanager
def counted_sql(app: Flask) -> Iterator[Asked]:
    """Count the SQL sent while inside::

    with counted_sql(app) as asked:
        client.get("/")
    assert asked.count <= 12, asked
    """
    asked = Asked()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")):
            asked.statements.append(statement)

    with app.app_context():
        engine = db.engine  # a connection, where the fixture ``session`` stands behind it
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
