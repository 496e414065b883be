"""Telling volunteers and supervisors what became of a place."""

from typing import Any

from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.rosters.models import Duty
from volunteers.rosters.queries.handovers import list_supervisors
from volunteers.rosters.service.holding import Person
from volunteers.rosters.service.telling import is_adult, particulars_of


def tell(kind: MessageKind, person: Person, duty: Duty, **more: Any) -> None:
    """Tell a volunteer something about a duty; old news once it is over, or at ``expires_at``."""
    expires_at = more.pop("expires_at", duty.ends_at)
    notify(
        kind, to=person.email, account_id=person.volunteer.account_id, subject=("duty", duty.id),
        expires_at=expires_at, to_adult=is_adult(person.volunteer), of_strand=duty.strand,
        **{**particulars_of(duty), **more},
    )  # fmt: skip


def tell_supervisors(kind: MessageKind, duty: Duty, **more: Any) -> None:
    """Tell whoever made a duty or, when they are not there any more, those who say who is on it."""
    for account_id, email in list_supervisors(duty):
        notify(
            kind, to=email, account_id=account_id, subject=("duty", duty.id), expires_at=duty.ends_at, to_adult=True,
            of_strand=duty.strand, **{**particulars_of(duty), "path": f"/staff/duties/{duty.id}", **more},
        )  # fmt: skip


def tell_signed_up(person: Person, duty: Duty, post: str) -> None:
    """They have a place."""
    tell(MessageKind.SIGNED_UP, person, duty, post=post)
