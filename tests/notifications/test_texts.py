"""Text messages: by GOV.UK Notify, against a stand-in that speaks its protocol, and recorded where nobody sends any."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Notify
from tests.notifications.notify import API_KEY, TEMPLATE_ID, StandIn, notify_stand_in
from tests.people.builders import an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications import jobs
from volunteers.notifications.models import Channel, Message, MessageState
from volunteers.notifications.rules import TEXT_KINDS, MessageKind
from volunteers.notifications.rules.choices import group_of
from volunteers.notifications.rules.reaching import LONGEST_TEXT, mobile_number, readable_number
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.permissions import Role

MOBILE = "+447700900123"
TOKEN = "a receipt token of more than 32 characters"


@pytest.fixture
def stand_in(app: Flask) -> Iterator[StandIn]:
    """The application told to send its texts by Notify, and Notify's stand-in."""
    before = app.config["SETTINGS"]
    with notify_stand_in() as found:
        by = Notify(API_KEY, TEMPLATE_ID, TOKEN, found.url)
        app.config["SETTINGS"] = replace(before, notify=by)
        yield found
    app.config["SETTINGS"] = before


@pytest.fixture
def account(session: Session) -> Account:
    """Someone who wants text messages."""
    return an_account(Role.APPLICANT, mobile=MOBILE)


def told(account: Account, **more: object) -> tuple[Message, Message]:
    """News of an application, as a mail and as a text."""
    mail = notify(
        MessageKind.APPLICATION_MOVED, to=account.email, account_id=account.id, name="Jo Field", reference="SC-1",
        strand="Special Constabulary", **more,
    )  # fmt: skip
    text = newest_text(account)
    assert text is not None
    return mail, text


def newest_text(account: Account) -> Message | None:
    wanted = select(Message).where(Message.account_id == account.id, Message.channel == Channel.TEXT)
    return db.session.scalars(wanted.order_by(Message.id.desc()).limit(1)).first()


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("07700 900123", "+447700900123"),
            ("+44 7700 900123", "+447700900123"),
            ("0044 7912 345 678", "+447912345678"),
            ("(07912) 345-678", "+447912345678"),
            ("+353 85 012 3456", "+353850123456"),
        ],
    )
    def test_a_mobile_is_written_as_networks_do(self, typed: str, number: str) -> None:
        assert mobile_number(typed) == number

    @pytest.mark.parametrize("typed", ["", "0117 496 0000", "12345", "07700", "jo@example.org", "+999 123", "٠٧٧٠٠"])
    def test_anything_else_is_none(self, typed: str) -> None:
        assert mobile_number(typed) is None

    def test_it_is_read_as_its_country_writes_it(self) -> None:
        assert readable_number("+447700900123") == "07700 900123"
        assert readable_number("+353850123456") == "+353 85 012 3456"


class TestWhoIsTold:
    def test_who_wants_texts_gets_both_and_nobody_else(self, session: Session, account: Account) -> None:
        mail, text = told(account)
        assert (mail.channel, text.channel) == (Channel.EMAIL, Channel.TEXT)
        assert (text.to_address, text.kind, text.subject_id) == (MOBILE, mail.kind, mail.subject_id)
        without = an_account(Role.APPLICANT)
        notify(MessageKind.APPLICATION_MOVED, to=without.email, account_id=without.id, name="", reference="", strand="")
        assert newest_text(without) is None

    def test_an_adult_who_is_known_as_one_gets_texts_too(self, session: Session, account: Account) -> None:
        told(account, to_adult=True)

    def test_what_can_wait_is_not_texted(self, session: Session, account: Account) -> None:
        notify(MessageKind.ADDRESS_CHANGED, to=account.email, account_id=account.id)
        assert newest_text(account) is None

    def test_a_closed_account_gets_none(self, session: Session, account: Account) -> None:
        account.disabled_at = clock.now()
        notify(
            MessageKind.APPLICATION_MOVED, to="x@example.org", account_id=account.id, name="", reference="", strand=""
        )
        assert newest_text(account) is None

    def test_the_kinds_that_are_texted_are_those_with_words_for_it(self, app: Flask) -> None:
        with_words = {
            kind for kind in MessageKind if "text" in app.jinja_env.get_template(f"messages/{kind.value}.txt").blocks
        }
        chosen = {kind for kind in MessageKind if group_of(kind)}  # texted to whoever chose texts for the group
        assert with_words - chosen == (TEXT_KINDS | {MessageKind.MOBILE_GIVEN}) - chosen
        assert with_words >= TEXT_KINDS


