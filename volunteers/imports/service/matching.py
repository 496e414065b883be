"""Which sheet, which column, which value: guessed, changed by its importer, and remembered for the next such file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.imports.models import Import, RememberedMatching
from volunteers.imports.queries import get_catalogue, get_own
from volunteers.imports.rules import ImportState, asking
from volunteers.imports.rules.matching import LEAVE_OUT, Column, guess, missing, twice
from volunteers.imports.rules.profile import unpack
from volunteers.imports.rules.targets import targets_of
from volunteers.imports.service import contents
from volunteers.imports.service.claiming import go_on_to, hold
from volunteers.imports.service.problems import forget_problems
from volunteers.permissions import Viewer

MAY_MATCH = frozenset({ImportState.MATCHING, ImportState.CHECKED})
NOT_NOW = Refusal("not_now", "This import has gone on since you opened the page. Look at it again.")
UNKNOWN_SHEET = Refusal("unknown_sheet", "Choose one of the sheets.")


def choose_sheet(import_id: int, sheet: str, *, by: Viewer) -> None:
    """Say which sheet of a workbook is read. Refused for one it does not have; ``NotFound`` for another's import."""
    get_own(import_id, by)
    found = hold(import_id)
    if found.state is not ImportState.CHOOSING:
        raise Conflict(NOT_NOW)
    if sheet not in {one["name"] for one in found.reading.get("sheets", ())}:
        raise Refused(UNKNOWN_SHEET)
    found.sheet = sheet
    go_on_to(found, ImportState.READING)


def list_columns(import_id: int) -> list[Column]:
    """The columns of a sheet that was read, with examples."""
    kept = contents.find(import_id, contents.COLUMNS)
    return [unpack(one) for one in json.loads(kept)] if kept else []


def begin_matching(found: Import, columns: Sequence[Column]) -> None:
    """The first guess: as a sheet with these headings was matched last, else as the headings say."""
    remembered = db.session.get(RememberedMatching, (found.kind, _digest(columns)))
    targets = targets_of(found.kind, get_catalogue().held)
    found.matching = dict(guess(columns, targets, remembered.matching if remembered else {}))
    found.answers = dict(remembered.answers) if remembered else {}
    found.reading = {**found.reading, "is_remembered": remembered is not None}


def match_columns(import_id: int, matching: Mapping[str, str], same: Mapping[str, str], *, by: Viewer) -> bool:
    """Say what each column holds, and what holds for every row; whether anything is left to be asked of its values.

    Refused, naming all, while something needed is missing or two columns hold the same. Where nothing is left to ask,
    the check begins.
    """
    found = _own_to_match(import_id, by)
    catalogue = get_catalogue()
    targets = targets_of(found.kind, catalogue.held)
    known = {target.code for target in targets}
    columns = list_columns(import_id)
    given = {column.key: code for column in columns if (code := matching.get(column.key, "")) in known}
    words = twice(given, targets) + missing(given.values(), same, targets)
    words += asking.too_many(columns, given, catalogue, found.kind)
    if words:
        raise Refused([Refusal("columns", line) for line in words])
    found.matching = {column.key: given.get(column.key, LEAVE_OUT) for column in columns}
    found.answers = {**found.answers, "same": {code: value for code, value in same.items() if value}}
    _back_to_matching(found)
    db.session.flush()
    if asking.questions(columns, found.matching, found.answers, catalogue, found.kind):
        return True
    begin_check(found)
    return False


def answer_values(
    import_id: int, values: Mapping[str, Mapping[str, str]], orders: Mapping[str, str], *, by: Viewer
) -> None:
    """Say what the values nobody knew stand for, and how dates are written; then the check begins.

    Refused, naming all, while one of them is without an answer.
    """
    found = _own_to_match(import_id, by)
    catalogue, columns = get_catalogue(), list_columns(import_id)
    asked = asking.questions(
        columns, found.matching, {**found.answers, "values": {}, "orders": {}}, catalogue, found.kind
    )
    kept = asking.answered(asked, values, orders)
    if words := asking.unanswered(asked, kept):
        raise Refused([Refusal("values", line) for line in words])
    found.answers = {**found.answers, **kept}
    begin_check(found)


def begin_check(found: Import) -> None:
    """Remember how it was matched, and have every row checked."""
    _remember(found, list_columns(found.id))
    forget_problems(found.id)
    found.counts, found.total = {}, found.rows
    go_on_to(found, ImportState.CHECKING)


def _own_to_match(import_id: int, by: Viewer) -> Import:
    get_own(import_id, by)
    found = hold(import_id)
    if found.state not in MAY_MATCH:
        raise Conflict(NOT_NOW)
    return found


def _back_to_matching(found: Import) -> None:
    go_on_to(found, ImportState.MATCHING)
    found.counts = {}
    forget_problems(found.id)


def _remember(found: Import, columns: Sequence[Column]) -> None:
    """Values are remembered beside those of earlier files: the next one may have the old words again."""
    place = {"kind": found.kind, "headings_digest": _digest(columns)}
    before = db.session.get(RememberedMatching, (found.kind, place["headings_digest"]))
    answers = _merged(before.answers, found.answers) if before else found.answers
    values = {"matching": found.matching, "answers": answers, "remembered_at": clock.now()}
    db.session.execute(
        insert(RememberedMatching)
        .values(**place, **values)
        .on_conflict_do_update(index_elements=["kind", "headings_digest"], set_=values)
    )


def _merged(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        target: {**before.get("values", {}).get(target, {}), **now.get("values", {}).get(target, {})}
        for target in {*before.get("values", {}), *now.get("values", {})}
    }
    return {**before, **now, "values": values}


def _digest(columns: Sequence[Column]) -> str:
    return hashlib.sha256(json.dumps(sorted(column.key for column in columns)).encode()).hexdigest()
