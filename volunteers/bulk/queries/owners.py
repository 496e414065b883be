"""Whose case many applications can become."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.onboarding.queries.owners import MOST_GRANTS, MOVERS
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import Grant, Permission, Viewer

Pair = tuple[str, str | None]  # strand and area


@dataclass(frozen=True)
class Owner:
    """Someone who moves applications, with the rights they hold."""

    account_id: int
    name: str
    email: str
    viewer: Viewer

    def may_own(self, strand: str, area: str | None) -> bool:
        """Whether they may move the applications of a strand in an area."""
        return self.viewer.may_in(Permission.APPLICATION_MOVE, strand, area)


def list_owners(pairs: Collection[Pair]) -> list[Owner]:
    """Those who may move at least one of these, by name; one statement."""
    return [owner for owner in _owners() if any(owner.may_own(strand, area) for strand, area in pairs)]


def find_owner(account_id: int) -> Owner | None:
    """That person, if they move applications at all and their account is open."""
    return next(iter(_owners(account_id)), None)


def _owners(account_id: int | None = None) -> list[Owner]:
    movers = select(RoleGrant.account_id).where(RoleGrant.role.in_(MOVERS))
    wanted = (
        select(Account.id, Account.full_name, Account.email, RoleGrant.role, RoleGrant.strand, RoleGrant.area)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(Account.id.in_(movers), Account.disabled_at.is_(None))
        .order_by(Account.full_name, Account.id)
        .limit(MOST_GRANTS)
    )
    if account_id is not None:
        wanted = wanted.where(Account.id == account_id)
    grants: dict[tuple[int, str, str], set[Grant]] = defaultdict(set)
    for number, name, email, role, strand, area in db.session.execute(wanted):
        grants[number, name, email].add(Grant(role, strand, area))
    return [
        Owner(number, name, email, Viewer(number, name, frozenset(held)))
        for (number, name, email), held in grants.items()
    ]
