"""How often addresses may be given, in an application that counts, without a puzzle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import load_settings
from tests.conftest import settings_for
from tests.pages import sent_form
from volunteers.app import create_app
from volunteers.extensions import db, limiter
from volunteers.local.servers import Addresses

ADDRESS = "/opportunities/interest/cadets"


@pytest.fixture
def counting(own_database: str, addresses: Addresses, tmp_path: Path) -> Iterator[Flask]:
    """Behind a trusted proxy, which says from which network each request comes."""
    changed = {"ENVIRONMENT": "development", "PROXY_HOPS": "1"}
    app = create_app(load_settings({**settings_for(addresses, own_database, tmp_path), **changed}))
    with app.app_context():
        limiter.reset()
    yield app
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def statuses(app: Flask, asked: Iterator[tuple[str, str]]) -> list[int]:
    """What each (address, network) is answered, every one with a form of its own."""
    client = app.test_client()
    page = client.get(ADDRESS).get_data(as_text=True)
    found = []
    for number, (email, network) in enumerate(asked):
        sent = sent_form(page, email=email, once=f"the form {number} of {email}")
        answer = client.post(ADDRESS, data=sent, headers={"X-Forwarded-For": network})
        found.append(answer.status_code)
    return found


def test_one_address_is_given_six_times_an_hour_from_wherever(counting: Flask) -> None:
    asked = (("Jo@example.org", f"203.0.113.{number}") for number in range(8))
    assert statuses(counting, asked) == [303] * 6 + [429] * 2
    assert statuses(counting, iter([("mo@example.org", "203.0.113.9")])) == [303]


def test_one_network_gives_thirty_an_hour(counting: Flask) -> None:
    asked = ((f"{number}@example.org", "203.0.113.1") for number in range(32))
    assert statuses(counting, asked) == [303] * 30 + [429] * 2


def test_a_flood_from_everywhere_meets_a_limit_for_all(counting: Flask) -> None:
    asked = ((f"{number}@example.org", f"203.0.{number // 250}.{number % 250}") for number in range(310))
    found = statuses(counting, asked)
    assert found[:300] == [303] * 300
    assert 429 in found[300:]
