"""The work on imports: reading, checking, bringing in and taking back, each begun anew when its process died."""

import logging

from volunteers import clock
from volunteers.errors import Conflict, Refused
from volunteers.imports import queries, service
from volunteers.imports.rules import ImportState
from volunteers.unit_of_work import unit_of_work

log = logging.getLogger(__name__)


def work(import_ids: list[int]) -> None:
    """Do what each import waits for, and go on to its next step where nobody is asked. Safe to run twice."""
    for import_id in import_ids:
        _work(import_id)


def sweep() -> None:
    """Take up imports whose job was lost or died; safe to run at any time."""
    work(list(queries.list_unattended(clock.now())))


def erase_old() -> None:
    """Erase files that are no longer needed, and give up what nobody came back to; safe to run twice."""
    with unit_of_work():
        service.erase_old()


def _work(import_id: int) -> None:
    with unit_of_work():
        state = service.claim(import_id)
    if state is None:
        return
    try:
        STEPS[state](import_id)
    except Conflict as conflict:  # someone else's act got there first: the sweep begins this step anew
        log.info("Import %s begins its step anew: %s", import_id, conflict)
    except Refused as refused:
        with unit_of_work():
            service.stop(import_id, " ".join(one.message for one in refused.refusals))


def _read(import_id: int) -> None:
    with unit_of_work():
        reader = service.open_sheet(import_id)
    for number, rows in enumerate(reader.pieces()):
        with unit_of_work():
            service.keep_piece(import_id, number, rows, done=reader.profile.rows)
    with unit_of_work():
        service.finish_reading(import_id, reader)


def _check(import_id: int) -> None:
    with unit_of_work():
        check = service.begin_check(import_id)
    for judged in check.pieces():
        with unit_of_work():
            service.keep_judged(import_id, judged)
    with unit_of_work():
        service.finish_check(import_id, check)


def _apply(import_id: int) -> None:
    """Judged anew outside the transaction, so that how far it has come is seen; then written in one."""
    with unit_of_work():
        check = service.begin_check(import_id)
    for judged in check.pieces():
        with unit_of_work():
            service.note_progress(import_id, judged.done)
    with unit_of_work():
        service.apply(import_id, check)


def _undo(import_id: int) -> None:
    with unit_of_work():
        service.undo(import_id)


STEPS = {
    ImportState.READING: _read,
    ImportState.CHECKING: _check,
    ImportState.APPLYING: _apply,
    ImportState.UNDOING: _undo,
}
