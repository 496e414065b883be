"""What administrators do to staff accounts: one of them at a time, never to their own, each act in the history."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from sqlalchemy import func, select, update

from volunteers import clock, sealing
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people import rules
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.people.queries.accounts import is_administrator, is_staff
from volunteers.people.rules.accounts import (
    GIVEN,
    INITIAL_PASSWORD_LASTS,
    NEEDS_ANOTHER,
    NEEDS_SECOND,
    NOT_ADMINISTRATOR,
    OWN,
    needs_second,
    refusals_to_grant,
)
from volunteers.people.service import passwords
from volunteers.people.service.staff import create_staff
from volunteers.permissions import Grant, Viewer

ADMINISTRATION_LOCK = 20_231_002
# Nothing that looks like something else on paper: 16 of these are 78 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, IN_A_GROUP = 4, 4


@dataclass(frozen=True)
class FirstDetails:
    """What someone needs to sign in for the first time. Shown once, stored nowhere in clear."""

    account_id: int
    email: str
    full_name: str
    good_until: datetime
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)

    @property
    def setup_key(self) -> str:
        """The authenticator secret as it is typed: groups of four. Apps leave the spaces out."""
        return " ".join(self.totp_secret[start : start + 4] for start in range(0, len(self.totp_secret), 4))


def open_staff_account(*, email: str, full_name: str, grant: Grant | None, by: Viewer, key: bytes) -> FirstDetails:
    """A new staff account with an initial password, and with this role if any; ``key`` seals the authenticator.

    Refused for an address that has an account, and for a role that takes a second administrator.
    """
    _act_as_administrator(by.account_id)
    password = _initial_password(email, full_name)
    account, secret = create_staff(
        email=email, full_name=full_name, password=password, grants=[], key=key, by=by.account_id
    )
    account.password_expires_at = clock.now() + INITIAL_PASSWORD_LASTS
    if grant is not None:
        _give(account, grant, by=by, asked_by=None)
    return FirstDetails(account.id, account.email, full_name, account.password_expires_at, password, secret)


def grant_role(account_id: int, grant: Grant, *, by: Viewer, asked_by: int | None = None) -> None:
    """Give an account a role over a strand and an area.

    A role that takes two administrators is given by one who agrees to what another, ``asked_by``, asked for. Refused
    otherwise, on one's own account, for a role already held, and for a scope on a role that has none.
    """
    account = _account_to_change(account_id, by, asked_by)
    _give(account, grant, by=by, asked_by=asked_by)


def ask_for_role(account_id: int, grant: Grant, *, by: Viewer) -> None:
    """Note that an administrator asks another to agree to a role; refused where giving it would be."""
    account = _account_to_change(account_id, by, None)
    _refuse(refusals_to_grant(grant, _held(account)))
    _record("role_asked_for", account_id, by, **_said(grant))


def remove_role(grant_id: int, *, account_id: int, by: Viewer) -> None:
    """Take a role of staff from an account, from its next request on; ``NotFound`` when it has no such role."""
    account = _account_to_change(account_id, by, None)
    row = next((one for one in account.role_grants if one.id == grant_id), None)
    if row is None or row.role not in GIVEN:
        raise NotFound(f"no role {grant_id} of account {account_id}")
    db.session.delete(row)
    _record("role_removed", account_id, by, **_said(row.as_grant()))


def disable(account_id: int, *, by: Viewer) -> None:
    """Close an account and end all its sign-ins at once. Doing it twice changes nothing."""
    account = _account_to_change(account_id, by, None)
    if account.disabled_at is None:
        account.disabled_at = clock.now()
        _record("account_disabled", account_id, by, sign_ins_ended=_end_sign_ins(account_id))


def enable(account_id: int, *, by: Viewer) -> None:
    """Open a disabled account again, with the password and the authenticator it had."""
    account = _account_to_change(account_id, by, None)
    if account.disabled_at is not None:
        account.disabled_at = None
        _record("account_enabled", account_id, by)


def end_sign_ins(account_id: int, *, by: Viewer) -> None:
    """Sign an account out everywhere."""
    _account_to_change(account_id, by, None)
    _record("sign_ins_ended", account_id, by, sign_ins_ended=_end_sign_ins(account_id))


def reset(account_id: int, *, by: Viewer, key: bytes, asked_by: int | None = None) -> FirstDetails:
    """A new initial password and a new authenticator; the old ones and every sign-in end at once.

    Whoever resets an account could use it, so one that vets, audits or administers takes two, as its roles did.
    """
    account = _account_to_change(account_id, by, asked_by)
    if asked_by is None and needs_second(_held(account)):
        raise Refused(NEEDS_ANOTHER)
    password, secret = _initial_password(account.email, account.full_name), pyotp.random_base32()
    account.password_hash = passwords.hash_of(password)
    account.password_expires_at = clock.now() + INITIAL_PASSWORD_LASTS
    account.totp_secret, account.totp_last_step = sealing.seal(secret, key=key, place=account.totp_place), None
    db.session.flush()
    _record("sign_in_reset", account_id, by, asked_by_account_id=asked_by, sign_ins_ended=_end_sign_ins(account_id))
    return FirstDetails(account_id, account.email, account.full_name, account.password_expires_at, password, secret)


def ask_for_reset(account_id: int, *, by: Viewer) -> None:
    """Note that an administrator asks another to reset an account that takes two."""
    _account_to_change(account_id, by, None)
    _record("reset_asked_for", account_id, by)


def _act_as_administrator(*account_ids: int) -> None:
    """One administrator acts at a time, and only while they are one: two who remove each other at once leave one."""
    db.session.execute(select(func.pg_advisory_xact_lock(ADMINISTRATION_LOCK)))
    if not all(is_administrator(account_id) for account_id in account_ids):
        raise Refused(NOT_ADMINISTRATOR)


def _account_to_change(account_id: int, by: Viewer, asked_by: int | None) -> Account:
    """The account as it stands now, when these administrators may change it."""
    _act_as_administrator(by.account_id, *([asked_by] if asked_by is not None else []))
    account = db.session.scalars(
        select(Account).where(Account.id == account_id, is_staff()).execution_options(populate_existing=True)
    ).one_or_none()
    if account is None:
        raise NotFound(f"no staff account {account_id}")
    if account_id in {by.account_id, asked_by}:
        raise Refused(OWN)
    if asked_by == by.account_id:
        raise Refused(NEEDS_ANOTHER)
    return account


def _give(account: Account, grant: Grant, *, by: Viewer, asked_by: int | None) -> None:
    _refuse(refusals_to_grant(grant, _held(account)))
    if grant.role in NEEDS_SECOND and asked_by is None:
        raise Refused(NEEDS_ANOTHER)
    db.session.add(RoleGrant(account_id=account.id, role=grant.role, strand=grant.strand, area=grant.area))
    _record("role_granted", account.id, by, asked_by_account_id=asked_by, **_said(grant))


def _held(account: Account) -> list[Grant]:
    return [one.as_grant() for one in account.role_grants]


def _refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(refusals)


def _said(grant: Grant) -> dict[str, str | None]:
    return {"role": grant.role.value, "strand": grant.strand, "area": grant.area}


def _record(act: str, account_id: int, by: Viewer, **details: str | int | None) -> None:
    record(act, subject="account", subject_id=account_id, by=by.account_id, **details)


def _end_sign_ins(account_id: int) -> int:
    """How many were open; those that ran out are ended with them."""
    now = clock.now()
    ended = db.session.scalars(
        update(SignIn)
        .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
        .values(ended_at=now)
        .returning(SignIn.expires_at)
    ).all()
    return sum(expires_at > now for expires_at in ended)


def _initial_password(email: str, full_name: str) -> str:
    """Sixteen random letters and digits in groups of four, to be read from paper and typed once."""
    while True:
        groups = ["".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS)]
        password = "-".join(groups)
        if not rules.refusals_of_password(password, email=email, full_name=full_name):
            return password
