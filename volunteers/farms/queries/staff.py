"""Farm Watch for staff, within their areas: premises, reports, alerts and their answers, visits and the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.farms.models import (
    FarmAlert,
    FarmPremises,
    FarmReply,
    FarmReport,
    FarmTelling,
    FarmVisit,
    MarkedItem,
)
from volunteers.farms.queries.people import STRAND
from volunteers.farms.rules import VisitState
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer

EDIT = Permission.FARM_EDIT
PAGE = 100


def list_premises(viewer: Viewer, *, sought: str = "", after: int = 0) -> tuple[Sequence[FarmPremises], int | None]:
    """A page of the premises in scope by when they came, and where the next begins; ``sought`` is part of a name."""
    wanted = (
        select(FarmPremises)
        .join(Volunteer, Volunteer.id == FarmPremises.volunteer_id)
        .where(FarmPremises.removed_at.is_(None), _within(viewer, FarmPremises.area), FarmPremises.id > after)
    )
    if sought:
        like = f"%{sought.lower()}%"
        wanted = wanted.where(
            or_(
                func.lower(FarmPremises.name).like(like), func.lower(FarmPremises.postcode).like(like),
                func.lower(FarmPremises.reference).like(like), Volunteer.search_words.like(like),
            )
        )  # fmt: skip
    rows = db.session.scalars(wanted.order_by(FarmPremises.id).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def get_premises(premises_id: int, viewer: Viewer) -> FarmPremises:
    """Premises in scope; raises ``NotFound``."""
    wanted = select(FarmPremises).where(
        FarmPremises.id == premises_id, FarmPremises.removed_at.is_(None), _within(viewer, FarmPremises.area)
    )
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no premises {premises_id} for this viewer")
    return found


def list_items(premises_id: int) -> Sequence[MarkedItem]:
    """What is marked at premises that were found for the viewer."""
    return db.session.scalars(
        select(MarkedItem).where(MarkedItem.premises_id == premises_id).order_by(MarkedItem.kind, MarkedItem.id)
    ).all()


def list_reports(viewer: Viewer, *, closed: bool = False) -> Sequence[FarmReport]:
    """The reports that wait, the oldest first; or those seen to, the latest first."""
    wanted = select(FarmReport).where(_within(viewer, FarmReport.area))
    if closed:
        wanted = wanted.where(FarmReport.closed_at.is_not(None)).order_by(FarmReport.closed_at.desc())
    else:
        wanted = wanted.where(FarmReport.closed_at.is_(None)).order_by(FarmReport.sent_at, FarmReport.id)
    return db.session.scalars(wanted.limit(PAGE)).all()


def get_report(report_id: int, viewer: Viewer, *, locked: bool = False) -> FarmReport:
    """A report in scope; raises ``NotFound``."""
    wanted = select(FarmReport).where(FarmReport.id == report_id, _within(viewer, FarmReport.area))
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no report {report_id} for this viewer")
    return found


@dataclass(frozen=True)
class AlertRow:
    """An alert with how many are told of it, and how many answered."""

    alert: FarmAlert
    told: int
    replies: int
    is_current: bool


def list_alerts(viewer: Viewer) -> list[AlertRow]:
    """The alerts in scope, the latest first."""
    told = _count(FarmTelling.alert_id, FarmTelling.update_id.is_(None))
    replies = _count(FarmReply.alert_id)
    wanted = select(FarmAlert, told, replies).where(_within(viewer, FarmAlert.area))
    rows = db.session.execute(wanted.order_by(FarmAlert.sent_at.desc(), FarmAlert.id.desc()).limit(PAGE))
    return [AlertRow(alert, told, replies, is_current(alert)) for alert, told, replies in rows]


def get_alert(alert_id: int, viewer: Viewer, *, locked: bool = False) -> FarmAlert:
    """An alert in scope; raises ``NotFound``."""
    wanted = select(FarmAlert).where(FarmAlert.id == alert_id, _within(viewer, FarmAlert.area))
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no alert {alert_id} for this viewer")
    return found


def is_current(alert: FarmAlert) -> bool:
    """Whether it has neither ended nor been stood down."""
    return alert.stood_down_at is None and alert.ends_at > clock.now()


def list_replies(alert_id: int) -> Sequence[FarmReply]:
    """What members answered to an alert that was found for the viewer."""
    return db.session.scalars(select(FarmReply).where(FarmReply.alert_id == alert_id).order_by(FarmReply.id)).all()


def list_visits(viewer: Viewer, *, done: bool = False) -> Sequence[FarmVisit]:
    """The visits to plan and to come; or those done, the latest first."""
    states = [VisitState.DONE] if done else [VisitState.ASKED, VisitState.PLANNED]
    order = FarmVisit.visit_on.desc() if done else FarmVisit.visit_on.nulls_first()
    return db.session.scalars(
        select(FarmVisit)
        .join(FarmPremises, FarmPremises.id == FarmVisit.premises_id)
        .where(_within(viewer, FarmPremises.area), FarmVisit.state.in_(states))
        .order_by(order, FarmVisit.id)
        .limit(PAGE)
    ).all()


def get_visit(visit_id: int, viewer: Viewer, *, locked: bool = False) -> FarmVisit:
    """A visit in scope; raises ``NotFound``."""
    wanted = (
        select(FarmVisit)
        .join(FarmPremises, FarmPremises.id == FarmVisit.premises_id)
        .where(FarmVisit.id == visit_id, _within(viewer, FarmPremises.area))
    )
    if locked:
        wanted = wanted.with_for_update(of=FarmVisit).execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no visit {visit_id} for this viewer")
    return found


def find_items(words: str, viewer: Viewer) -> Sequence[MarkedItem]:
    """Things in scope whose mark or serial number is exactly this, whatever its capitals."""
    return db.session.scalars(
        select(MarkedItem)
        .join(FarmPremises, FarmPremises.id == MarkedItem.premises_id)
        .where(
            or_(func.lower(MarkedItem.mark) == words.lower(), func.lower(MarkedItem.serial) == words.lower()),
            _within(viewer, FarmPremises.area),
        )
        .order_by(MarkedItem.id)
        .limit(PAGE)
    ).all()


def known_marks(marks: Sequence[str]) -> set[str]:
    """Of these marks in small letters, those on the register of the whole force."""
    found = db.session.scalars(select(func.lower(MarkedItem.mark)).where(func.lower(MarkedItem.mark).in_(marks)))
    return set(found)


def _within(viewer: Viewer, area: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return viewer.within(EDIT, literal(STRAND.value), area)


def _count(alert_id: InstrumentedAttribute[int], *rest: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(alert_id == FarmAlert.id, *rest).scalar_subquery()
