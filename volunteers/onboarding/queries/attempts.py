"""Every result a check ever had, and the papers of the applicant that can show one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.documents.models import Document
from volunteers.documents.queries import DocumentLine, list_documents
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.onboarding.models import CheckAttempt
from volunteers.onboarding.rules.checks import Attempt, CheckEntry
from volunteers.onboarding.rules.retakes import odd_date
from volunteers.people.models import Account
from volunteers.strands.rules import CheckDefinition

MOST_ATTEMPTS = 500


def attempts_of(application_id: int) -> Mapping[str, Sequence[Attempt]]:
    """All results of an application's checks by code, oldest first, corrections after what they correct."""
    rows = db.session.execute(
        select(CheckAttempt, Document.kind, Account.full_name)
        .join(Account, Account.id == CheckAttempt.recorded_by_id)
        .outerjoin(Document, Document.id == CheckAttempt.document_id)
        .where(CheckAttempt.application_id == application_id)
        .order_by(CheckAttempt.code, CheckAttempt.number, CheckAttempt.correction)
        .limit(MOST_ATTEMPTS)
    )
    found: dict[str, list[Attempt]] = defaultdict(list)
    for row, kind, name in rows:
        paper = kind.staff_label if kind else None
        attempt = Attempt(
            row.number, row.correction, row.state, row.result_on, row.valid_until, row.reference, row.document_id,
            paper, row.course, row.place, row.reason, name, row.recorded_at,
        )  # fmt: skip
        found[row.code].append(attempt)
    return found


def list_evidence(application_id: int, definition: CheckDefinition) -> list[DocumentLine]:
    """The applicant's papers that can show a check: of the kinds it wants, and fit to be opened."""
    kinds = definition.evidence.documents if definition.evidence else ()
    if not kinds:
        return []
    return [each for each in list_documents(application_id) if each.kind in kinds and each.can_be_opened]


def hint_about(application: Application, definition: CheckDefinition, entry: CheckEntry) -> str | None:
    """A hint about a result from longer before the application was sent than the force thinks usual; else None."""
    if application.submitted_at is None:
        return None
    sent_on = clock.on(application.submitted_at)
    oldest = clock.add_months(sent_on, -current_force().numbers.check_age_months)
    return odd_date(entry, definition, oldest=oldest)
