"""Reports that were made, those still to be made, and who is told of them. They hold what everyone may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import ROLE_PERMISSIONS, Permission, Role, Viewer
from volunteers.trends.models import Release, Report, ReportReader
from volunteers.trends.queries import releases
from volunteers.trends.rules.reports.document import Document, read_document
from volunteers.trends.rules.reports.kinds import ReportKind, kind_of, kinds_of
from volunteers.trends.rules.reports.pdf import no_pdf_words

# Who is told unless they chose not to be.
TOLD_ANYWAY = Role.OPCC_ANALYST
READERS = [role for role, granted in ROLE_PERMISSIONS.items() if Permission.TRENDS_READ in granted]


@dataclass(frozen=True)
class ReportLine:
    """A report in a list. ``pdf_bytes`` is 0 while there is no PDF; ``without_pdf`` then says why, if that is known."""

    kind: ReportKind
    release: Release
    digest: str
    made_at: datetime
    document_bytes: int
    pdf_bytes: int
    without_pdf: str

    @property
    def pdf_size(self) -> str:
        """In kilobytes."""
        return f"{max(1, round(self.pdf_bytes / 1_000))} kB"

    @property
    def no_pdf(self) -> str:
        """Why there is no PDF, in words; empty where there is one."""
        return "" if self.pdf_bytes else no_pdf_words(self.without_pdf)


@dataclass(frozen=True)
class Reader:
    """Someone who is sent a link."""

    account_id: int
    email: str


def list_reports() -> list[ReportLine]:
    """Every report: of the newest release first, the quarterly one before the annual return."""
    rows = db.session.execute(
        select(
            Report.kind, Release, Report.digest, Report.made_at, func.length(Report.content), func.length(Report.pdf),
            Report.without_pdf,
        )
        .join(Release, Release.id == Report.release_id)
        .order_by(Release.cut_off.desc(), Release.version.desc(), Report.kind.desc())
    )  # fmt: skip
    return [
        ReportLine(kind, release, digest, made_at, document_bytes, pdf_bytes or 0, without_pdf)
        for kind, release, digest, made_at, document_bytes, pdf_bytes, without_pdf in rows
    ]


def list_reports_of(release: Release) -> list[ReportLine]:
    """The reports of one release."""
    return [line for line in list_reports() if line.release.id == release.id]


def get_report(slug: str, name: str) -> Report:
    """The report of a kind, as addresses name it, of the published release of a name; raises ``NotFound``."""
    kind, release = kind_of(slug), releases.get_published(name)
    found = db.session.scalar(select(Report).where(Report.kind == kind, Report.release_id == release.id))
    if kind is None or found is None:
        raise NotFound(f"no report {slug!r} of {name!r}")
    return found


def get_pdf(report: Report) -> bytes:
    """The printed form; raises ``NotFound`` where there is none."""
    if report.pdf is None:
        raise NotFound("this report has no PDF")
    return report.pdf


def document_of(report: Report) -> Document:
    """What a report says."""
    return read_document(report.content)


def list_unmade() -> list[int]:
    """The published releases that lack a report, the oldest first, so that each can look a year back."""
    made = {(row.release_id, row.kind) for row in db.session.execute(select(Report.release_id, Report.kind))}
    published = reversed(releases.list_published())
    return [one.id for one in published if any((one.id, kind) not in made for kind in kinds_of(one.cut_off))]


def list_unprinted() -> list[int]:
    """The reports without a PDF, the first made first."""
    return list(db.session.scalars(select(Report.id).where(Report.pdf.is_(None)).order_by(Report.id)))


def list_untold() -> list[int]:
    """The reports that nobody was told of yet, the first made first."""
    return list(db.session.scalars(select(Report.id).where(Report.told_at.is_(None)).order_by(Report.id)))


def kinds_made_of(release: Release) -> set[ReportKind]:
    """The kinds of reports that a release has already."""
    return set(db.session.scalars(select(Report.kind).where(Report.release_id == release.id)))


def get_for_work(report_id: int, *, for_change: bool = False) -> Report:
    """A report with its release, for the work of a job; raises ``NotFound``."""
    query = select(Report).where(Report.id == report_id).options(joinedload(Report.release, innerjoin=True))
    found = db.session.scalar(query.with_for_update(of=Report) if for_change else query)
    if found is None:
        raise NotFound(f"no report {report_id}")
    return found


def list_readers() -> Sequence[Reader]:
    """Who is sent a link: those who may read reports and want it, analysts of the office unless they said no."""
    may_read = select(RoleGrant.account_id).where(RoleGrant.role.in_(READERS))
    is_told_anyway = select(RoleGrant.account_id).where(RoleGrant.role == TOLD_ANYWAY)
    rows = db.session.execute(
        select(Account.id, Account.email)
        .outerjoin(ReportReader, ReportReader.account_id == Account.id)
        .where(
            Account.disabled_at.is_(None), Account.id.in_(may_read),
            or_(
                ReportReader.wants_link.is_(True),
                (ReportReader.account_id.is_(None)) & Account.id.in_(is_told_anyway),
            ),
        )
        .order_by(Account.id)
    )  # fmt: skip
    return [Reader(account_id, email) for account_id, email in rows]


def wants_link(viewer: Viewer) -> bool:
    """Whether the viewer is sent a link when a report is made."""
    chosen = db.session.get(ReportReader, viewer.account_id)
    return viewer.holds(TOLD_ANYWAY) if chosen is None else chosen.wants_link
