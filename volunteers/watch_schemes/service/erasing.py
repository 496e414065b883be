"""Erasing a household: its days stay for the count, and nothing else."""

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.models import Message
from volunteers.notifications.service import stop
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links
from volunteers.watch_schemes.models import WatchHousehold, WatchReached

SUBJECT = "watch_household"


def erase(household: WatchHousehold) -> None:
    """Keep nothing of a household but when it came and went; mails to it that wait are not sent."""
    household.address = household.name = ""
    household.email = household.phone = household.sealed_note = None
    household.needs_help = False
    household.left_on, household.version = clock.today(), household.version + 1
    end_links(LinkPurpose.WATCH_HOUSEHOLD, household.id)
    waiting = select(Message.id).where(Message.subject == SUBJECT, Message.subject_id == household.id)
    stop(db.session.scalars(waiting).all())
    db.session.execute(
        delete(WatchReached).where(WatchReached.household_id == household.id, WatchReached.reached_at.is_(None))
    )


def leave(household_id: int) -> None:
    """A household leaves by the link in its mail: everything of it is erased. Harmless when it is gone."""
    household = db.session.scalars(
        select(WatchHousehold).where(WatchHousehold.id == household_id).with_for_update()
    ).one_or_none()
    if household is None or household.left_on is not None:
        return
    erase(household)
    record("watch_household_left", subject="watch_scheme", subject_id=household.scheme_id, by=None)
