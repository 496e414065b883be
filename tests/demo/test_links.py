"""A guardian and a referee are written to when the demonstration is made: their links are there to be opened."""

from pathlib import Path

from sqlalchemy import select

from tests.demo.conftest import an_empty_copy
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import LinkPurpose
from volunteers.people.queries import open_link


def test_mails_with_links_wait_to_be_sent(addresses: Addresses, template_database: str, tmp_path: Path) -> None:
    with an_empty_copy(addresses, template_database, "links", tmp_path) as app:
        made = app.test_cli_runner().invoke(args=["demo", "seed", "--volunteers", "20", "--years", "1"])
        assert made.exit_code == 0, made.output
        with app.app_context():
            pending = db.session.scalars(select(Message).where(Message.state == MessageState.PENDING)).all()
            messages = [each for each in pending if "token" in each.particulars]
            assert sorted((each.kind, each.to_address.partition("@")[2]) for each in messages) == [
                ("guardian_asked", "example.org"),
                ("reference_asked", "example.org"),
            ]
            for message, purpose in zip(messages, (LinkPurpose.REFERENCE, LinkPurpose.GUARDIAN), strict=True):
                assert open_link(message.particulars["token"], purpose).is_good
