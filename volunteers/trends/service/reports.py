"""Making reports of published releases, keeping their printed form, and telling who wants a link."""

import logging

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Viewer
from volunteers.trends.disclosure.content import Content, digest_of
from volunteers.trends.models import Release, Report, ReportReader
from volunteers.trends.queries import releases, reports
from volunteers.trends.queries.report_inputs import quarterly_inputs
from volunteers.trends.rules.reports.annual import annual_return
from volunteers.trends.rules.reports.document import Document
from volunteers.trends.rules.reports.kinds import ReportKind, kinds_of
from volunteers.trends.rules.reports.quarterly import quarterly_report

log = logging.getLogger(__name__)


def make_reports(release_id: int) -> list[Report]:
    """Make the reports that a published release has not yet, and give them; none of one that is not published."""
    release = db.session.get(Release, release_id, with_for_update=True)
    if release is None or release.published_at is None:
        return []
    made, content = reports.kinds_made_of(release), releases.content_of(release)
    return [_make(release, kind, content) for kind in kinds_of(release.cut_off) if kind not in made]


def _make(release: Release, kind: ReportKind, content: Content) -> Report:
    document = _document(kind, content).to_bytes()
    report = Report(
        kind=kind, release_id=release.id, content=document, digest=digest_of(document), made_at=clock.now(), pdf=None,
        without_pdf="", told_at=None,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    record("report_made", subject="report", subject_id=report.id, by=None, digest=report.digest)
    return report


def _document(kind: ReportKind, content: Content) -> Document:
    if kind is ReportKind.ANNUAL_RETURN:
        return annual_return(content, made_on=clock.today())
    return quarterly_report(quarterly_inputs(content))


def keep_pdf(report_id: int, pdf: bytes) -> None:
    """Keep the printed form of a report; one that it has already stays."""
    report = reports.get_for_work(report_id, for_change=True)
    if report.pdf is None:
        report.pdf, report.without_pdf = pdf, ""
    db.session.flush()


def note_without_pdf(report_id: int, why: str) -> None:
    """Note why a report has no printed form, for those who look for it; it is logged once."""
    report = reports.get_for_work(report_id, for_change=True)
    if report.pdf is None and report.without_pdf != why:
        report.without_pdf = why
        log.warning("No PDF of report %s: %s", report_id, why)
    db.session.flush()


def tell(report_id: int) -> None:
    """Send a link to each who wants one, once; the figures stay behind the sign-in."""
    report = reports.get_for_work(report_id, for_change=True)
    if report.told_at is not None:
        return
    for reader in reports.list_readers():
        notify(
            MessageKind.REPORT_MADE, to=reader.email, account_id=reader.account_id, to_adult=True,
            report=report.kind.words, slug=report.kind.slug, release=report.release.name,
            cut_off=f"{report.release.cut_off.day} {report.release.cut_off:%B %Y}",
        )  # fmt: skip
    report.told_at = clock.now()
    db.session.flush()


def choose(wants_link: bool, *, by: Viewer) -> None:
    """Send the actor a link when a report is made from now on, or none."""
    chosen = db.session.get(ReportReader, by.account_id, with_for_update=True)
    if chosen is None:
        chosen = ReportReader(account_id=by.account_id, wants_link=wants_link, chosen_at=clock.now())
        db.session.add(chosen)
    chosen.wants_link, chosen.chosen_at = wants_link, clock.now()
    db.session.flush()
    record("report_link_chosen", subject="account", subject_id=by.account_id, by=by.account_id, wants_link=wants_link)
