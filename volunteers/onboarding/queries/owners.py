"""Who could have a case: the coordinators of its strand and area."""

from collections import defaultdict

from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import ROLE_PERMISSIONS, Grant, Permission, Viewer

MOST_GRANTS = 2_000
MOVERS = [role for role, granted in ROLE_PERMISSIONS.items() if Permission.APPLICATION_MOVE in granted]


def list_coordinators(application: Application) -> list[tuple[int, str]]:
    """Those who may move this application, by name; never the applicant. One statement."""
    covers = (
        RoleGrant.role.in_(MOVERS),
        RoleGrant.strand.is_(None) | (RoleGrant.strand == application.strand),
        RoleGrant.area.is_(None) | (RoleGrant.area == application.area),
    )
    rows = db.session.execute(
        select(Account.id, Account.full_name, RoleGrant.role, RoleGrant.strand, RoleGrant.area)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            Account.id.in_(select(RoleGrant.account_id).where(*covers)),
            Account.id != application.account_id,
            Account.disabled_at.is_(None),
        )
        .order_by(Account.full_name, Account.id)
        .limit(MOST_GRANTS)
    )
    grants: dict[tuple[int, str], set[Grant]] = defaultdict(set)
    for number, name, role, strand, area in rows:
        grants[number, name].add(Grant(role, strand, area))
    return [
        (number, name)
        for (number, name), held in grants.items()
        if Viewer(number, name, frozenset(held)).may_in(
            Permission.APPLICATION_MOVE, application.strand, application.area
        )
    ]
