"""Access marks: nothing unmarked is served, and every route answers each role as its mark says."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.people.builders import an_account, signed_in
from volunteers.permissions import ROLE_PERMISSIONS, Role
from volunteers.web import access


def addresses_of(app: Flask) -> list[tuple[str, str, str]]:
    """Every (endpoint, method, an address of it that leads to nothing in particular)."""
    return [
        (rule.endpoint, method, re.sub(r"<[^>]+>", "1", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def marked(app: Flask, endpoint: str) -> access.Mark:
    mark = access.mark_of(app, endpoint)
    assert mark is not None, endpoint
    return mark


# Each role at each of its own pages is asked in ``tests/permissions``; here one of each side, at every address.
@pytest.mark.parametrize("role", [Role.APPLICANT, Role.SUPERVISOR])
def test_every_route_answers_each_role_as_its_mark_says(
    app: Flask, client: FlaskClient, session: Session, role: Role
) -> None:
    signed_in(client, an_account(role))
    wrong = []
    for endpoint, method, address in addresses_of(app):
        permission = marked(app, endpoint).permission
        status = client.open(address, method=method).status_code
        refused = permission is not None and permission not in ROLE_PERMISSIONS[role]
        if (status == 403) is not refused or status == 401 or status >= 500:
            wrong.append((endpoint, method, status))
    assert wrong == []


def test_nobody_signed_in_is_asked_to_sign_in_or_refused(app: Flask, client: FlaskClient) -> None:
    for endpoint, method, address in addresses_of(app):
        mark = marked(app, endpoint)
        if mark.permission is None:
            continue
        answer = client.open(address, method=method)
        if method == "POST":
            assert answer.status_code == 401, endpoint
        else:
            page = "/staff/sign-in" if mark.is_for_staff else "/sign-in"
            assert answer.status_code == 303, endpoint
            assert answer.location == f"{page}?next={address}"


def test_a_sign_in_that_is_nobodys_is_nobody(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "a token that was never given out"
    assert client.get("/my-sign-ins").status_code == 303


def an_app(*, unmarked: bool) -> Flask:
    app = Flask("small")
    app.secret_key = "a secret key of a small application"
    access.init_app(app, sign_in="sign_in", staff_sign_in="sign_in", confirm="confirm")
    app.add_url_rule("/open", "open", access.public(lambda: "open"))
    if unmarked:
        app.add_url_rule("/unmarked", "unmarked", lambda: "seen")
    return app


def test_an_unmarked_view_stops_the_application_from_starting() -> None:
    access.refuse_unmarked_views(an_app(unmarked=False))
    with pytest.raises(RuntimeError, match="unmarked"):
        access.refuse_unmarked_views(an_app(unmarked=True))


def test_an_unmarked_view_is_refused_even_so() -> None:
    client = an_app(unmarked=True).test_client()
    assert client.get("/open").status_code == 200
    assert client.get("/unmarked").status_code == 403


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/my-applications", True),
        ("/staff/volunteers?search=a&after=3", True),
        ("", False),
        (None, False),
        ("https://evil.example/", False),
        ("//evil.example/", False),
        ("///evil.example/", False),
        ("/\\evil.example/", False),
        ("\\\\evil.example/", False),
        ("/ok\\..\\evil", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("evil.example", False),
        ("/a\r\nSet-Cookie: x=1", False),
        ("/\t/evil.example", False),
        ("http:evil.example", False),
        (" /x", False),
    ],
)
def test_one_is_only_ever_sent_on_within_the_service(target: str | None, safe: bool) -> None:
    assert access.safe_next(target, "/home") == (target if safe else "/home")


def test_the_marks_are_read_from_the_views_themselves(app: Flask) -> None:
    rules: list[Rule] = list(app.url_map.iter_rules())
    assert len(rules) > 10
    assert marked(app, "people.sign_in").permission is None
    assert marked(app, "people.volunteers").permission == "volunteer:read"
