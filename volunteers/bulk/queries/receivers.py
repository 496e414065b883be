"""Whom a letter to many would reach: each person once, with what stands for and against writing to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.bulk.models import MailingOptOut, MailingReceiver
from volunteers.bulk.rules import MOST, Audience, Candidate
from volunteers.extensions import db
from volunteers.notifications.rules import reaches_nobody
from volunteers.onboarding.queries import visible_to
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.people.models.serving import ServiceStatus
from volunteers.people.queries.volunteers import is_running
from volunteers.people.rules.serving import StatusKind
from volunteers.permissions import CHILDRENS_STRAND, Permission, Viewer
from volunteers.strands.queries import get_strand

MOST_VOLUNTEERS = 5_000
OPTED_OUT = exists().where(MailingOptOut.account_id == Account.id)
OF_ACCOUNT = (Account.id, Account.email, Account.disabled_at, OPTED_OUT.label("opted_out"))


@dataclass(frozen=True)
class Found:
    """Someone who was chosen, with what a letter may say of them, and how it stands with them now."""

    account_id: int
    email: str
    first_name: str
    last_name: str
    reference: str
    strand: str
    area: str | None
    candidate: Candidate
    application_id: int | None = None
    volunteer_id: int | None = None


@dataclass(frozen=True)
class Wish:
    """The volunteers someone wants to write to; what is None is not narrowed."""

    strand: str | None = None
    area: str | None = None
    unit_id: int | None = None
    status: StatusKind | None = None


def find_candidates(application_ids: Sequence[int], viewer: Viewer) -> list[Found]:
    """The applicants of these applications that the viewer sees; one statement."""
    rows = db.session.execute(_applicants().where(Application.id.in_(application_ids), visible_to(viewer)).limit(MOST))
    return [_applicant(row, viewer) for row in rows]


def volunteers_wished(wish: Wish, viewer: Viewer) -> list[Found]:
    """Those who serve today and match, in the strands and areas in which the viewer may write to many."""
    asked: list[ColumnElement[bool]] = [_in_reach(viewer), is_running(clock.today())]
    if wish.strand is not None:
        asked.append(ServicePeriod.strand == wish.strand)
    if wish.area is not None:
        asked.append(ServicePeriod.area == wish.area)
    if wish.unit_id is not None:
        asked.append(ServicePeriod.unit_id == wish.unit_id)
    if wish.status is not None:
        asked.append(_serves_as(wish.status, clock.today()))
    return [_volunteer(row, viewer, is_over=False) for row in db.session.execute(_served().where(*asked))]


def stand_now(receivers: Sequence[MailingReceiver], audience: Audience) -> dict[int, Found]:
    """How it stands now with those who are about to be sent a letter, by their accounts. At most two statements."""
    accounts = [each.account_id for each in receivers]
    if audience is Audience.APPLICANTS:
        ids = [each.application_id for each in receivers]
        found = [_applicant(row, None) for row in db.session.execute(_applicants().where(Application.id.in_(ids)))]
    else:
        serving = select(ServicePeriod.volunteer_id).where(is_running(clock.today()))
        rows = db.session.execute(
            _served().add_columns(Volunteer.id.in_(serving).label("serves")).where(Account.id.in_(accounts))
        )
        found = [_volunteer(row, None, is_over=not row.serves) for row in rows]
    return {each.account_id: each for each in found}


def once_each(found: Iterable[Found]) -> list[Found]:
    """Each person once, the first time they come."""
    return list({each.account_id: each for each in reversed(list(found))}.values())[::-1]


def _applicants() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Application.id.label("application_id"), Application.first_name, Application.last_name,
            Application.reference, Application.strand, Application.area, Application.stage,
            Application.pipeline_version, *OF_ACCOUNT,
        )
        .join(Account, Account.id == Application.account_id)
        .order_by(Application.last_name, Application.first_name, Application.id)
    )  # fmt: skip


def _served() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Volunteer.id.label("volunteer_id"), Volunteer.first_name, Volunteer.last_name, ServicePeriod.strand,
            ServicePeriod.area, *OF_ACCOUNT,
        )
        .join(ServicePeriod, ServicePeriod.volunteer_id == Volunteer.id)
        .join(Account, Account.id == Volunteer.account_id)
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id, ServicePeriod.started_on.desc())
        .limit(MOST_VOLUNTEERS)
    )  # fmt: skip


def _applicant(row: Any, viewer: Viewer | None) -> Found:
    has_ended = get_strand(row.strand, row.pipeline_version).pipeline.stage(row.stage).is_final
    return Found(
        row.id, row.email, row.first_name, row.last_name, row.reference, row.strand, row.area,
        _candidate(row, viewer, has_ended=has_ended), application_id=row.application_id,
    )  # fmt: skip


def _volunteer(row: Any, viewer: Viewer | None, *, is_over: bool) -> Found:
    return Found(
        row.id, row.email, row.first_name, row.last_name, "", row.strand, row.area,
        _candidate(row, viewer, has_ended=is_over), volunteer_id=row.volunteer_id,
    )  # fmt: skip


def _candidate(row: Any, viewer: Viewer | None, *, has_ended: bool) -> Candidate:
    """Without a viewer, as when it is sent, the scope was judged before."""
    return Candidate(
        has_mail=not reaches_nobody(row.email),
        is_disabled=row.disabled_at is not None,
        has_ended=has_ended,
        opted_out=row.opted_out,
        is_cadet=row.strand == CHILDRENS_STRAND,
        in_scope=viewer is None or viewer.may_in(Permission.MAILING_SEND, row.strand, row.area),
        is_author=viewer is not None and row.id == viewer.account_id,
    )


def _serves_as(status: StatusKind, on: date) -> ColumnElement[bool]:
    """Whether that is how they serve on a date; without a row they are active."""
    today = (
        ServiceStatus.service_period_id == ServicePeriod.id,
        ServiceStatus.replaced_at.is_(None),
        ServiceStatus.from_on <= on,
        or_(ServiceStatus.until_on.is_(None), ServiceStatus.until_on >= on),
    )
    if status is StatusKind.ACTIVE:
        return ~exists().where(*today, ServiceStatus.status != StatusKind.ACTIVE)
    return exists().where(*today, ServiceStatus.status == status)


def _in_reach(viewer: Viewer) -> ColumnElement[bool]:
    strand, area = ServicePeriod.strand.expression, ServicePeriod.area.expression
    return viewer.within(Permission.MAILING_SEND, strand, area)