class TestNotify:
    def test_it_is_handed_over_with_our_own_name_for_it(self, stand_in: StandIn, account: Account) -> None:
        _, text = told(account)
        jobs.deliver([text.id])
        (asked,) = stand_in.taken
        assert (asked["phone_number"], asked["reference"]) == (MOBILE, text.message_id)
        words = asked["personalisation"]["words"]
        assert words.startswith("There is news about your application SC-1.")
        assert "\n" not in words
        assert len(words) <= LONGEST_TEXT
        assert (text.state, text.failure) == (MessageState.SENT, None)
        assert text.provider_id is not None

    def test_a_number_notify_refuses_is_given_up_at_once(self, stand_in: StandIn, account: Account) -> None:
        stand_in.answers[MOBILE] = (400, "ValidationError", "phone_number Not enough digits")
        _, text = told(account)
        jobs.deliver([text.id])
        assert (text.state, text.failure) == (MessageState.GIVEN_UP, "400 phone_number Not enough digits")

    @pytest.mark.parametrize(
        ("status", "error"), [(403, "AuthError"), (429, "RateLimitError"), (500, "Exception"), (503, "Exception")]
    )
    def test_a_fault_that_may_pass_is_tried_again(
        self, stand_in: StandIn, account: Account, status: int, error: str
    ) -> None:
        stand_in.answers[MOBILE] = (status, error, "not now")
        _, text = told(account)
        jobs.deliver([text.id])
        assert (text.state, text.attempts) == (MessageState.PENDING, 1)
        del stand_in.answers[MOBILE]
        with time_machine.travel(text.due_at + timedelta(seconds=1)):
            jobs.deliver([text.id])
        assert (text.state, text.attempts) == (MessageState.SENT, 2)

    def test_while_it_cannot_be_reached_it_is_tried_again(
        self, app: Flask, stand_in: StandIn, account: Account
    ) -> None:
        settings = app.config["SETTINGS"]
        app.config["SETTINGS"] = replace(settings, notify=replace(settings.notify, base_url="http://127.0.0.1:1"))
        _, text = told(account)
        jobs.deliver([text.id])
        assert text.state is MessageState.PENDING

    def test_where_nobody_carries_texts_it_is_given_up(self, app: Flask, stand_in: StandIn, account: Account) -> None:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], notify=None, environment="production")
        _, text = told(account)
        jobs.deliver([text.id])
        assert (text.state, stand_in.taken) == (MessageState.GIVEN_UP, [])


class TestRecorded:
    def test_on_ones_own_machine_it_stands_beside_the_mails(self, app: Flask, account: Account) -> None:
        folder: Path = app.config["SETTINGS"].data_dir / "mail"
        _, text = told(account)
        jobs.deliver([text.id])
        (written,) = [path for path in folder.glob("*.eml") if text.message_id in path.name]
        letter = message_from_bytes(written.read_bytes(), policy=modern)
        assert (letter["X-Envelope-To"], letter["Subject"]) == (MOBILE, "Text message")
        assert "SC-1" in letter.get_content()  # type: ignore[union-attr]


class TestReceipts:
    def receive(self, client: FlaskClient, text: Message, status: str, token: str = TOKEN) -> int:
        told = {
            "id": text.provider_id, "reference": text.message_id, "to": MOBILE, "status": status,
            "created_at": "2026-03-02T12:00:00.000000Z", "notification_type": "sms", "template_id": TEMPLATE_ID,
        }  # fmt: skip
        return client.post("/notify/receipts", json=told, headers={"Authorization": f"Bearer {token}"}).status_code

    @pytest.mark.parametrize(
        ("status", "state"),
        [
            ("delivered", MessageState.DELIVERED),
            ("permanent-failure", MessageState.RETURNED),
            ("temporary-failure", MessageState.RETURNED),
            ("technical-failure", MessageState.PENDING),
            ("sending", MessageState.SENT),
        ],
    )
    def test_what_is_told_is_noted(
        self, client: FlaskClient, stand_in: StandIn, account: Account, status: str, state: MessageState
    ) -> None:
        _, text = told(account)
        jobs.deliver([text.id])
        assert self.receive(client, text, status) == 204
        assert text.state is state
        assert (text.failure is None) == (state in (MessageState.DELIVERED, MessageState.SENT))

    def test_the_first_ending_stands(self, client: FlaskClient, stand_in: StandIn, account: Account) -> None:
        _, text = told(account)
        jobs.deliver([text.id])
        assert self.receive(client, text, "delivered") == 204
        assert self.receive(client, text, "permanent-failure") == 204
        assert text.state is MessageState.DELIVERED

    @pytest.mark.parametrize("token", ["", "another token of more than 32 characters", "ü" * 40])
    def test_a_stranger_finds_nothing(
        self, client: FlaskClient, stand_in: StandIn, account: Account, token: str
    ) -> None:
        _, text = told(account)
        jobs.deliver([text.id])
        assert self.receive(client, text, "delivered", token) == 404
        assert text.state is MessageState.SENT

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"[" * 30_000])
    def test_what_is_no_receipt_is_refused(self, client: FlaskClient, stand_in: StandIn, body: bytes) -> None:
        answer = client.post("/notify/receipts", data=body, headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code in (400, 413)

    def test_without_notify_there_is_no_such_page(self, client: FlaskClient, session: Session) -> None:
        assert client.post("/notify/receipts", json={}, headers={"Authorization": "Bearer "}).status_code == 404
