"""What coordinators send back up, and staff see to."""

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.watch_schemes.models import WatchReport
from volunteers.watch_schemes.queries.people import STRAND
from volunteers.watch_schemes.queries.reports import get_staff_report
from volunteers.watch_schemes.rules import ReportKind
from volunteers.watch_schemes.service.signs import hold_own


def send_report(kind: ReportKind, body: str, *, by: Viewer) -> WatchReport:
    """Send something from the viewer's own scheme to the staff of its area."""
    scheme = hold_own(by)
    report = WatchReport(scheme_id=scheme.id, kind=kind, body=body, sent_by_id=by.account_id, sent_at=clock.now())
    db.session.add(report)
    db.session.flush()
    record("watch_report_sent", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, report=report.id)
    return report


def close_report(report_id: int, answer: str, *, by: Viewer) -> None:
    """Staff saw to it, and say what came of it to whoever sent it. Closing twice keeps the first answer."""
    get_staff_report(report_id, by)
    report = db.session.scalars(select(WatchReport).where(WatchReport.id == report_id).with_for_update()).one()
    if report.closed_at is not None:
        return
    report.closed_at, report.closed_by_id, report.answer = clock.now(), by.account_id, answer
    record(
        "watch_report_closed", subject="watch_scheme", subject_id=report.scheme_id, by=by.account_id, report=report_id
    )
    if answer:
        account = db.session.get_one(Account, report.sent_by_id)
        notify(
            MessageKind.WATCH_REPORT_ANSWERED, to=account.email, account_id=account.id, to_adult=True,
            of_strand=STRAND.value, name=account.full_name, answer=answer,
        )  # fmt: skip
