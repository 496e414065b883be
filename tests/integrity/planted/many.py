"""Faults in mailings."""

from datetime import timedelta

from tests.bulk.builders import a_mailing
from tests.integrity.planted.planting import plants
from tests.people.builders import a_viewer, an_account
from volunteers import clock
from volunteers.bulk.models import Mailing, MailingReceiver
from volunteers.bulk.rules import MailingState
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState
from volunteers.permissions import Role


def _sent(count: int) -> Mailing:
    """One that counted few receivers, so that its constraint lets it be, and went to so many."""
    mailing, now = a_mailing(1), clock.now()
    mailing.state, mailing.held_until = MailingState.SENT, now - timedelta(hours=1)
    for _ in range(count):
        account = an_account(Role.APPLICANT)
        message = Message(
            kind="mailing", to_address=account.email, particulars={}, state=MessageState.SENT, attempts=1,
            created_at=now, due_at=now, sent_at=now,
        )  # fmt: skip
        db.session.add(message)
        db.session.flush()
        db.session.add(
            MailingReceiver(
                mailing_id=mailing.id, account_id=account.id, first_name="", last_name="", reference="",
                strand="farm_watch", message_id=message.id,
            )
        )  # fmt: skip
    db.session.flush()
    return mailing


@plants("mailing_sent_alone")
def sent_to_fifty_one_by_its_author() -> list[int]:
    _sent(50)
    agreed = _sent(51)
    agreed.agreed_by_id = a_viewer(Role.COORDINATOR).account_id
    return [_sent(51).id]
