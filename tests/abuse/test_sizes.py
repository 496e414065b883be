"""Posts too large, too many or of no kind that a page of ours sends: answered in words, and everything kept stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from config import load_settings
from tests.applications.builders import an_applicant, an_application
from tests.conftest import settings_for
from tests.pages import sent_form
from tests.people.builders import signed_in
from volunteers.app import create_app
from volunteers.applications.models import Application
from volunteers.extensions import db, limiter
from volunteers.local.servers import Addresses

FORM = "application/x-www-form-urlencoded"
LINE = "a-line-between-parts"
PARTS = f"multipart/form-data; boundary={LINE}"
SAID = "What you sent is too large"


def in_parts(fields: list[tuple[str, str]]) -> bytes:
    each = [f'--{LINE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n' for name, said in fields]
    return ("".join(each) + f"--{LINE}--\r\n").encode()


TOO_LARGE = {
    "one field of 10 MB": (b"last_name=" + b"x" * 10_000_000, FORM),
    "one field of 600 kB": (b"last_name=" + b"x" * 600_000, FORM),
    "100,000 fields": (b"&".join(b"a=" for _ in range(100_000)), FORM),
    "5,000 tick boxes": (b"&".join(b"when=weekends" for _ in range(5_000)), FORM),
    "one part of 10 MB": (in_parts([("last_name", "x" * 10_000_000)]), PARTS),
    "one part of 600 kB": (in_parts([("last_name", "x" * 600_000)]), PARTS),
    "5,000 parts": (in_parts([("a", "1")] * 5_000), PARTS),
    "JSON of 2 MB": (b"[" * 2_000_000, "application/json"),
}
OF_NO_USE = {
    "deep JSON": (b"[" * 100_000, "application/json"),
    "an answer in JSON": (b'{"last_name": "Byron"}', "application/json"),
    "parts without an end": (b"--" + b"x" * 100_000, PARTS),
    "no boundary": (b"x" * 1_000, "multipart/form-data"),
    "no kind": (b"last_name=Byron", "text/plain"),
    "bytes": (bytes(range(256)) * 100, FORM),
}


@pytest.fixture
def draft(client: FlaskClient, session: Session) -> Application:
    made = an_application(account=an_applicant(), stage="draft")
    signed_in(client, made.account)
    return made


@pytest.mark.parametrize("what", TOO_LARGE)
def test_what_is_too_large_is_refused_in_words_and_the_draft_keeps_its_answers(
    client: FlaskClient, session: Session, draft: Application, what: str
) -> None:
    body, kind = TOO_LARGE[what]
    for address in (f"/my-applications/{draft.reference}/name", "/sign-in", "/guardian/no-such-link/consent"):
        answer = client.post(address, data=body, content_type=kind)
        assert answer.status_code == 413
        assert SAID in answer.get_data(as_text=True)
    session.expire_all()
    assert draft.answers["name"]["last_name"] == "Lovelace"


@pytest.mark.parametrize("what", OF_NO_USE)
def test_what_no_page_sends_changes_nothing(
    client: FlaskClient, session: Session, draft: Application, what: str
) -> None:
    body, kind = OF_NO_USE[what]
    answer = client.post(f"/my-applications/{draft.reference}/name", data=body, content_type=kind)
    assert answer.status_code in (200, 400)
    session.expire_all()
    assert draft.answers["name"]["last_name"] == "Lovelace"


@pytest.mark.parametrize(
    "address",
    [
        "/my-applications/%00", "/my-applications/%00/name", "/my-applications/{0}/%00",
        "/my-applications/{0}/name/%00",
        "/my-applications/{0}/documents/add/%00", "/apply/%00", "/apply/special-constabulary/%00", "/volunteer/%00",
        "/reference/%00", "/guardian/%00", "/opportunities/interest/%00", "/opportunities/interest/remove/%00",
        "/opportunities/interest/cadets?role=%00", "/opportunities/interest/cadets?unit=%00", "/%00", "/%ff%fe",
        "/my-applications/%1b", "/my-applications/%ed%a0%80", "/my-applications/%ef%bf%bf",
        "/which-suits-me/99999999999",
    ],
)  # fmt: skip
def test_an_address_that_names_nothing_is_a_page_not_found(
    client: FlaskClient, draft: Application, address: str
) -> None:
    assert client.get(address.format(draft.reference)).status_code in (404, 410)


@pytest.mark.parametrize("typed", ["%00", "%ff", "%1b%5b31m", "x" * 2_000, "%ed%a0%80", "%3Cscript%3E", "%E2%80%AE"])
@pytest.mark.parametrize(
    "address",
    ["/near?postcode=", "/near?area=", "/near?strand=", "/opportunities?strand=", "/opportunities?area=",
     "/sign-in?next=",
     "/which-suits-me/1?people=", "/which-suits-me/result?people=", "/my-applications?after="],
)  # fmt: skip
def test_whatever_stands_after_the_question_mark_the_page_is_whole(
    client: FlaskClient, draft: Application, address: str, typed: str
) -> None:
    answer = client.get(address + typed)
    assert answer.status_code in (200, 302, 303, 404)
    assert "<script>" not in answer.get_data(as_text=True)


@pytest.fixture
def counting(own_database: str, addresses: Addresses, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(load_settings({**settings_for(addresses, own_database, tmp_path), "ENVIRONMENT": "development"}))
    with app.app_context():
        limiter.reset()
    yield app
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("what", ["one field of 10 MB", "100,000 fields", "5,000 parts"])
def test_a_post_that_cannot_be_read_does_not_make_the_counting_forget(counting: Flask, what: str) -> None:
    client = counting.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    body, kind = TOO_LARGE[what]
    found = []
    for _ in range(6):
        found.append(client.post("/sign-in", data=sent_form(page, email="jo@example.org")).status_code)
        assert client.post("/sign-in", data=body, content_type=kind).status_code == 413
    assert found == [303] * 5 + [429]
