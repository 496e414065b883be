"""What is kept too long, and equality answers that come near a name."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tests.applications.builders import an_application
from tests.integrity.planted.applications import an_act
from tests.integrity.planted.planting import plants, sql
from volunteers import clock
from volunteers.documents.models import Document, DocumentContent
from volunteers.documents.rules import DocumentKind, MediaType, ScanState
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.monitoring.models import EqualityAnswer
from volunteers.monitoring.rules import COUNTED, token_of
from volunteers.openings.models import Interest
from volunteers.web.models import FormReceipt, KeptForm


def ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


@plants("draft_kept")
def a_draft_that_nobody_came_back_to() -> list[int]:
    days = current_force().retention.draft_days
    noted, bad, young = (an_application(stage="draft") for _ in range(3))
    for application, age in ((noted, days + 3), (bad, days + 3), (young, days)):
        application.created_at = ago(age)
    an_act(noted.id, noted.account_id)
    return [bad.id]


@plants("typed_kept")
def what_was_typed_ten_days_ago() -> list[int]:
    for name, age in (("old", 10), ("new", 7)):
        db.session.add(KeptForm(token_digest=name, path="/", sealed=b"x", created_at=ago(age)))
    db.session.flush()
    return []


@plants("typed_kept")
def a_receipt_of_last_month() -> list[int]:
    for name, age in (("old", 33), ("new", 30)):
        db.session.add(FormReceipt(token=name, purpose="x", fingerprint="x", created_at=ago(age)))
    db.session.flush()
    return []


@plants("interest_kept")
def an_address_nobody_needs_any_more() -> list[int]:
    before = clock.add_months(clock.today(), -current_force().retention.interest_months)
    rows = [
        Interest(
            email=f"{days}@example.org", strand="cadets", asked_at=ago(400),
            last_contact_at=clock.start_of_day(before - timedelta(days=days)),
        )
        for days in (3, 0)
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    return [rows[0].id]


@plants("document_kept")
def a_document_of_one_who_withdrew() -> list[int]:
    days = current_force().retention.documents_days
    documents = []
    for stage, age in (("withdrawn", days + 3), ("withdrawn", days), ("submitted", days + 3)):
        application = an_application(stage=stage)
        application.stage_since = ago(age)
        document = Document(
            application_id=application.id, account_id=application.account_id, kind=DocumentKind.IDENTITY, name="a.pdf",
            media_type=MediaType.PDF, size=1, scan=ScanState.CLEAN, created_at=ago(age),
        )  # fmt: skip
        db.session.add(document)
        db.session.flush()
        db.session.add(DocumentContent(document_id=document.id, sealed=b"x"))
        documents.append(document)
    db.session.flush()
    return [documents[0].id]


@plants("equality_named")
def a_column_that_names_an_account() -> list[int]:
    sql("ALTER TABLE equality_answers ADD COLUMN account_id integer")
    where = "attname = 'account_id' AND attrelid = 'equality_answers'::regclass"
    return [db.session.scalar(text(f"SELECT attnum FROM pg_attribute WHERE {where}")) or 0]  # noqa: S608 - a constant


@plants("equality_linked")
def links_that_were_not_cut() -> list[int]:
    """Of as many people as are mixed at once; one fewer would wait until there are enough."""
    for number in range(current_force().numbers.disclosure_threshold_sensitive):
        application = an_application(stage="withdrawn", submitted_at=ago(60), days_between=number)
        token = token_of(COUNTED, application.id, sealing_key())
        db.session.add(EqualityAnswer(token=token, strand=application.strand, year=2026, sex="female"))
    db.session.flush()
    return []
