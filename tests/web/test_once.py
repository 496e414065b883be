"""Nothing is created twice, however often a form is sent."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from config import load_settings
from tests.conftest import settings_for
from tests.people.builders import an_account
from volunteers.app import create_app
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.web.forms import CreatingForm
from volunteers.web.models import FormReceipt
from volunteers.web.once import create_once

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
