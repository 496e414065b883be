"""Who a token belongs to, and where an account is signed in."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select

from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.permissions import Grant, Viewer


def digest_of(token: str) -> str:
    """What is stored of a token, so that a stolen table opens no session. It is 256 random bits and needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def get_viewer_of(token: str, now: datetime) -> Viewer | None:
    """The person whose sign-in this is, with the rights they hold now; None once it ended, ran out or was disabled."""
    rows = db.session.execute(
        select(Account.id, Account.full_name, Account.email, RoleGrant.role, RoleGrant.strand, RoleGrant.area)
        .join(SignIn, SignIn.account_id == Account.id)
        .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            and_(
                SignIn.token_digest == digest_of(token),
                SignIn.ended_at.is_(None),
                SignIn.expires_at > now,
                Account.disabled_at.is_(None),
            )
        )
    ).all()
    if not rows:
        return None
    account_id, full_name, email, *_ = rows[0]
    grants = frozenset(Grant(row.role, row.strand, row.area) for row in rows if row.role is not None)
    return Viewer(account_id, full_name or email, grants)


def find_live_sign_in(token: str, now: datetime) -> SignIn | None:
    """The sign-in of a token, while it is good."""
    return db.session.scalars(
        select(SignIn).where(
            SignIn.token_digest == digest_of(token), SignIn.ended_at.is_(None), SignIn.expires_at > now
        )
    ).one_or_none()


def list_sign_ins(account_id: int, now: datetime) -> Sequence[SignIn]:
    """Where an account is signed in now, newest first."""
    live = select(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
    return db.session.scalars(live.order_by(SignIn.started_at.desc(), SignIn.id.desc()).limit(100)).all()
