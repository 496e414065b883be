"""How often anyone may try, in an application that counts: other tests run without these limits."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from config import load_settings
from tests.conftest import settings_for
from tests.pages import sent_form
from tests.people.staff import Staff
from volunteers import clock
from volunteers.app import create_app
from volunteers.extensions import db, limiter
from volunteers.local.servers import Addresses
from volunteers.people.models import SignIn
from volunteers.unit_of_work import unit_of_work


@pytest.fixture
def counting(own_database: str, addresses: Addresses, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(load_settings({**settings_for(addresses, own_database, tmp_path), "ENVIRONMENT": "development"}))
    with app.app_context():
        limiter.reset()
    yield app
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def _one_half_minute() -> Iterator[None]:
    """The authenticator's clock stands still, however busy the machine is."""
    with time_machine.travel(clock.now(), tick=False):
        yield


@pytest.mark.usefixtures("_one_half_minute")
def test_ten_guesses_an_hour_at_one_account_and_no_lock_on_the_owners_device(counting: Flask) -> None:
    owner, stranger = counting.test_client(), counting.test_client()
    with counting.app_context(), unit_of_work():
        staff = Staff(owner)
    assert staff.sign_in(staff.code(-1)).status_code == 303
    guesses = [staff.sign_in("000000", client=stranger, password=f"guess {number}") for number in range(11)]
    assert [answer.status_code for answer in guesses] == [200] * 9 + [429] * 2, "the owner's first counted too"
    assert "Too many tries" in guesses[-1].get_data(as_text=True)
    page = owner.get("/sign-out").get_data(as_text=True)
    owner.post("/sign-out", data=sent_form(page))
    assert staff.sign_in(client=owner).status_code == 303


@pytest.mark.usefixtures("_one_half_minute")
def test_ten_guesses_an_hour_at_who_one_is(counting: Flask) -> None:
    owner = counting.test_client()
    with counting.app_context(), unit_of_work():
        staff = Staff(owner)
    assert staff.sign_in().status_code == 303
    with counting.app_context(), unit_of_work():
        db.session.execute(update(SignIn).values(confirmed_at=clock.now() - timedelta(hours=1)))
    page = owner.get("/staff/confirm").get_data(as_text=True)
    typed = sent_form(page, password="a guess", code=staff.code(1))
    assert [owner.post("/staff/confirm", data=typed).status_code for _ in range(11)] == [200] * 10 + [429]


def test_five_codes_to_one_address_in_a_quarter_of_an_hour(counting: Flask) -> None:
    client = counting.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    answers = [client.post("/sign-in", data=sent_form(page, email="Jo@example.org")) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert client.post("/sign-in", data=sent_form(page, email="mo@example.org")).status_code == 303
