"""Every post of the public service: forged it changes nothing, and sent twice it is done once."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.abuse.posts import CHANGE_NOTHING, POSTS
from tests.pages import sent_form
from volunteers.extensions import db

ALSO = ("/staff/record", "/staff/sign-in", "/staff/first-sign-in")
ROOMS = {"applications", "openings", "references", "people", "mobilisation", "cadet_units"}
# What is sealed anew at each writing; by table, so that the rest of its rows is compared.
SEALED = {
    "equality_intake": "'sealed'",
    "event_permissions": "'sealed'",
    "referees": "'sealed' - 'version'",
    "health_forms": "'sealed'",
}


@pytest.fixture
def page(request: pytest.FixtureRequest, client: FlaskClient, session: Session) -> Any:
    """What to send, and the hidden fields of the page it is sent from."""
    post = POSTS[request.param](client)
    shown = client.get(post.page or post.address)
    assert shown.status_code == 200, (post, shown.status_code, shown.headers.get("Location"))
    return post, sent_form(shown.get_data(as_text=True))


def stored() -> dict[str, str]:
    """A digest of every table."""
    digest = "SELECT '{0}', md5(coalesce(string_agg(said::text, ';' ORDER BY said::text), '')) FROM {1}"
    rows = '(SELECT to_jsonb(one) - {1} AS said FROM "{0}" AS one) AS rows'
    each = [digest.format(table, rows.format(table, SEALED.get(table, "''"))) for table in db.metadata.tables]
    found = db.session.execute(text(" UNION ALL ".join(each)))
    return {str(name): str(value) for name, value in found}


def changed(before: dict[str, str]) -> set[str]:
    """The tables that are not as they were."""
    after = stored()
    return {name for name in before if before[name] != after[name]}


def test_every_post_of_the_public_service_is_in_the_table(app: Flask) -> None:
    public = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and rule.endpoint.partition(".")[0] in ROOMS
        and (not rule.rule.startswith("/staff") or rule.rule.startswith(ALSO))
    }
    assert public == set(POSTS) | set(CHANGE_NOTHING)


@pytest.mark.parametrize("page", POSTS, indirect=True)
def test_without_its_own_token_nothing_changes(page: Any, client: FlaskClient) -> None:
    post, hidden = page
    stranger = client.application.test_client()
    foreign = sent_form(stranger.get("/sign-in").get_data(as_text=True))["csrf_token"]
    before = stored()
    for token in (None, foreign, "nonsense", ""):
        forged = {name: value for name, value in hidden.items() if name != "csrf_token"}
        answer = client.post(post.address, data=post.sent(forged if token is None else {**forged, "csrf_token": token}))
        assert answer.status_code in (200, 400, 413), (token, answer.status_code)
        assert changed(before) == set(), token


@pytest.mark.parametrize("page", POSTS, indirect=True)
def test_sent_twice_it_is_done_once(page: Any, client: FlaskClient) -> None:
    post, hidden = page
    before = stored()
    first = client.post(post.address, data=post.sent(hidden))
    assert first.status_code in (200, 303), first.status_code
    assert changed(before), first.get_data(as_text=True)[:3000]
    once = stored()
    again = client.post(post.address, data=post.sent(hidden))
    assert again.status_code < 500
    assert changed(once) == set()
