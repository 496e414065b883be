"""The first sign-in of staff: an initial password opens one page, once, for three days."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.pages import sent_form
from tests.people.builders import a_viewer
from volunteers import clock
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Account, SignIn
from volunteers.people.service import accounts
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work

OWN = "a lamp, a kettle and a boat"


class Newcomer:
    """Someone with the sheet they were handed."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.admin = a_viewer(Role.ADMINISTRATOR)
        with unit_of_work():
            self.details = accounts.open_staff_account(
                email="jo.bly@force.example", full_name="Jo Bly", grant=Grant(Role.SUPERVISOR), by=self.admin,
                key=client.application.config["SETTINGS"].sealing_key,
            )  # fmt: skip

    def code(self, steps_away: int = 0) -> str:
        return pyotp.TOTP(self.details.totp_secret).at(clock.now() + timedelta(seconds=30 * steps_away))

    def comes(self, **answers: str) -> TestResponse:
        typed = {
            "email": self.details.email, "password": self.details.password, "code": self.code(), "own": OWN,
            "again": OWN, **answers,
        }  # fmt: skip
        page = self.client.get("/staff/first-sign-in").get_data(as_text=True)
        return self.client.post("/staff/first-sign-in", data=sent_form(page, **typed))

    def signs_in(self, password: str, steps_away: int) -> TestResponse:
        page = self.client.get("/staff/sign-in").get_data(as_text=True)
        typed = {"email": self.details.email, "password": password, "code": self.code(steps_away)}
        return self.client.post("/staff/sign-in", data=sent_form(page, **typed))


@pytest.fixture
def newcomer(client: FlaskClient, session: Session) -> Newcomer:
    return Newcomer(client)


def test_they_choose_a_password_and_are_signed_in(newcomer: Newcomer, session: Session) -> None:
    assert newcomer.comes().status_code == 303
    assert newcomer.client.get("/staff/volunteers").status_code == 200
    acts = session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)).all()
    assert acts[-1] == "password_chosen"
    other = newcomer.client.application.test_client()
    newcomer.client = other
    assert newcomer.signs_in(OWN, 1).status_code == 303


def test_the_initial_password_itself_does_not_sign_in(newcomer: Newcomer, session: Session) -> None:
    answer = newcomer.signs_in(newcomer.details.password, 0)
    assert "is not right" in answer.get_data(as_text=True)
    assert session.scalars(select(SignIn)).all() == []


def test_it_may_be_typed_in_capitals_and_with_spaces_around(newcomer: Newcomer) -> None:
    assert newcomer.comes(password=f" {newcomer.details.password.upper()} ").status_code == 303


def test_it_works_once(newcomer: Newcomer) -> None:
    assert newcomer.comes().status_code == 303
    newcomer.client = newcomer.client.application.test_client()
    assert (
        newcomer.comes(
            code=newcomer.code(1), own="four green bottles here", again="four green bottles here"
        ).status_code
        == 200
    )


def test_it_runs_out_after_three_days(newcomer: Newcomer) -> None:
    with time_machine.travel(newcomer.details.good_until, tick=False):
        assert "the time to use them is over" in newcomer.comes().get_data(as_text=True)
    with time_machine.travel(newcomer.details.good_until - timedelta(seconds=1), tick=False):
        assert newcomer.comes().status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody@force.example"}, {"password": "abcd-efgh-jkmn-pqrs"}, {"code": "000000"}]
)
def test_whichever_is_wrong_the_words_are_the_same(newcomer: Newcomer, session: Session, wrong: dict[str, str]) -> None:
    page = newcomer.comes(**wrong).get_data(as_text=True)
    assert "The e-mail address, initial password or code is not right" in page
    assert OWN not in page
    assert newcomer.details.password not in page
    assert session.scalars(select(SignIn)).all() == []


@pytest.mark.parametrize(
    ("own", "again", "words"),
    [
        ("short", "short", "12 characters or more"),
        ("password12345", "password12345", "too easy to guess"),
        (OWN, f"{OWN}s", "The two passwords are not the same."),
        ("", "", "Enter a password of your own."),
    ],
)
def test_a_poor_choice_is_explained_and_leaves_the_code_good(
    newcomer: Newcomer, own: str, again: str, words: str
) -> None:
    with time_machine.travel(clock.now(), tick=False):
        assert words in newcomer.comes(own=own, again=again).get_data(as_text=True)
        assert newcomer.comes().status_code == 303


def test_the_initial_password_is_not_kept(newcomer: Newcomer) -> None:
    initial = newcomer.details.password
    assert "other than the initial one" in newcomer.comes(own=initial, again=initial).get_data(as_text=True)


def test_a_disabled_account_chooses_nothing(newcomer: Newcomer, session: Session) -> None:
    with unit_of_work():
        accounts.disable(newcomer.details.account_id, by=newcomer.admin)
    assert newcomer.comes().status_code == 200
    assert session.get_one(Account, newcomer.details.account_id).password_expires_at is not None


def test_a_post_without_its_token_gives_the_page_back(newcomer: Newcomer, session: Session) -> None:
    answer = newcomer.client.post("/staff/first-sign-in", data={"email": "jo.bly@force.example"})
    assert "This page had been open for a long time" in answer.get_data(as_text=True)
