"""What is a member's own: premises, wishes, what they reported, their register and the alerts they were told of."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.farms.models import (
    FarmAlert,
    FarmPremises,
    FarmReply,
    FarmReport,
    FarmTelling,
    FarmUpdate,
    FarmVisit,
    FarmWish,
    MarkedItem,
)
from volunteers.farms.queries.people import get_membership
from volunteers.farms.rules import VisitState
from volunteers.permissions import Viewer

MOST = 50


def list_own_premises(viewer: Viewer) -> Sequence[FarmPremises]:
    """The member's premises, by name."""
    member = get_membership(viewer)
    return db.session.scalars(
        select(FarmPremises)
        .where(FarmPremises.volunteer_id == member.volunteer_id, FarmPremises.removed_at.is_(None))
        .order_by(FarmPremises.name, FarmPremises.id)
    ).all()


def get_own_premises(premises_id: int, viewer: Viewer, *, locked: bool = False) -> FarmPremises:
    """One of the member's premises; raises ``NotFound``."""
    member = get_membership(viewer)
    wanted = select(FarmPremises).where(
        FarmPremises.id == premises_id, FarmPremises.volunteer_id == member.volunteer_id,
        FarmPremises.removed_at.is_(None),
    )  # fmt: skip
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no premises {premises_id} of account {viewer.account_id}")
    return found


def find_wish(viewer: Viewer) -> FarmWish | None:
    """Which alerts the member wants; None for who never said."""
    return db.session.get(FarmWish, get_membership(viewer).volunteer_id)


def list_own_reports(viewer: Viewer) -> Sequence[FarmReport]:
    """What the member reported, the latest first."""
    member = get_membership(viewer)
    wanted = select(FarmReport).where(FarmReport.volunteer_id == member.volunteer_id)
    return db.session.scalars(wanted.order_by(FarmReport.sent_at.desc(), FarmReport.id.desc()).limit(MOST)).all()


def list_own_alerts(viewer: Viewer) -> Sequence[FarmAlert]:
    """The alerts that the member was told of and that are not over, the latest first."""
    told = _told_of(get_membership(viewer).volunteer_id)
    return db.session.scalars(
        select(FarmAlert)
        .where(FarmAlert.id.in_(told), FarmAlert.stood_down_at.is_(None), FarmAlert.ends_at > clock.now())
        .order_by(FarmAlert.sent_at.desc(), FarmAlert.id.desc())
        .limit(MOST)
    ).all()


def get_own_alert(alert_id: int, viewer: Viewer) -> FarmAlert:
    """An alert that the member was told of; raises ``NotFound``."""
    told = _told_of(get_membership(viewer).volunteer_id)
    found = db.session.scalars(select(FarmAlert).where(FarmAlert.id == alert_id, FarmAlert.id.in_(told))).one_or_none()
    if found is None:
        raise NotFound(f"account {viewer.account_id} was not told of alert {alert_id}")
    return found


def list_updates(alert_id: int) -> Sequence[FarmUpdate]:
    """What came after an alert, in the order it came."""
    return db.session.scalars(select(FarmUpdate).where(FarmUpdate.alert_id == alert_id).order_by(FarmUpdate.id)).all()


def list_own_replies(alert_id: int, viewer: Viewer) -> Sequence[FarmReply]:
    """What the member answered to an alert."""
    member = get_membership(viewer)
    return db.session.scalars(
        select(FarmReply)
        .where(FarmReply.alert_id == alert_id, FarmReply.volunteer_id == member.volunteer_id)
        .order_by(FarmReply.id)
    ).all()


def list_own_visits(viewer: Viewer) -> Sequence[FarmVisit]:
    """The visits to the member's premises that are asked for or planned."""
    member = get_membership(viewer)
    return db.session.scalars(
        select(FarmVisit)
        .join(FarmPremises, FarmPremises.id == FarmVisit.premises_id)
        .where(
            FarmPremises.volunteer_id == member.volunteer_id,
            FarmVisit.state.in_([VisitState.ASKED, VisitState.PLANNED]),
        )
        .order_by(FarmVisit.visit_on.nulls_last(), FarmVisit.id)
    ).all()


def list_own_items(viewer: Viewer) -> Sequence[MarkedItem]:
    """The member's register of marked property, by premises and kind."""
    member = get_membership(viewer)
    return db.session.scalars(
        select(MarkedItem)
        .join(FarmPremises, FarmPremises.id == MarkedItem.premises_id)
        .where(FarmPremises.volunteer_id == member.volunteer_id)
        .order_by(FarmPremises.name, MarkedItem.kind, MarkedItem.id)
    ).all()


def get_own_item(item_id: int, viewer: Viewer, *, locked: bool = False) -> MarkedItem:
    """A thing on the member's register; raises ``NotFound``."""
    member = get_membership(viewer)
    wanted = (
        select(MarkedItem)
        .join(FarmPremises, FarmPremises.id == MarkedItem.premises_id)
        .where(MarkedItem.id == item_id, FarmPremises.volunteer_id == member.volunteer_id)
    )
    if locked:
        wanted = wanted.with_for_update(of=MarkedItem).execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no item {item_id} of account {viewer.account_id}")
    return found


def _told_of(volunteer_id: int) -> Select[int]:
    return select(FarmTelling.alert_id).where(FarmTelling.volunteer_id == volunteer_id)
