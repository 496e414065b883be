"""Staff accounts as administrators see them. Those of applicants and volunteers are not found here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.people.queries import names
from volunteers.people.rules.accounts import (
    GIVEN,
    NAMES,
    SCOPED,
    AccountState,
    is_kept_from_children,
    needs_second,
    state_of_account,
)
from volunteers.permissions import STAFF_ROLES, Grant, Role


@dataclass(frozen=True)
class HeldRole:
    """One role of an account in words. Those of applicants and volunteers come and go by themselves."""

    id: int
    grant: Grant
    name: str
    scope: str

    @property
    def may_be_removed(self) -> bool:
        return self.grant.role in GIVEN


@dataclass(frozen=True)
class StaffAccount:
    """An account of staff; ``waits_until`` is when an initial password runs out, or ran out."""

    id: int
    name: str
    email: str
    roles: tuple[HeldRole, ...]
    state: AccountState
    disabled_at: datetime | None
    waits_until: datetime | None
    last_sign_in_at: datetime | None
    open_sign_ins: int

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def reset_needs_second(self) -> bool:
        return needs_second(role.grant for role in self.roles)

    @property
    def is_kept_from_children(self) -> bool:
        """Whether roles that cover cadets do not reach them, for want of being cleared."""
        return is_kept_from_children(role.grant for role in self.roles)


@dataclass(frozen=True)
class AccountPage:
    """One page of the list; ``next_after`` asks for the next one, None on the last."""

    rows: tuple[StaffAccount, ...]
    next_after: int | None


def list_staff_accounts(*, search: str = "", after: int | None = None, limit: int = 50) -> AccountPage:
    """Staff accounts by name, from the one after ``after`` on; ``search`` finds parts of names and addresses."""
    words = func.lower(Account.full_name + " " + Account.email)
    found = [words.contains(word, autoescape=True) for word in search.lower().split()]
    wanted = _accounts().where(*found).order_by(func.lower(Account.full_name), Account.id).limit(limit + 1)
    if after is not None:
        place = db.session.execute(
            select(func.lower(Account.full_name), Account.id).where(Account.id == after)
        ).one_or_none()  # fmt: skip
        if place is not None:
            wanted = wanted.where(tuple_(func.lower(Account.full_name), Account.id) > tuple_(*place))
    rows = db.session.execute(wanted).all()
    shown = _with_roles(rows[:limit])
    return AccountPage(shown, shown[-1].id if len(rows) > limit else None)


def get_staff_account(account_id: int) -> StaffAccount:
    """One staff account; raises ``NotFound``."""
    rows = db.session.execute(_accounts().where(Account.id == account_id)).all()
    if not rows:
        raise NotFound(f"no staff account {account_id}")
    return _with_roles(rows)[0]


def is_administrator(account_id: int) -> bool:
    """Whether an account holds the administrator's role now, and is open."""
    held = (
        exists()
        .where(RoleGrant.account_id == Account.id, RoleGrant.role == Role.ADMINISTRATOR)
        .where(Account.id == account_id, Account.disabled_at.is_(None))
    )
    return bool(db.session.scalar(select(held)))


def find_mobile(account_id: int) -> str | None:
    """Where this account's text messages go, as networks write it; None when it wants none."""
    return db.session.scalar(select(Account.mobile).where(Account.id == account_id))


def find_name(account_id: int) -> str:
    """What to call whoever holds an account."""
    name = db.session.scalar(select(Account.full_name).where(Account.id == account_id))
    return name or f"Account {account_id}"


def grant_in_words(grant: Grant) -> str:
    """Coordinator: Special Constabulary, Bristol."""
    scope = _scope(grant)
    return f"{NAMES[grant.role]}: {scope}" if scope else NAMES[grant.role]


def is_staff() -> ColumnElement[bool]:
    """The condition of a staff account: it has a password, or a role of staff."""
    holds = exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_(STAFF_ROLES))
    return or_(Account.password_hash.is_not(None), holds)


def _accounts() -> Select[Any]:
    of_it = SignIn.account_id == Account.id
    live = and_(of_it, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())
    return select(
        Account.id, Account.full_name, Account.email, Account.disabled_at, Account.password_expires_at,
        select(func.max(SignIn.started_at)).where(of_it).scalar_subquery(),
        select(func.count()).select_from(SignIn).where(live).correlate(Account).scalar_subquery(),
    ).where(is_staff())  # fmt: skip


def _with_roles(rows: Sequence[Any]) -> tuple[StaffAccount, ...]:
    now = clock.now()
    roles: dict[int, list[HeldRole]] = defaultdict(list)
    held = select(RoleGrant).where(RoleGrant.account_id.in_([row[0] for row in rows])).order_by(RoleGrant.id)
    for one in db.session.scalars(held):
        grant = one.as_grant()
        roles[one.account_id].append(HeldRole(one.id, grant, NAMES[grant.role], _scope(grant)))
    return tuple(
        StaffAccount(
            id_, name or email, email, tuple(roles[id_]), state_of_account(disabled_at, expires_at, now),
            disabled_at, expires_at, last_at, live,
        )
        for id_, name, email, disabled_at, expires_at, last_at, live in rows
    )  # fmt: skip


def _scope(grant: Grant) -> str:
    if grant.role not in SCOPED:
        return ""
    strand = names.strand_name(grant.strand) if grant.strand else "All strands"
    area = names.area_name(grant.area) if grant.area else "all areas"
    return f"{strand}, {area}"
