"""Every way of failing has a page in plain words."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import abort
from flask.testing import FlaskClient
from sqlalchemy import text

from config import load_settings
from tests.conftest import settings_for
from tests.pages import MannerlyClient
from volunteers.app import create_app
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db, limiter
from volunteers.local.servers import Addresses
from volunteers.web.access import public


@pytest.fixture
def failing(addresses: Addresses, template_database: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """An application one of whose pages fails as asked, on a database that is not there."""
    given = {**settings_for(addresses, "postgresql://nobody@127.0.0.1:1/none", tmp_path), "ENVIRONMENT": "production"}
    app = create_app(load_settings(given))

    def fail(how: str) -> str:
        faults: dict[str, Exception] = {
            "not_found": NotFound("application 7 of someone else"),
            "refused": Refused([Refusal("a", "First reason."), Refusal("b", "Second reason.")]),
            "conflict": Conflict(Refusal("c", "Someone was quicker.")),
            "bug": ZeroDivisionError("a secret in a message"),
        }
        if how == "database":
            db.session.execute(text("SELECT 1"))
        if how in faults:
            raise faults[how]
        abort(int(how))

    app.add_url_rule("/fail/<how>", "fail", public(fail))
    app.test_client_class = MannerlyClient
    yield app.test_client()
    limiter.enabled = False  # this application counts tries, those of other tests do not


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("400", 400, "We could not read that request"),
        ("401", 401, "You need to sign in"),
        ("403", 403, "You do not have access to this page"),
        ("404", 404, "Page not found"),
        ("not_found", 404, "Page not found"),
        ("refused", 409, "Second reason."),
        ("conflict", 409, "Someone was quicker."),
        ("413", 413, "What you sent is too large"),
        ("418", 418, "We could not read that request"),
        ("429", 429, "Too many tries"),
        ("503", 503, "not available just now"),
        ("database", 503, "not available just now"),
    ],
)
def test_each_way_of_failing_has_its_words(failing: FlaskClient, how: str, status: int, words: str) -> None:
    answer = failing.get(f"/fail/{how}")
    assert answer.status_code == status
    assert words in answer.get_data(as_text=True)
    assert "someone else" not in answer.get_data(as_text=True)


def test_what_nobody_foresaw_gives_a_number_and_no_trace(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing.get("/fail/bug")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "a secret in a message" not in page
    assert "ZeroDivisionError" not in page
    [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert str(record.args[0]) in page if isinstance(record.args, tuple) else False
    caplog.clear()


def test_a_method_that_is_not_there_says_which_are(failing: FlaskClient) -> None:
    answer = failing.delete("/sign-in")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "POST" in answer.headers["Allow"]


def test_too_much_at_once_is_refused(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "too large" in answer.get_data(as_text=True)


def test_another_persons_thing_and_nothing_at_all_look_the_same(failing: FlaskClient) -> None:
    bodies = [failing.get(f"/fail/{how}").get_data(as_text=True) for how in ("404", "not_found")]
    bodies = [body.split("</script>", 1)[1].rsplit("<script", 1)[0] for body in bodies]
    assert bodies[0] == bodies[1]
