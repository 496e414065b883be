"""How often a link may be tried, in an application that counts: other tests run without these limits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import load_settings
from tests.conftest import settings_for
from tests.pages import sent_form
from tests.references.builders import a_link, an_asked_referee
from volunteers.app import create_app
from volunteers.extensions import db, limiter
from volunteers.local.servers import Addresses
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


def test_sixty_wrong_links_an_hour_from_one_network_and_a_good_one_works_meanwhile(counting: Flask) -> None:
    with counting.app_context(), unit_of_work():
        link = a_link(an_asked_referee())
    client = counting.test_client()
    assert {client.get(link).status_code for _ in range(70)} == {200}
    tries = [client.get(f"/reference/guess{number}").status_code for number in range(62)]
    assert tries == [404] * 60 + [429] * 2


def test_sixty_posts_an_hour_to_one_link(counting: Flask) -> None:
    with counting.app_context(), unit_of_work():
        first, second = a_link(an_asked_referee()), a_link(an_asked_referee())
    client = counting.test_client()
    form = sent_form(client.get(f"{first}/cannot").get_data(as_text=True))
    tries = [client.post(f"{first}/cannot", data=form).status_code for _ in range(61)]
    assert tries == [200] * 60 + [429]
    assert client.post(f"{second}/cannot", data=form).status_code == 200
