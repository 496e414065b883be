"""Rows for many tables, numbered as the database would number them and copied in at one go.

The demonstration is thousands of rows and a bench a million: ``COPY`` takes them in a tenth of the time of inserts.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from psycopg import Cursor, sql
from psycopg.types.json import Jsonb
from sqlalchemy import Enum, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from volunteers.extensions import Base


class Sheets:
    """Rows waiting to be written, by table. Nothing is in the database before ``write``, and nothing is committed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[type[Base], list[tuple[Any, ...]]] = {}
        self._last: dict[type[Base], int] = {}
        self._defaults: dict[type[Base], dict[str, Any]] = {}
        self._worded: dict[type[Base], list[str]] = {}

    def add(self, model: type[Base], **values: Any) -> int:
        """One more row of a table; its number."""
        number = values["id"] = values.get("id") or self.next_id(model)
        self.add_unnumbered(model, **values)
        return int(number)

    def add_unnumbered(self, model: type[Base], **values: Any) -> None:
        """One more row of a table whose rows have no number of their own, or have been given one."""
        row = {**self._row_of_defaults(model), **values}
        for name in self._worded[model]:
            row[name] = _plain(row[name])
        self._rows.setdefault(model, []).append(tuple(row.values()))

    def find(self, model: type[Base], **values: Any) -> int | None:
        """The number of the first waiting row of a table with these values; None when there is none."""
        columns = list(self._row_of_defaults(model))
        for row in self._rows.get(model, ()):
            found = dict(zip(columns, row, strict=True))
            if all(found[name] == value for name, value in values.items()):
                return int(found["id"])
        return None

    def next_id(self, model: type[Base], count: int = 1) -> int:
        """The first of so many numbers, taken for rows of this table."""
        if model not in self._last:
            self._last[model] = self._session.scalar(select(func.coalesce(func.max(model.__table__.c.id), 0))) or 0
        self._last[model] += count
        return self._last[model] - count + 1

    def counts(self) -> dict[str, int]:
        """How many rows wait, by table."""
        return {model.__tablename__: len(rows) for model, rows in self._rows.items()}

    def write(self) -> None:
        """Copy everything in, parents before children, and let the tables number on from there."""
        self._session.flush()
        order = list(Base.metadata.sorted_tables)
        for model in sorted(self._rows, key=lambda each: order.index(each.__table__)):  # type: ignore[arg-type]
            columns = list(self._row_of_defaults(model))
            self.copy(model, columns, self._rows[model])
        self._rows.clear()
        self._number_on()

    def copy(self, model: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Copy rows of plain values into one table now."""
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model.__tablename__), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with self._cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def _cursor(self) -> Cursor[Any]:
        driver = self._session.connection().connection.driver_connection
        assert driver is not None  # noqa: S101 - an open session has a connection
        cursor: Cursor[Any] = driver.cursor()
        return cursor

    def _row_of_defaults(self, model: type[Base]) -> dict[str, Any]:
        if model not in self._defaults:
            columns = [column for column in model.__table__.columns if column.computed is None]
            self._defaults[model] = {column.name: _default(column) for column in columns}
            self._worded[model] = [column.name for column in columns if isinstance(column.type, (Enum, JSONB))]
        return self._defaults[model]

    def _number_on(self) -> None:
        for model, last in self._last.items():
            sequence = self._session.scalar(select(func.pg_get_serial_sequence(model.__tablename__, "id")))
            if sequence is not None:
                self._session.execute(select(func.setval(sequence, last)))


def span(start: datetime, end: datetime) -> str:
    """A time range as PostgreSQL writes it, its end not included."""
    return f"[{start.isoformat()},{end.isoformat()})"


def _default(column: Any) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return Jsonb(value) if isinstance(value, dict) else value
