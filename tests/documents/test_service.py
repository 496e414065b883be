"""Receiving, keeping, opening and scanning."""

from enum import StrEnum

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application, stage_of
from tests.documents.bad_files import EICAR
from tests.documents.builders import a_document, a_received_file, scan_with
from tests.documents.files import a_jpeg, a_pdf, a_photograph_with_a_place
from tests.documents.scanner import a_scanner
from volunteers.applications.queries import folder_of
from volunteers.documents.jobs import scan_waiting
from volunteers.documents.models import Document, DocumentContent
from volunteers.documents.queries import count_by_kind, list_documents, list_shelves, list_to_scan, used_by
from volunteers.documents.rules import MOST_BYTES, MOST_FILES, DocumentKind, MediaType, ScanState
from volunteers.documents.rules.refusals import BROKEN
from volunteers.documents.service import open_document, receive, remove, store
from volunteers.documents.service.apart import clean_apart
from volunteers.errors import NotFound, Refused
from volunteers.extensions import sealing_key
from volunteers.history.models import HistoryEntry
from volunteers.sealing import SealBroken, unseal_bytes
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work


def acts(session: Session) -> list[tuple[str, str | None]]:
    rows = session.scalars(select(HistoryEntry).where(HistoryEntry.act.like("document%")).order_by(HistoryEntry.id))
    return [(row.act, row.details.get("reason")) for row in rows]


