"""Scanning what came while the virus scanner was away, or before there was one."""

from volunteers.documents import queries, service
from volunteers.documents.rules import ScanState
from volunteers.unit_of_work import unit_of_work

PATIENCE = 3


def scan_waiting() -> None:
    """Scan the oldest files that were not scanned; safe to run twice.

    One file the scanner cannot manage does not hold up the others; when several in a row fail, it is away.
    """
    failed = 0
    for document_id in queries.list_to_scan():
        content = service.content_to_scan(document_id)
        if content is None:
            continue
        found = service.scan(content)
        if found in {ScanState.CLEAN, ScanState.INFECTED}:
            failed = 0
            with unit_of_work():
                service.mark_scanned(document_id, found)
        elif (failed := failed + 1) == PATIENCE:
            return
