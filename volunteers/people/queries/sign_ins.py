"""Who a token belongs to, and where an account is signed in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.permissions import Grant, Viewer


def digest_of(token: str) -> str:
    """What is stored of a token, so that a stolen table opens no session. It is 256 random bits and needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_account(email: str) -> Account | None:
    """The account of an address, written in small letters, with its grants."""
    wanted = select(Account).where(Account.email == email).options(joinedload(Account.role_grants))
    return db.session.scalars(wanted).unique().one_or_none()


# Asked at every request of someone signed in, so it is built once.
_SIGNED_IN = (
    select(
        Account.id, Account.full_name, Account.email, SignIn.confirmed_at,
        RoleGrant.role, RoleGrant.strand, RoleGrant.area,
    )
    .join(SignIn, SignIn.account_id == Account.id)
    .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
    .where(
        SignIn.token_digest == bindparam("digest"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("now"),
        Account.disabled_at.is_(None),
    )
)  # fmt: skip


@dataclass(frozen=True)
class OpenSignIn:
    """A sign-in that is good now: whose it is, and when they last proved it."""

    viewer: Viewer
    confirmed_at: datetime


def find_sign_in(token: str, now: datetime) -> OpenSignIn | None:
    """The sign-in of this token, with the rights its holder has now; None once it ended, ran out or was disabled."""
    # Someone may hold no role at all, which the outer join shows as None and the types do not.
    rows: Sequence[Any] = db.session.execute(_SIGNED_IN, {"digest": digest_of(token), "now": now}).all()
    if not rows:
        return None
    account_id, full_name, email, confirmed_at, *_ = rows[0]
    grants = frozenset(Grant(role, strand, area) for *_, role, strand, area in rows if role is not None)
    return OpenSignIn(Viewer(account_id, full_name or email, grants), confirmed_at)


def get_viewer_of(token: str, now: datetime) -> Viewer | None:
    """The person whose sign-in this is, with the rights they hold now; None once it ended, ran out or was disabled."""
    found = find_sign_in(token, now)
    return found.viewer if found else None


@dataclass(frozen=True)
class SignInRow:
    """One place an account is signed in."""

    id: int
    started_at: datetime
    expires_at: datetime
    is_this_one: bool


def list_sign_ins(account_id: int, token: str, now: datetime) -> Sequence[SignInRow]:
    """Where an account is signed in now, newest first; the one with this token is marked."""
    live = (
        select(SignIn.id, SignIn.started_at, SignIn.expires_at, SignIn.token_digest == digest_of(token))
        .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .order_by(SignIn.started_at.desc(), SignIn.id.desc())
        .limit(100)
    )
    return [SignInRow(*row) for row in db.session.execute(live)]
