"""Kit: what someone has and had, and what is to be got back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.people.queries.volunteers import is_running
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import KitItem
from volunteers.records.queries.members import in_scope
from volunteers.records.queries.statuses import is_suspended

PAGE = 200


@dataclass(frozen=True)
class ToGetBack:
    """Someone who does not serve now, since when, and what they still have."""

    volunteer_id: int
    name: str
    since: date | None
    items: tuple[KitItem, ...]

    @property
    def why(self) -> str:
        return "Has left" if self.since else "Suspended"


def list_kit(volunteer_id: int) -> Sequence[KitItem]:
    """Everything a volunteer was ever issued: what is out first, then the latest."""
    is_back = KitItem.returned_on.is_not(None)
    wanted = select(KitItem).where(KitItem.volunteer_id == volunteer_id)
    return db.session.scalars(wanted.order_by(is_back, KitItem.issued_on.desc(), KitItem.id.desc())).all()


def get_item(item_id: int, viewer: Viewer) -> KitItem:
    """One thing in the scope of someone who keeps kit; raises ``NotFound``."""
    scoped = in_scope(viewer, Permission.SERVICE_EDIT, KitItem.volunteer_id)
    found = db.session.scalars(select(KitItem).where(KitItem.id == item_id, scoped)).one_or_none()
    if found is None:
        raise NotFound(f"no kit {item_id} for this viewer")
    return found


def must_come_back(volunteer_id: int) -> bool:
    """Whether a volunteer serves nowhere now, or is suspended everywhere they do."""
    wanted = select(Volunteer.id).where(Volunteer.id == volunteer_id, _serves_nowhere(clock.today()))
    return db.session.scalars(wanted).first() is not None


def list_to_get_back(viewer: Viewer, *, area: str | None = None) -> list[ToGetBack]:
    """People in scope who serve nowhere now and still have something, those who left longest ago first; two queries."""
    today = clock.today()
    left = select(func.max(ServicePeriod.ended_on)).where(ServicePeriod.volunteer_id == Volunteer.id).scalar_subquery()
    running = exists().where(ServicePeriod.volunteer_id == Volunteer.id, is_running(today))
    people = db.session.execute(
        select(Volunteer.id, (Volunteer.first_name + " " + Volunteer.last_name), left, running)
        .where(_has_something(), _serves_nowhere(today), in_scope(viewer, Permission.SERVICE_EDIT, Volunteer.id))
        .where(*_in_area(area))
        .order_by(running, left, Volunteer.last_name, Volunteer.id)
        .limit(PAGE)
    ).all()
    items = _out([row[0] for row in people])
    return [ToGetBack(id_, name, None if serves else since, items[id_]) for id_, name, since, serves in people]


def count_to_get_back(viewer: Viewer) -> int:
    """How many people that is."""
    wanted = select(func.count(Volunteer.id)).where(
        _has_something(), _serves_nowhere(clock.today()), in_scope(viewer, Permission.SERVICE_EDIT, Volunteer.id)
    )
    return db.session.scalar(wanted) or 0


def _out(volunteer_ids: Sequence[int]) -> dict[int, tuple[KitItem, ...]]:
    found: dict[int, tuple[KitItem, ...]] = dict.fromkeys(volunteer_ids, ())
    wanted = select(KitItem).where(KitItem.volunteer_id.in_(volunteer_ids), KitItem.returned_on.is_(None))
    for item in db.session.scalars(wanted.order_by(KitItem.issued_on, KitItem.id)):
        found[item.volunteer_id] += (item,)
    return found


def _has_something() -> ColumnElement[bool]:
    return exists().where(KitItem.volunteer_id == Volunteer.id, KitItem.returned_on.is_(None))


def _serves_nowhere(today: date) -> ColumnElement[bool]:
    """No service runs, but for service that is suspended."""
    serves = and_(is_running(today), ~is_suspended(ServicePeriod.id, today))
    return ~exists().where(ServicePeriod.volunteer_id == Volunteer.id, serves)


def _in_area(area: str | None) -> list[ColumnElement[bool]]:
    if area is None:
        return []
    return [exists().where(ServicePeriod.volunteer_id == Volunteer.id, ServicePeriod.area == area)]
