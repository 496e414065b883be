"""Nothing is created twice, however often a form is sent."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from config import load_settings
from tests.conftest import settings_for
from tests.pages import sent_form
from tests.people.builders import an_account
from volunteers import clock
from volunteers.app import create_app
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.web.forms import NOT_OURS, CreatingForm
from volunteers.web.models import FormReceipt
from volunteers.web.once import create_once, do_once, forget_old

TOKEN = "a token of the form, long enough"


class NameForm(CreatingForm):
    name = StringField("Name")


def sent(app: Flask, name: str = "Jo", token: str = TOKEN) -> NameForm:
    with app.test_request_context(method="POST"):
        return NameForm(formdata=MultiDict({"once": token, "name": name}), meta={"csrf": False})


def make() -> str:
    return f"/made/{an_account(Role.APPLICANT).id}"


def made(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Account)) or 0


def test_the_same_form_again_gives_the_first_result(app: Flask, session: Session) -> None:
    first = create_once(sent(app), purpose="test", account_id=1, create=make)
    assert create_once(sent(app), purpose="test", account_id=1, create=make) == first
    assert made(session) == 1
    other = create_once(sent(app, token="another token of the form"), purpose="test", account_id=1, create=make)
    assert other != first


@pytest.mark.parametrize("change", ["answers", "account", "purpose"])
def test_the_same_token_for_something_else_is_refused(app: Flask, session: Session, change: str) -> None:
    create_once(sent(app), purpose="test", account_id=1, create=make)
    with pytest.raises(Conflict, match="already sent with other answers"):
        create_once(
            sent(app, "Mo" if change == "answers" else "Jo"),
            purpose="other" if change == "purpose" else "test",
            account_id=2 if change == "account" else 1,
            create=make,
        )
    assert made(session) == 1


def test_a_refusal_does_not_use_the_token_up(app: Flask, session: Session) -> None:
    def refuse() -> str:
        raise Refused(Refusal("no", "Not today."))

    with pytest.raises(Refused):
        create_once(sent(app), purpose="test", account_id=1, create=refuse)
    assert session.scalars(select(FormReceipt)).all() == []
    assert create_once(sent(app), purpose="test", account_id=1, create=make).startswith("/made/")


def test_sent_five_times_at_once_it_is_made_once(own_database: str, addresses: Addresses, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    together = threading.Barrier(5)
    results: list[str] = []

    def send() -> None:
        form = sent(app)
        with app.app_context():
            together.wait()
            results.append(create_once(form, purpose="test", account_id=1, create=make))

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(results) == 5
    assert len(set(results)) == 1
    with app.app_context():
        assert made(db.session()) == 1
        db.session.remove()
        db.engine.dispose()


def test_the_same_button_twice_does_it_once_and_other_answers_do_it_again(app: Flask, session: Session) -> None:
    done: list[str] = []
    for name in ("Jo", "Jo", "Mo", "Jo"):
        do_once(sent(app, name), purpose="test", account_id=None, do=lambda: done.append(make()))
    assert len(done) == made(session) == 2
    assert all(len(receipt.fingerprint) == 64 for receipt in session.scalars(select(FormReceipt)))


def test_receipts_are_erased_once_no_open_page_can_send_the_form_again(app: Flask, session: Session) -> None:
    create_once(sent(app), purpose="test", account_id=1, create=make)
    with time_machine.travel(clock.now() + timedelta(days=29)):
        forget_old()
        assert len(session.scalars(select(FormReceipt)).all()) == 1
    with time_machine.travel(clock.now() + timedelta(days=31)):
        forget_old()
        assert session.scalars(select(FormReceipt)).all() == []


@pytest.mark.parametrize("token", ["", "short", "a nul \x00 in the middle of it", "x" * 65])
def test_a_token_that_is_not_ours_comes_back_as_one_that_is(client: FlaskClient, session: Session, token: str) -> None:
    address = "/opportunities/interest/cadets"
    first = sent_form(client.get(address).get_data(as_text=True), email="jo@example.org")
    again = client.post(address, data={**first, "once": token})
    assert NOT_OURS in again.get_data(as_text=True)
    assert client.post(address, data=sent_form(again.get_data(as_text=True), email="jo@example.org")).status_code == 303
