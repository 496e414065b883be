"""What every answer says of itself."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import an_account, signed_in
from volunteers.permissions import Role


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", "/health"])
def test_every_page_allows_only_what_is_our_own(client: FlaskClient, session: Session, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_word_of_the_script_is_new_for_every_answer(client: FlaskClient) -> None:
    words = set()
    for _ in range(2):
        answer = client.get("/sign-in")
        found = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert found
        assert f'nonce="{found[1]}"' in answer.get_data(as_text=True)
        words.add(found[1])
    assert len(words) == 2


def test_a_personal_page_is_not_kept_by_the_browser(client: FlaskClient, session: Session) -> None:
    signed_in(client, an_account(Role.APPLICANT))
    assert client.get("/my-sign-ins").headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_over_a_secure_line_it_stays_secure(client: FlaskClient) -> None:
    assert "max-age" in client.get("/sign-in", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers
