"""Documents for tests. Builders flush, never commit."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.documents.files import a_pdf
from volunteers.applications.models import Application
from volunteers.applications.queries import folder_of
from volunteers.documents.models import Document
from volunteers.documents.rules import DocumentKind, MediaType, ScanState
from volunteers.documents.rules.folder import Received
from volunteers.documents.service import store


def a_received_file(content: bytes | None = None, **more: Any) -> Received:
    """A small PDF that came in, in a place without a scanner."""
    given = {"name": "passport.pdf", "media_type": MediaType.PDF, "scan": ScanState.NOT_SCANNED, **more}
    return Received(content=content or a_pdf(), **given)


def a_document(
    application: Application, kind: DocumentKind = DocumentKind.IDENTITY, content: bytes | None = None, **more: Any
) -> Document:
    """A file the applicant sent."""
    received = a_received_file(content, **more)
    return store(received, folder=folder_of(application), kind=kind, by=application.account_id)


def scan_with(app: Flask, monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    """The application as it runs where the scanner listens there."""
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], clamav_socket=address))
