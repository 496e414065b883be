"""What a single-purpose link opens."""

from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Link, LinkPurpose
from volunteers.people.queries.sign_ins import digest_of


@dataclass(frozen=True)
class OpenedLink:
    """The subject of a link, and whether it still opens it. One that does not can still say why in words."""

    subject_id: int
    is_expired: bool
    is_ended: bool

    @property
    def is_good(self) -> bool:
        return not (self.is_expired or self.is_ended)


def open_link(token: str, purpose: LinkPurpose) -> OpenedLink:
    """The link of that token for that purpose; raises ``NotFound`` for any other token."""
    found = db.session.scalars(select(Link).where(Link.token_digest == digest_of(token), Link.purpose == purpose))
    link = found.one_or_none()
    if link is None:
        raise NotFound("no such link")
    return OpenedLink(link.subject_id, link.expires_at <= clock.now(), link.ended_at is not None)
