"""One's own documents: the list, adding a file, opening it and taking it out."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.applications.builders import an_applicant, an_application, stage_of
from tests.documents.bad_files import EICAR
from tests.documents.builders import a_document, scan_with
from tests.documents.files import a_jpeg, a_pdf, a_png
from tests.documents.scanner import a_scanner
from tests.pages import sent_form
from tests.people.builders import signed_in
from tests.sql_count import counted_sql
from volunteers.applications.models import Application
from volunteers.documents.models import Document
from volunteers.documents.rules import LARGEST_BYTES, DocumentKind, ScanState
from volunteers.history.models import HistoryEntry

# What stands between the parts of a post.
LINE = "a-line-between-parts"


@pytest.fixture
def application(session: Session) -> Application:
    return an_application()


@pytest.fixture
def browser(client: FlaskClient, application: Application) -> FlaskClient:
    return signed_in(client, application.account)


def at(application: Application, below: str = "") -> str:
    return f"/my-applications/{application.reference}/documents{below}"


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return str(response.get_data(as_text=True))


def add(
    browser: FlaskClient, application: Application, name: str, content: bytes, kind: str = "identity", **more: Any
) -> TestResponse:
    """Choose a file on the page and send it."""
    address = at(application, f"/add/{kind}")
    hidden = more.pop("hidden", None) or sent_form(page(browser, address))
    return browser.post(
        address, data=as_sent(hidden, name, content), content_type=f"multipart/form-data; boundary={LINE}"
    )


def as_sent(fields: dict[str, Any], name: str, content: bytes) -> bytes:
    """The body a browser makes of a form with a file."""
    parts = [
        f'--{LINE}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{said}' for field, said in fields.items()
    ]
    file = f'--{LINE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return "\r\n".join([*parts, file]).encode() + content + f"\r\n--{LINE}--\r\n".encode()


def stored(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Document)) or 0


class TestTheList:
    def test_it_says_what_is_asked_and_why(self, browser: FlaskClient, application: Application) -> None:
        shown = page(browser, at(application))
        for words in ("Your documents", "Who you are", "we must see", "if it applies to you", "Add a file"):
            assert words.lower() in shown.lower(), words

    def test_before_the_form_is_sent_too(self, client: FlaskClient, session: Session) -> None:
        draft = an_application(stage="draft")
        signed_in(client, draft.account)
        assert add(client, draft, "me.pdf", a_pdf()).location == at(draft)
        assert "me.pdf" in page(client, at(draft))

    def test_an_ended_application_is_only_looked_at(self, client: FlaskClient, session: Session) -> None:
        ended = an_application()
        a_document(ended)
        ended.move_to(stage_of(ended, "withdrawn"), by=None, at=ended.created_at)
        signed_in(client, ended.account)
        shown = page(client, at(ended))
        assert "has ended" in shown
        assert "Remove" not in shown
        assert client.get(at(ended, "/add/identity")).location == at(ended)

    def test_a_strand_that_asks_for_none_says_so(self, client: FlaskClient, session: Session) -> None:
        asked_nothing = an_application(strand="farm_watch")
        signed_in(client, asked_nothing.account)
        assert "do not need any documents" in page(client, at(asked_nothing))
        page(client, at(asked_nothing, "/add/identity"), 404)

    def test_a_virus_found_later_and_one_looked_for_are_said(
        self, browser: FlaskClient, application: Application
    ) -> None:
        for scan, words in ((ScanState.INFECTED, "There was a virus"), (ScanState.WAITING, "We are checking it")):
            document = a_document(application, scan=scan)
            shown = page(browser, at(application))
            assert words in shown
            assert at(application, f"/{document.id}") + '"' not in shown
            assert browser.get(at(application, f"/{document.id}")).status_code == 409

    def test_another_persons_are_not_found(self, client: FlaskClient, application: Application) -> None:
        document = a_document(application)
        signed_in(client, an_applicant())
        for below in ("", "/add/identity", f"/{document.id}", f"/{document.id}/remove"):
            page(client, at(application, below), 404)
        own = an_application()
        signed_in(client, own.account)
        page(client, at(own, f"/{document.id}"), 404)
        page(client, at(own, f"/{2**40}"), 404)

    def test_nobody_signed_in_is_asked_to(self, client: FlaskClient, application: Application) -> None:
        for below in ("", "/add/identity", "/1"):
            assert "/sign-in" in client.get(at(application, below)).location
        assert client.post(at(application, "/add/identity")).status_code == 401

    def test_the_same_number_of_statements_for_many_files(
        self, app: Flask, browser: FlaskClient, application: Application
    ) -> None:
        counts = []
        for number in (1, 9):
            for _ in range(number):
                a_document(application, content=b"x" * 1_000)
            with counted_sql(app) as asked:
                page(browser, at(application))
            counts.append(asked.count)
        assert counts[0] == counts[1] <= 6


class TestAdding:
    @pytest.mark.parametrize(
        ("name", "content", "label"),
        [("me.pdf", a_pdf(), "PDF"), ("me.JPG", a_jpeg(), "JPEG picture"), ("me.png", a_png(), "PNG picture")],
    )
    def test_a_file_is_kept_and_shown(
        self, browser: FlaskClient, application: Application, name: str, content: bytes, label: str
    ) -> None:
        assert add(browser, application, name, content).location == at(application)
        shown = page(browser, at(application))
        for words in ("Your file is added.", name, label, "Add another file"):
            assert words in shown, words

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("", b"", "Choose a file."),
            ("me.pdf", b"", "That file is empty."),
            ("me.exe", b"MZ", "That kind of file cannot be opened here."),
            ("me.heic", b"x", "Save or share it as a JPEG"),
            ("me.jpg", a_png(), "Change the ending to .png"),
            ("a\u202egpj.pdf", a_pdf(), "hidden characters"),
            ("me.pdf", b"%PDF-" + b"0" * (LARGEST_BYTES + 1), "must be 10 MB or smaller"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_file(
        self, browser: FlaskClient, session: Session, application: Application, name: str, content: bytes, words: str
    ) -> None:
        response = add(browser, application, name, content)
        shown = response.get_data(as_text=True)
        assert response.status_code == 200
        assert shown.count(words) == 2, "in the summary and beside the file"
        assert "<title>Error: Proof of who you are" in shown
        assert 'href="#file"' in shown
        assert stored(session) == 0

    @pytest.mark.parametrize("size", [LARGEST_BYTES + 1_000_000, 40_000_000])
    def test_a_post_far_too_large_is_a_page_in_words(
        self, browser: FlaskClient, session: Session, application: Application, size: int
    ) -> None:
        response = add(browser, application, "me.pdf", b"0" * size)
        assert response.status_code == 413
        shown = response.get_data(as_text=True)
        assert "must be 10 MB or smaller" in shown
        assert add(browser, application, "me.pdf", a_pdf(), hidden=sent_form(shown)).location == at(application)

    def test_other_pages_take_no_more_than_before(self, browser: FlaskClient, application: Application) -> None:
        address = f"/my-applications/{application.reference}/withdraw"
        assert browser.post(address, data={"reason": "x" * 1_100_000}).status_code == 413

    def test_the_same_form_sent_twice_keeps_one_file(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        hidden = sent_form(page(browser, at(application, "/add/identity")))
        for _ in range(2):
            assert add(browser, application, "me.pdf", a_pdf(), hidden=hidden).location == at(application)
        assert stored(session) == 1
        response = add(browser, application, "other.pdf", a_pdf("Other"), hidden=hidden)
        assert "already sent with other answers" in response.get_data(as_text=True)

    def test_a_foreign_token_keeps_nothing(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        response = add(browser, application, "me.pdf", a_pdf(), hidden={"csrf_token": "x", "once": "y" * 20})
        assert "open for a long time" in response.get_data(as_text=True)
        assert stored(session) == 0

    def test_a_virus_is_refused(
        self, app: Flask, browser: FlaskClient, session: Session, application: Application, monkeypatch: Any
    ) -> None:
        with a_scanner() as scanner:
            scan_with(app, monkeypatch, scanner.address)
            response = add(browser, application, "me.pdf", a_pdf() + EICAR)
        assert "There is a virus in that file" in response.get_data(as_text=True)
        assert stored(session) == 0

    @pytest.mark.parametrize("kind", ["qualification", "secrets", "<script>"])
    def test_only_what_is_asked_has_a_page(self, browser: FlaskClient, application: Application, kind: str) -> None:
        page(browser, at(application, f"/add/{kind}"), 404)


class TestOpeningAndRemoving:
    def test_it_comes_as_an_attachment_that_can_do_nothing(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        document = a_document(application, DocumentKind.RIGHT_TO_WORK, content=b"as it was", name='"; evil=".pdf')
        response = browser.get(at(application, f"/{document.id}"))
        assert response.data == b"as it was"
        name = f"{application.reference}-right-to-work-{document.id}.pdf"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.mimetype == "application/pdf"
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.act == "document_opened")).one()
        assert entry.details == {"document": document.id, "kind": "right_to_work", "reason": "own_document"}

    def test_it_is_removed_once_that_is_confirmed(self, browser: FlaskClient, application: Application) -> None:
        document = a_document(application, name="me.pdf")
        address = at(application, f"/{document.id}/remove")
        asked = page(browser, address)
        assert "me.pdf" in asked
        assert browser.post(address, data={}).status_code == 200, "not without the page's token"
        assert "me.pdf" in page(browser, at(application))
        for _ in range(2):
            assert browser.post(address, data=sent_form(asked)).location == at(application)
        shown = page(browser, at(application))
        assert shown.count("The file is removed.") == 2
        assert not re.search(r"me\.pdf", shown)
        page(browser, at(application, f"/{document.id}"), 404)
        page(browser, address, 404)


class TestTheWayThere:
    def test_a_draft_leads_there_and_a_strand_without_documents_does_not(
        self, client: FlaskClient, session: Session
    ) -> None:
        draft = an_application(stage="draft")
        none_asked = an_application(strand="neighbourhood_watch", stage="draft", account=draft.account)
        signed_in(client, draft.account)
        assert at(draft) in page(client, f"/my-applications/{draft.reference}")
        assert at(none_asked) not in page(client, f"/my-applications/{none_asked.reference}")
