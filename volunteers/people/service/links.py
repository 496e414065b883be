"""Making and ending single-purpose links."""

import secrets
from datetime import timedelta

from sqlalchemy import update

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Link, LinkPurpose
from volunteers.people.queries.sign_ins import digest_of

TOKEN_BYTES = 20  # 160 bits: nobody guesses one


def make_link(purpose: LinkPurpose, subject_id: int, *, lasts: timedelta) -> str:
    """The token of a new link, to be put in a web address and nowhere else. Earlier links to it stay as they are."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    db.session.add(
        Link(
            token_digest=digest_of(token), purpose=purpose, subject_id=subject_id, created_at=now,
            expires_at=now + lasts,
        )
    )  # fmt: skip
    return token


def end_links(purpose: LinkPurpose, subject_id: int) -> None:
    """From now on no link opens this."""
    good = (Link.purpose == purpose, Link.subject_id == subject_id, Link.ended_at.is_(None))
    db.session.execute(update(Link).where(*good).values(ended_at=clock.now()))