class TestReceiving:
    def test_a_file_is_cleaned_in_a_process_of_its_own(self, session: Session) -> None:
        received = receive("C:\\me.jpg", a_photograph_with_a_place())
        assert (received.name, received.media_type, received.scan) == ("me.jpg", MediaType.JPEG, ScanState.NOT_SCANNED)
        assert b"Canary" not in received.content

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [("a.exe", b"MZ", "format"), ("a.pdf", b"%PDF-1.7\n", "broken"), ("a.jpg", a_jpeg()[:200], "broken")],
    )
    def test_what_is_not_taken_is_said(self, session: Session, name: str, content: bytes, code: str) -> None:
        with pytest.raises(Refused) as raised:
            receive(name, content)
        assert [refusal.code for refusal in raised.value.refusals] == [code]

    def test_a_process_that_dies_gives_words(self, session: Session) -> None:
        class Unknown(StrEnum):
            FORMAT = "one the process does not know, so that it ends"

        assert clean_apart(b"x", Unknown.FORMAT) is BROKEN  # type: ignore[arg-type]

    def test_a_virus_is_refused_before_anything_is_kept(
        self, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with a_scanner() as scanner:
            scan_with(app, monkeypatch, scanner.address)
            with pytest.raises(Refused, match="There is a virus"):
                receive("a.pdf", a_pdf() + EICAR)
        assert session.scalar(select(func.count()).select_from(Document)) == 0

    def test_a_clean_file_is_scanned_as_it_came_and_as_it_is_kept(
        self, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent = a_pdf() + b"tail"
        with a_scanner() as scanner:
            scan_with(app, monkeypatch, scanner.address)
            received = receive("a.pdf", sent)
        assert received.scan is ScanState.CLEAN
        assert scanner.seen == [sent, received.content]

    def test_while_the_scanner_is_away_it_waits(
        self, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scan_with(app, monkeypatch, "/nowhere/clamd.sock")
        assert receive("a.pdf", a_pdf()).scan is ScanState.WAITING


class TestKeeping:
    def test_the_content_is_sealed_for_its_own_row(self, session: Session) -> None:
        application = an_application()
        first, second = a_document(application, content=b"the first"), a_document(application, content=b"the second")
        contents = {one.document_id: one for one in session.scalars(select(DocumentContent))}
        assert b"the first" not in contents[first.id].sealed
        moved = contents[first.id].sealed
        with pytest.raises(SealBroken):
            unseal_bytes(moved, key=sealing_key(), place=contents[second.id].place)

    def test_it_is_listed_without_its_content(self, session: Session) -> None:
        application = an_application()
        a_document(application, name="a.pdf")
        a_document(application, DocumentKind.RIGHT_TO_WORK, scan=ScanState.INFECTED)
        lines = list_documents(application.id)
        assert [(line.kind, line.name) for line in lines] == [("identity", "a.pdf"), ("right_to_work", "passport.pdf")]
        assert count_by_kind(application.id) == {DocumentKind.IDENTITY: 1}
        asked = get_strand(application.strand).documents
        shelves = list_shelves(application.id, asked)
        assert [(shelf.kind, len(shelf.lines)) for shelf in shelves[:2]] == [("identity", 1), ("right_to_work", 1)]
        assert [shelf.kind for shelf in shelves if shelf.is_lacking] == ["right_to_work"]
        assert [shelf.kind for shelf in list_shelves(application.id, ())] == ["identity", "right_to_work"]

    def test_one_person_may_keep_only_so_much_over_all_applications(self, session: Session) -> None:
        account = an_applicant()
        first = an_application(account=account, stage="withdrawn")
        application = an_application(account=account)
        for _ in range(MOST_FILES):
            a_document(application, content=b"x")
        first_one = list_documents(application.id)[0].id
        with pytest.raises(Refused, match="the most we keep"):
            a_document(application)
        remove(first_one, folder=folder_of(application), by=account.id)
        session.execute(text("UPDATE documents SET size = :most"), {"most": MOST_BYTES})
        with pytest.raises(Refused, match="fill all the room"):
            a_document(application)
        assert used_by(first.account_id).files == MOST_FILES - 1

    def test_an_ended_application_takes_and_gives_up_nothing(self, session: Session) -> None:
        application = an_application()
        document = a_document(application)
        application.move_to(stage_of(application, "withdrawn"), by=None, at=application.created_at)
        with pytest.raises(Refused, match="has ended"):
            a_document(application)
        with pytest.raises(Refused, match="has ended"):
            remove(document.id, folder=folder_of(application), by=application.account_id)

    def test_what_is_not_asked_is_not_kept(self, session: Session) -> None:
        application = an_application()
        with pytest.raises(Refused, match="do not ask"):
            store(a_received_file(), folder=folder_of(application), kind=DocumentKind.QUALIFICATION, by=1)

    def test_removing_deletes_the_content_and_is_noted_once(self, session: Session) -> None:
        application = an_application()
        with unit_of_work():
            document = a_document(application)
        for _ in range(2):
            with unit_of_work():
                remove(document.id, folder=folder_of(application), by=application.account_id)
        assert session.scalar(select(func.count()).select_from(DocumentContent)) == 0
        assert list_documents(application.id) == []
        assert [act for act, _ in acts(session)] == ["document_added", "document_removed"]


class TestOpening:
    def test_the_content_comes_back_under_a_name_of_ours_and_is_noted(self, session: Session) -> None:
        application = an_application(reference="SC-TEST-NAME")
        document = a_document(application, content=b"as it was", name="evil\r\nname.pdf")
        with unit_of_work():
            opened = open_document(document.id, folder=folder_of(application), by=7, reason="check_identity")
        assert (opened.content, opened.name) == (b"as it was", f"SC-TEST-NAME-identity-{document.id}.pdf")
        assert acts(session)[-1] == ("document_opened", "check_identity")

    @pytest.mark.parametrize("scan", [ScanState.WAITING, ScanState.INFECTED])
    def test_nobody_opens_what_may_have_a_virus(self, session: Session, scan: ScanState) -> None:
        application = an_application()
        document = a_document(application, scan=scan)
        with pytest.raises(Refused):
            open_document(document.id, folder=folder_of(application), by=7, reason="own_document")

    def test_another_applications_file_and_a_removed_one_are_not_found(self, session: Session) -> None:
        application, other = an_application(), an_application()
        document = a_document(application)
        for folder in (folder_of(other), folder_of(application)):
            remove(document.id, folder=folder_of(application), by=1)
            with pytest.raises(NotFound):
                open_document(document.id, folder=folder, by=7, reason="own_document")


class TestScanningLater:
    def test_what_waited_is_scanned_once_the_scanner_is_back(
        self, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        application = an_application()
        clean = a_document(application, scan=ScanState.WAITING)
        bad = a_document(application, content=b"x" + EICAR)
        with a_scanner() as scanner:
            scan_with(app, monkeypatch, scanner.address)
            for _ in range(2):
                scan_waiting()
        session.expire_all()
        assert (clean.scan, bad.scan) == (ScanState.CLEAN, ScanState.INFECTED)
        assert clean.scanned_at is not None
        assert session.scalars(select(DocumentContent.document_id)).all() == [clean.id]
        assert acts(session).count(("document_infected", None)) == 1
        assert len(scanner.seen) == 2

    def test_while_it_is_away_nothing_changes(
        self, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        application = an_application()
        documents = [a_document(application, scan=ScanState.WAITING) for _ in range(5)]
        with a_scanner(says=b"ERROR") as scanner:
            scan_with(app, monkeypatch, scanner.address)
            scan_waiting()
        assert {document.scan for document in documents} == {ScanState.WAITING}
        assert len(scanner.seen) == 3

    def test_without_a_scanner_there_is_nothing_to_do(self, session: Session) -> None:
        a_document(an_application(), scan=ScanState.WAITING)
        assert list_to_scan() == ()
