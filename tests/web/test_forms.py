"""Forms: a token that is missing, foreign or aged writes nothing and loses nothing that was typed."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers import clock
from volunteers.notifications.models import Message
from volunteers.people.models import SignIn
from volunteers.permissions import Role
from volunteers.web.forms import AGED


def token_of(client: FlaskClient) -> str:
    return str(sent_form(client.get("/sign-in").get_data(as_text=True))["csrf_token"])


@pytest.mark.parametrize("token", ["missing", "foreign", "aged", "nonsense", "empty"])
def test_the_page_comes_back_filled_in_and_nothing_is_written(
    client: FlaskClient, session: Session, token: str
) -> None:
    own = token_of(client)
    foreign = token_of(client.application.test_client())
    given = {"missing": None, "foreign": foreign, "aged": own, "nonsense": "nonsense", "empty": ""}[token]
    answers = {"email": "jo@example.org"} | ({} if given is None else {"csrf_token": given})
    with time_machine.travel(clock.now() + (timedelta(hours=13) if token == "aged" else timedelta(0))):
        answer = client.post("/sign-in", data=answers)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert AGED in page
        assert "<title>Error: " in page
        assert 'value="jo@example.org"' in page
        assert session.scalar(select(func.count()).select_from(Message)) == 0
        assert client.post("/sign-in", data=sent_form(page, email="jo@example.org")).status_code == 303


def test_a_token_of_before_the_sign_in_is_foreign_after_it(client: FlaskClient, session: Session) -> None:
    before = token_of(client)
    account = an_account(Role.APPLICANT)
    signed_in(client, account)
    with client.session_transaction() as cookie:
        cookie.pop("csrf_token")
    answer = client.post("/my-sign-ins/end-others", data={"csrf_token": before})
    assert AGED in answer.get_data(as_text=True)
    assert session.scalars(select(SignIn.ended_at)).all() == [None]


def test_every_fault_is_told_twice_in_the_same_words_and_linked(client: FlaskClient) -> None:
    page = client.get("/staff/sign-in").get_data(as_text=True)
    answer = client.post("/staff/sign-in", data=sent_form(page, email="nonsense", code="12"))
    page = answer.get_data(as_text=True)
    for words, anchor in (
        ("Enter an e-mail address in the correct format, like name@example.com.", "#email"),
        ("Enter your password.", "#password"),
        ("The code is 6 numbers, like 123456.", "#code"),
    ):
        assert page.count(words) == 2
        assert f'<a href="{anchor}">{words}</a>' in page
    assert page.index("#email") < page.index("#password") < page.index("#code")


def test_a_password_never_comes_back(client: FlaskClient) -> None:
    page = client.get("/staff/sign-in").get_data(as_text=True)
    sent = sent_form(page, email="a@example.org", password="a secret of theirs", code="1")
    assert "a secret of theirs" not in client.post("/staff/sign-in", data=sent).get_data(as_text=True)
