"""Sign-ins are rows: begun with a new random token, ended at any time, never trusted past their hour."""

import secrets
from datetime import timedelta

from sqlalchemy import update

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import SignIn
from volunteers.people.queries import digest_of
from volunteers.permissions import Viewer

TOKEN_BYTES = 32


def begin_sign_in(account_id: int, *, lasts: timedelta) -> str:
    """Sign an account in on one more device, for so long and no longer; gives the token that its cookie holds."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    db.session.add(
        SignIn(
            token_digest=digest_of(token), account_id=account_id, started_at=now, confirmed_at=now,
            expires_at=now + lasts,
        )
    )  # fmt: skip
    db.session.flush()
    return token


def renew_sign_in(token: str) -> str | None:
    """A new token for a sign-in whose holder has proved again who they are; None when it is over.

    The old token opens nothing from now on (OWASP ASVS 5.0, 7.2.4), and the sign-in ends when it would have.
    """
    renewed, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    found = db.session.scalar(
        update(SignIn)
        .where(SignIn.token_digest == digest_of(token), SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .values(token_digest=digest_of(renewed), confirmed_at=now)
        .returning(SignIn.id)
    )
    return renewed if found is not None else None


def end_sign_in(token: str) -> None:
    """Sign out: the token opens nothing from now on. Ending it twice does no harm."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.token_digest == digest_of(token), SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_own_sign_in(sign_in_id: int, *, by: Viewer) -> None:
    """End one's own sign-in on some device; ``NotFound`` for one that is over, or is not one's own."""
    ended = db.session.scalar(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.account_id == by.account_id, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(SignIn.id)
    )
    if ended is None:
        raise NotFound(f"no sign-in {sign_in_id} of this account")
    record("sign_in_ended", subject="account", subject_id=by.account_id, by=by.account_id, sign_in_id=sign_in_id)


def end_other_sign_ins(token: str, *, by: Viewer) -> int:
    """End every sign-in of one's own but this one; gives how many there were."""
    ended = db.session.scalars(
        update(SignIn)
        .where(
            SignIn.account_id == by.account_id,
            SignIn.token_digest != digest_of(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > clock.now(),
        )
        .values(ended_at=clock.now())
        .returning(SignIn.id)
    ).all()
    if ended:
        record("other_sign_ins_ended", subject="account", subject_id=by.account_id, by=by.account_id, count=len(ended))
    return len(ended)
