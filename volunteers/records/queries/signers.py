"""Who can sign that a member of a strand in an area has shown a skill."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import ROLE_PERMISSIONS, Permission, Viewer

SIGNING_ROLES = tuple(role for role, may in ROLE_PERMISSIONS.items() if Permission.EVIDENCE_SIGN in may)


def list_signers(strand: str, area: str, *, but: int) -> list[tuple[int, str]]:
    """The numbers and names of those who can sign there, by name, without one account: nobody signs their own."""
    return sorted(
        ((account.id, account.full_name) for account in _signers(strand, area) if account.id != but),
        key=lambda one: (one[1], one[0]),
    )


def find_signer(email: str, strand: str, area: str, *, but: int) -> int | None:
    """The account of that address if it can sign there; None for any other address, whoever's it is."""
    wanted = email.strip().lower()
    found = (one for one in _signers(strand, area) if one.email.lower() == wanted and one.id != but)
    return next((one.id for one in found), None)


def as_viewer(account: Account) -> Viewer:
    """The account with the rights it holds now."""
    return Viewer(account.id, account.full_name, frozenset(grant.as_grant() for grant in account.role_grants))


def _signers(strand: str, area: str) -> Sequence[Account]:
    grants = select(RoleGrant.account_id).where(
        RoleGrant.role.in_(SIGNING_ROLES),
        or_(RoleGrant.strand.is_(None), RoleGrant.strand == strand),
        or_(RoleGrant.area.is_(None), RoleGrant.area == area),
    )
    accounts = db.session.scalars(select(Account).where(Account.id.in_(grants), Account.disabled_at.is_(None)))
    return [one for one in accounts.unique() if as_viewer(one).may_in(Permission.EVIDENCE_SIGN, strand, area)]
