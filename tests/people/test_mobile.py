"""A mobile number for text messages: proved by a code, and taken out at a word."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers import clock
from volunteers.notifications.models import Channel, Message
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import Account
from volunteers.permissions import Role

PAGE = "/my-mobile"


@pytest.fixture
def account(session: Session) -> Account:
    return an_account(Role.APPLICANT)


@pytest.fixture
def browser(client: FlaskClient, account: Account) -> FlaskClient:
    return signed_in(client, account)


def send(browser: FlaskClient, place: str, **answers: str) -> TestResponse:
    hidden = sent_form(browser.get(place).get_data(as_text=True))
    return browser.post(place, data={**hidden, **answers})


def the_code(session: Session) -> str:
    """The code of the newest text message."""
    text = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    assert (text.channel, text.kind) == (Channel.TEXT, MessageKind.MOBILE_GIVEN)
    return str(text.particulars["code"])


def another_code(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_number_is_taken_once_its_code_came_back(browser: FlaskClient, session: Session, account: Account) -> None:
    assert send(browser, PAGE, mobile="07700 900123").location == f"{PAGE}/code"
    assert account.mobile is None, "nothing is sent to a number that nobody proved"
    assert "07700 900123" in browser.get(f"{PAGE}/code").get_data(as_text=True)
    code = the_code(session)
    wrong = send(browser, f"{PAGE}/code", code=another_code(code)).get_data(as_text=True)
    assert "That code is not right, or it is too old." in wrong
    assert send(browser, f"{PAGE}/code", code=code).location == PAGE
    assert account.mobile == "+447700900123"
    shown = browser.get(PAGE).get_data(as_text=True)
    assert "We will send you text messages as well as e-mail." in shown
    assert "07700 900123" in shown


def test_a_code_is_good_for_its_number_alone_and_for_a_quarter_of_an_hour(
    browser: FlaskClient, session: Session, account: Account
) -> None:
    send(browser, PAGE, mobile="07700 900123")
    code = the_code(session)
    send(browser, PAGE, mobile="07700 900456")
    newer = the_code(session)
    if code != newer:
        assert send(browser, f"{PAGE}/code", code=code).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert send(browser, f"{PAGE}/code", code=newer).status_code == 200
    assert account.mobile is None


@pytest.mark.parametrize("typed", ["", "0117 496 0000", "hello", "07700 900"])
def test_what_is_no_mobile_is_refused_in_words_and_kept(browser: FlaskClient, session: Session, typed: str) -> None:
    shown = send(browser, PAGE, mobile=typed).get_data(as_text=True)
    assert re.search(r"Enter (your|a) mobile number", shown)
    assert f'value="{typed}"' in shown or not typed
    assert session.scalars(select(Message)).all() == []


def test_stopping_forgets_the_number(browser: FlaskClient, session: Session, account: Account) -> None:
    account.mobile = "+447700900123"
    hidden = {"csrf_token": sent_form(browser.get(PAGE).get_data(as_text=True))["csrf_token"]}
    assert browser.post(f"{PAGE}/stop", data=hidden).status_code == 303
    assert account.mobile is None
    assert "We have taken your number out." in browser.get(PAGE).get_data(as_text=True)


def test_without_a_number_there_is_no_code_to_enter(browser: FlaskClient) -> None:
    assert browser.get(f"{PAGE}/code").location == PAGE


def test_where_nobody_carries_texts_none_are_offered(app: Flask, browser: FlaskClient) -> None:
    before = app.config["TEXTS"]
    app.config["TEXTS"] = replace(app.config["SETTINGS"], environment="production").sends_texts
    try:
        assert browser.get(PAGE).status_code == 404
        assert "text messages" not in browser.get("/my-applications").get_data(as_text=True)
    finally:
        app.config["TEXTS"] = before
