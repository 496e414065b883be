"""Signing in with an e-mailed code, as a browser does it."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account
from volunteers import clock
from volunteers.notifications.models import Message
from volunteers.people import queries
from volunteers.people.models import Account, SignIn, SignInCode
from volunteers.permissions import Role

ADDRESS = "jo@example.org"


def mine(client: FlaskClient) -> str:
    """Where an applicant belongs."""
    return client.application.url_map.bind("").build("applications.mine")


def ask_for_code(client: FlaskClient, email: str = ADDRESS, next_page: str = "") -> str:
    """Ask as a browser does; gives the code page."""
    address = "/sign-in" + (f"?next={next_page}" if next_page else "")
    page = client.get(address).get_data(as_text=True)
    answer = client.post(address, data=sent_form(page, email=email))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client.get(answer.location).get_data(as_text=True)


def code_sent(session: Session) -> str:
    newest = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    return str(newest.particulars["code"])


def enter(client: FlaskClient, page: str, code: str, address: str = "/sign-in/code") -> str:
    """Enter a code; gives where it led, or the words of the error."""
    answer = client.post(address, data=sent_form(page, code=code))
    if answer.status_code == 303:
        return str(answer.location)
    found = re.search(r'govuk-error-message">(.*?)</p>', answer.get_data(as_text=True), re.DOTALL)
    assert found
    return found[1]


def test_the_first_code_makes_an_account_that_may_apply(client: FlaskClient, session: Session) -> None:
    page = ask_for_code(client, "  Jo@Example.ORG ")
    code = code_sent(session)
    assert enter(client, page, f" {code[:3]} {code[3:]} ") == mine(client)

    account = session.scalars(select(Account)).one()
    assert account.email == ADDRESS
    assert [grant.role for grant in account.role_grants] == [Role.APPLICANT]
    with client.session_transaction() as cookie:
        assert not cookie.permanent
        viewer = queries.get_viewer_of(cookie["_user_id"], clock.now())
    assert viewer is not None
    assert viewer.account_id == account.id


def test_known_and_unknown_addresses_are_answered_alike(client: FlaskClient, session: Session) -> None:
    an_account(Role.APPLICANT, email="known@example.org")
    an_account(Role.COORDINATOR, email="staff@example.org", password_hash="x")
    an_account(Role.APPLICANT, email="closed@example.org", disabled_at=clock.now())

    def seen(email: str) -> str:
        page = ask_for_code(client, email).replace(email, "someone")
        return re.sub(r'(nonce|value)="[^"]*"', "", page)

    assert len({seen(f"{who}@example.org") for who in ("known", "unknown", "staff", "closed")}) == 1


@pytest.mark.parametrize(("who", "way"), [("staff", "staff"), ("closed", "closed"), ("granted", "staff")])
def test_no_code_is_sent_where_none_may_open_the_account(
    client: FlaskClient, session: Session, who: str, way: str
) -> None:
    an_account(Role.COORDINATOR, email="staff@example.org", password_hash="x")
    an_account(Role.AUDITOR, email="granted@example.org")
    an_account(Role.APPLICANT, email="closed@example.org", disabled_at=clock.now())
    ask_for_code(client, f"{who}@example.org")
    message = session.scalars(select(Message)).one()
    assert (message.particulars["way"], message.particulars["code"]) == (way, "")


def test_a_code_works_once(client: FlaskClient, session: Session) -> None:
    page = ask_for_code(client)
    code = code_sent(session)
    other = client.application.test_client()
    other_page = ask_for_code(other)
    assert "not right" in enter(client, page, code), "a newer code replaced it"
    newer = code_sent(session)
    assert enter(other, other_page, newer) == mine(client)
    assert "not right" in enter(client, page, newer)


def test_five_wrong_codes_are_the_end_of_it(client: FlaskClient, session: Session) -> None:
    page = ask_for_code(client)
    code = code_sent(session)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert "not right" in enter(client, page, wrong)
    assert "not right" in enter(client, page, code)
    assert session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_a_code_is_too_old_after_fifteen_minutes(client: FlaskClient, session: Session) -> None:
    page = ask_for_code(client)
    code = code_sent(session)
    with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert "not right" in enter(client, page, code)


def test_a_code_is_stored_as_a_keyed_digest(client: FlaskClient, session: Session) -> None:
    ask_for_code(client)
    stored = session.scalars(select(SignInCode)).one()
    assert code_sent(session) not in stored.code_digest
    assert len(stored.code_digest) == 64


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Enter the code we sent you."), ("12345", "6 numbers"), ("abcdef", "6 numbers")]
)
def test_what_is_not_a_code_costs_no_try(client: FlaskClient, session: Session, typed: str, words: str) -> None:
    page = ask_for_code(client)
    assert words in enter(client, page, typed)
    assert session.scalars(select(SignInCode.tries_left)).one() == 5


def test_one_goes_on_to_where_one_was_going(client: FlaskClient, session: Session) -> None:
    page = ask_for_code(client, next_page="/my-sign-ins")
    assert enter(client, page, code_sent(session), "/sign-in/code?next=/my-sign-ins") == "/my-sign-ins"


def test_one_never_goes_on_to_a_foreign_place(client: FlaskClient, session: Session) -> None:
    page = ask_for_code(client, next_page="https://evil.example/")
    code = code_sent(session)
    assert enter(client, page, code, "/sign-in/code?next=https://evil.example/") == mine(client)


def test_the_code_page_needs_an_address_first(client: FlaskClient) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"


def test_the_code_can_be_filled_in_by_the_browser_and_pasted(client: FlaskClient) -> None:
    page = ask_for_code(client)
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert "onpaste" not in page


def test_nothing_planted_before_the_sign_in_outlives_it(client: FlaskClient, session: Session) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "by someone else"
        cookie["_user_id"] = "a token of the attacker's choice"
    page = ask_for_code(client)
    enter(client, page, code_sent(session))
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"] != "a token of the attacker's choice"
