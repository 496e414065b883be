"""What volunteers are told of their hours, and those who certify of how many wait."""

from typing import Any

from sqlalchemy import func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.models import Stint
from volunteers.hours.rules import how_long, in_words
from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.queries.short_duties import list_to_alert

DIGEST_LOCK = 20_460_001


def tell_adjusted(stint: Stint, reason: str) -> None:
    """Tell a volunteer what counts of their hours now, and why."""
    _tell(MessageKind.HOURS_ADJUSTED, stint, counted=how_long(stint.counted), reason=reason)


def tell_sent_back(stint: Stint, words: str) -> None:
    """Tell a volunteer that a claim could not stand, and why."""
    _tell(MessageKind.HOURS_SENT_BACK, stint, reason=words)


def tell_certifiers() -> int:
    """Write to those who certify how many hours wait for them, once a month; how many were written to."""
    db.session.execute(select(func.pg_advisory_xact_lock(DIGEST_LOCK)))
    month = clock.start_of_day(clock.month_of(clock.today()))
    told = set(
        db.session.scalars(
            select(Message.account_id).where(
                Message.kind == MessageKind.HOURS_TO_CERTIFY.value, Message.created_at >= month
            )
        )
    )
    written = 0
    for viewer, email in list_to_alert():
        waits = 0 if viewer.account_id in told else count_waiting(viewer)
        if waits:
            notify(MessageKind.HOURS_TO_CERTIFY, to=email, account_id=viewer.account_id, to_adult=True, total=waits)
            written += 1
    return written


def count_waiting(viewer: Viewer) -> int:
    """How many stretches of work in scope wait to be certified, the viewer's own left out."""
    return (
        db.session.scalar(
            select(func.count(Stint.id))
            .join(Volunteer, Volunteer.id == Stint.volunteer_id)
            .where(
                Stint.certified != Stint.booked + Stint.claimed + Stint.adjusted,
                viewer.within(Permission.HOURS_CERTIFY, Stint.strand, Stint.area),
                Volunteer.account_id != viewer.account_id,
            )
        )
        or 0
    )


def _tell(kind: MessageKind, stint: Stint, **particulars: Any) -> None:
    name, account = db.session.execute(
        select(Volunteer.first_name, Account)
        .join(Account, Account.id == Volunteer.account_id)
        .where(Volunteer.id == stint.volunteer_id)
    ).one()
    notify(
        kind, to=account.email, account_id=account.id, subject=("volunteer", stint.volunteer_id),
        of_strand=stint.strand, name=name, what=stint.what, day=in_words(clock.on(stint.starts_at)), **particulars,
    )  # fmt: skip
