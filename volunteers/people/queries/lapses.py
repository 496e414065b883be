"""What volunteers hold that runs out soon, and how much of it a coordinator was not told of yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased
from sqlalchemy.types import Integer, Text

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, Clearance, Qualification, RoleGrant, ServicePeriod, Volunteer
from volunteers.people.models.lapses import LapseDigest, LapseWarning
from volunteers.people.queries.volunteers import is_running
from volunteers.people.rules.lapses import AHEAD, HeldKind
from volunteers.permissions import Permission, Role, Viewer

HELD = ((HeldKind.CLEARANCE, Clearance), (HeldKind.QUALIFICATION, Qualification))


@dataclass(frozen=True)
class Lapsing:
    """Something that runs out soon, with whom it is about and the warnings that went out of it."""

    kind: HeldKind
    subject_id: int
    account_id: int
    name: str
    email: str
    code: str
    until_on: date
    is_renewed: bool
    warned: tuple[int, ...]
    strands: tuple[str, ...]
    area: str | None = None


def list_lapsing(on: date) -> list[Lapsing]:
    """What volunteers who serve on a date hold that runs out within the furthest warning."""
    held = union_all(*(_held(kind, model, on) for kind, model in HELD)).subquery()
    rows = db.session.execute(select(held).order_by(held.c.until_on, held.c.account_id, held.c.code))
    return [
        Lapsing(HeldKind(kind), number, account, name, email, code, until, renewed, tuple(warned or ()), tuple(strands))
        for kind, number, account, name, email, code, until, renewed, warned, strands in rows
    ]


def warned_days(kind: HeldKind, subject: Any, code: Any, until: Any) -> Any:
    """The steps that went out about something, as a column."""
    about = (
        LapseWarning.kind == kind, LapseWarning.subject_id == subject, LapseWarning.code == code,
        LapseWarning.until_on == until,
    )  # fmt: skip
    return select(func.array_agg(LapseWarning.days, type_=ARRAY(Integer))).where(*about).scalar_subquery()


def serves_on(day: date, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the volunteer of a row serves on a date, in service of which more holds."""
    period = ServicePeriod
    return exists().where(period.volunteer_id == Volunteer.id, is_running(day), *more)


def is_renewed(model: type[Clearance] | type[Qualification]) -> ColumnElement[bool]:
    """Whether the same volunteer holds the same thing for longer, or without end."""
    other = aliased(model)
    longer = or_(other.until_on.is_(None), other.until_on > model.until_on)
    return exists().where(other.volunteer_id == model.volunteer_id, other.code == model.code, longer)


def list_to_tell() -> Sequence[Viewer]:
    """Every coordinator who can be written to, with the rights they hold now."""
    holds = exists().where(RoleGrant.account_id == Account.id, RoleGrant.role == Role.COORDINATOR)
    accounts = db.session.scalars(select(Account).where(holds, Account.disabled_at.is_(None)).order_by(Account.id))
    return [
        Viewer(each.id, each.full_name, frozenset(grant.as_grant() for grant in each.role_grants))
        for each in accounts.unique()
        if each.has_mail
    ]


def untold(viewer: Viewer, since: datetime) -> dict[int, int]:
    """How many warnings of the viewer's strands and areas went out since a moment, by their days."""
    served = exists().where(
        ServicePeriod.volunteer_id == LapseWarning.subject_id, is_running(clock.today()),
        viewer.within(Permission.VOLUNTEER_READ, ServicePeriod.strand, ServicePeriod.area),
    )  # fmt: skip
    own = or_(
        and_(LapseWarning.kind != HeldKind.CHECK, served),
        and_(
            LapseWarning.kind == HeldKind.CHECK,
            viewer.within(Permission.APPLICATION_MOVE, LapseWarning.strand, LapseWarning.area),
        ),
    )
    counted = (
        select(LapseWarning.days, func.count().label("how_many"))
        .where(LapseWarning.warned_at > since, own)
        .group_by(LapseWarning.days)
        .order_by(LapseWarning.days)
    )
    return {row.days: row.how_many for row in db.session.execute(counted)}


def last_told(account_id: int) -> datetime | None:
    """When a coordinator was last told."""
    return db.session.scalar(select(func.max(LapseDigest.told_at)).where(LapseDigest.account_id == account_id))


def _held(kind: HeldKind, model: type[Clearance] | type[Qualification], on: date) -> Select[Any]:
    strands = (
        select(func.array_agg(ServicePeriod.strand, type_=ARRAY(Text)))
        .where(ServicePeriod.volunteer_id == Volunteer.id, is_running(on))
        .scalar_subquery()
    )
    return (
        select(
            literal(kind.value).label("kind"), Volunteer.id, Volunteer.account_id,
            (Volunteer.first_name + " " + Volunteer.last_name).label("name"), Account.email, model.code, model.until_on,
            is_renewed(model).label("renewed"),
            warned_days(kind, Volunteer.id, model.code, model.until_on).label("warned"), strands.label("strands"),
        )
        .join(Volunteer, Volunteer.id == model.volunteer_id)
        .join(Account, Account.id == Volunteer.account_id)
        .where(model.until_on.between(on, on + AHEAD), serves_on(on))
    )  # fmt: skip
