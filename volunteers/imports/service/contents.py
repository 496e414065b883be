"""What is kept of a file while it is needed: packed, sealed for its place, and gone for good afterwards."""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select

from volunteers.extensions import db, sealing_key
from volunteers.imports.models import ImportContent, place_of
from volunteers.imports.rules.cells import Row, pack, unpack
from volunteers.sealing import seal_bytes, unseal_bytes

FILE, ROWS, COLUMNS = "file", "rows", "columns"
QUICK = 1


def keep(import_id: int, part: str, content: bytes, *, number: int = 0) -> None:
    """Keep one piece."""
    sealed = seal_bytes(zlib.compress(content, QUICK), key=sealing_key(), place=place_of(import_id, part, number))
    db.session.add(ImportContent(import_id=import_id, part=part, number=number, sealed=sealed))
    db.session.flush()


def find(import_id: int, part: str, *, number: int = 0) -> bytes | None:
    """One piece as it was; None when it is not kept, or no longer."""
    own = select(ImportContent.sealed).where(
        ImportContent.import_id == import_id, ImportContent.part == part, ImportContent.number == number
    )
    sealed = db.session.scalar(own)
    return None if sealed is None else _opened(sealed, place_of(import_id, part, number))


def keep_json(import_id: int, part: str, content: Any, *, number: int = 0) -> None:
    """Keep something that is written as JSON."""
    keep(import_id, part, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), number=number)


def keep_rows(import_id: int, number: int, rows: Sequence[Row]) -> None:
    """Keep so many rows."""
    keep_json(import_id, ROWS, [pack(row) for row in rows], number=number)


def iterate_rows(import_id: int) -> Iterator[list[Row]]:
    """The rows as they were kept, piece by piece, in order."""
    number = 0
    while (content := find(import_id, ROWS, number=number)) is not None:
        yield [unpack(kept) for kept in json.loads(content)]
        number += 1


def erase(import_id: int, *parts: str) -> None:
    """Delete these parts for good; all of them when none is named."""
    gone = delete(ImportContent).where(ImportContent.import_id == import_id)
    db.session.execute(gone.where(ImportContent.part.in_(parts)) if parts else gone)


def _opened(sealed: bytes, place: str) -> bytes:
    return zlib.decompress(unseal_bytes(sealed, key=sealing_key(), place=place))
