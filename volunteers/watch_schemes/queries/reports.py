"""What coordinators sent back, for themselves and for the staff who see to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.places.models import Unit
from volunteers.watch_schemes.models import WatchReport, WatchScheme
from volunteers.watch_schemes.queries.progress import in_scope
from volunteers.watch_schemes.rules import ReportKind

MOST = 100


@dataclass(frozen=True)
class ReportLine:
    """Something a coordinator sent, and what became of it."""

    id: int
    scheme_id: int
    scheme: str
    kind: ReportKind
    body: str
    sent_at: datetime
    answer: str
    closed_at: datetime | None


def list_own_reports(scheme_id: int) -> list[ReportLine]:
    """What was sent from a scheme, newest first."""
    return _lines(_reports().where(WatchReport.scheme_id == scheme_id).order_by(WatchReport.id.desc()))


def list_staff_reports(viewer: Viewer, *, closed: bool = False) -> list[ReportLine]:
    """What waits for staff in scope, the oldest first; or what was seen to, the newest first."""
    is_closed = WatchReport.closed_at.is_not(None)
    order = WatchReport.closed_at.desc() if closed else WatchReport.sent_at.asc()
    return _lines(_reports().where(in_scope(viewer), is_closed if closed else ~is_closed).order_by(order))


def get_staff_report(report_id: int, viewer: Viewer) -> ReportLine:
    """One of them; raises ``NotFound`` out of scope."""
    found = _lines(_reports().where(in_scope(viewer), WatchReport.id == report_id))
    if not found:
        raise NotFound(f"no report {report_id} for this viewer")
    return found[0]


def _reports() -> Select[WatchReport, str]:
    return (
        select(WatchReport, Unit.name)
        .join(WatchScheme, WatchScheme.id == WatchReport.scheme_id)
        .join(Unit, Unit.id == WatchScheme.unit_id)
    )


def _lines(wanted: Select[WatchReport, str]) -> list[ReportLine]:
    rows: Sequence[tuple[WatchReport, str]] = [(row[0], row[1]) for row in db.session.execute(wanted.limit(MOST))]
    return [
        ReportLine(one.id, one.scheme_id, name, one.kind, one.body, one.sent_at, one.answer, one.closed_at)
        for one, name in rows
    ]
