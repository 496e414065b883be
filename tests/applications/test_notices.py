"""What the service says of itself is there, true, dated, and easy to read."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from config import ROOT
from tests.pages import sent_form
from tests.reading_age import reading_of, words_of_page
from volunteers import clock
from volunteers.applications.routes.notices import STATEMENT_PREPARED_ON, list_cookies
from volunteers.applications.rules.notices import OF_APPLICANTS, OF_CADETS, OF_GUARDIANS
from volunteers.forces.queries import current_force
from volunteers.people.routes.limits import KNOWN_DEVICE, KNOWN_FOR_SECONDS
from volunteers.strands.queries import all_strands

NOTICES = ("/privacy", "/privacy/young-people", "/privacy/parents", "/cookies", "/accessibility")
PLAIN = ("/", *NOTICES[:-1], *(f"/volunteer/{strand.slug}" for strand in all_strands()))
SETS_A_COOKIE = re.compile(r"\.set_cookie\(")
# assurance.md X14: the age of the reader, by the harder of two formulas.
READING_AGE = 9
READING_AGE_OF_SET_WORDING = 12


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.get_data(as_text=True)


@pytest.mark.parametrize("address", NOTICES)
def test_everyone_can_read_every_notice_without_a_cookie(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", ["/", "/volunteer/cadets", "/sign-in", "/privacy", "/not-there"])
def test_the_foot_of_every_public_page_leads_to_them(client: FlaskClient, address: str) -> None:
    page = client.get(address).get_data(as_text=True)
    foot = page[page.index("<footer") :]
    for linked in ("/privacy", "/cookies", "/accessibility", "/sign-in"):
        assert f'href="{linked}"' in foot


@pytest.mark.parametrize("address", PLAIN)
def test_what_the_public_reads_can_be_read_at_nine(client: FlaskClient, address: str) -> None:
    reading = reading_of(words_of_page(text(client, address)))
    assert reading.age <= READING_AGE, reading


def test_the_accessibility_statement_is_as_plain_as_the_wording_set_for_it_lets_it_be(client: FlaskClient) -> None:
    reading = reading_of(words_of_page(text(client, "/accessibility")))
    assert reading.age <= READING_AGE_OF_SET_WORDING, reading


def test_the_times_are_those_of_the_force_file(client: FlaskClient) -> None:
    retention, force = current_force().retention, current_force()
    page = text(client, "/privacy")
    assert f"{retention.unsuccessful_months} months after it ends" in page
    assert f"{retention.draft_days} days after you last change it" in page
    promised = [key for lines in (OF_APPLICANTS, OF_CADETS, OF_GUARDIANS) for key, _, _ in lines]
    assert set(promised) == set(vars(retention)), "every time in the file is told to someone"
    marks = page.count("[to be confirmed by the force]")
    assert marks >= sum(force.must_confirm(f"retention.{key}") for key, _, _ in OF_APPLICANTS)


def test_the_privacy_notice_says_what_each_strand_asks(client: FlaskClient) -> None:
    page = " ".join(words_of_page(text(client, "/privacy")).split())
    for strand in all_strands():
        for section in strand.asks:
            assert f"{section.title}. {section.words}" in page


def test_the_accessibility_statement_is_not_older_than_a_year(client: FlaskClient) -> None:
    assert clock.today() <= clock.add_months(STATEMENT_PREPARED_ON, 12), "look at the gaps again, then date it anew"
    page = text(client, "/accessibility")
    assert "22 November 2026" in page
    for needed in ("Equality and Human Rights Commission", "partially compliant", "Regulations 2018", "mailto:"):
        assert needed in page


def test_no_cookie_is_set_that_the_page_does_not_name(app: Flask, client: FlaskClient, session: Session) -> None:
    """By the source: two places set one, Flask's own session and the note on a staff device."""
    setting = [
        path
        for path in (ROOT / "volunteers").rglob("*.py")
        if _is_ours(path) and SETS_A_COOKIE.search(path.read_text())
    ]
    assert [path.name for path in setting] == ["limits.py"]
    page = text(client, "/cookies")
    with app.test_request_context():
        named = [cookie.name for cookie in list_cookies()]
    assert named == [app.config["SESSION_COOKIE_NAME"], KNOWN_DEVICE]
    assert all(f"<code>{name}</code>" in page for name in named)
    assert f"{KNOWN_FOR_SECONDS // 86_400} days" in page


def test_signing_in_sets_only_the_cookies_that_are_named(client: FlaskClient, session: Session) -> None:
    page = text(client, "/sign-in")
    client.post("/sign-in", data=sent_form(page, email="ada@example.com"))
    assert {cookie.key for cookie in client._cookies.values()} == {"session"}


def _is_ours(path: Path) -> bool:
    """What a copy on one machine runs beside the service is not part of it."""
    return "local" not in path.parts
