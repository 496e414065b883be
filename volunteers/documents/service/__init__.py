"""Receiving, keeping, scanning and handing out documents."""

from volunteers.documents.service.keeping import remove, store
from volunteers.documents.service.opening import open_document
from volunteers.documents.service.receiving import receive, scan
from volunteers.documents.service.scanning import content_to_scan, mark_scanned

__all__ = ["content_to_scan", "mark_scanned", "open_document", "receive", "remove", "scan", "store"]
