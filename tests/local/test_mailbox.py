"""The mail catcher keeps every message, shows it harmlessly, and shows nothing to another site."""

import http.client
import json
import smtplib
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import ThreadingHTTPServer
from pathlib import Path

import pyotp
import pytest
from aiosmtpd.controller import Controller

from tests.service import free_port
from volunteers.local.mailbox import HOST, Store, Taker, page_handler, read_personas
from volunteers.local.mailbox_pages import NEWEST, with_links


def a_message(subject: str = "Your code", body: str = "The code is 123456.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "volunteers@force.example", "zoë@example.com", subject
    message.set_content(body)
    return message


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "mail")


@pytest.fixture
def web_port(store: Store, tmp_path: Path) -> Iterator[int]:
    with ThreadingHTTPServer((HOST, 0), page_handler(store, tmp_path / "personas.json")) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str, host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(HOST, port)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_a_message_sent_is_listed_and_can_be_read(store: Store, web_port: int) -> None:
    port = free_port()
    smtp = Controller(Taker(store), hostname=HOST, port=port, ready_timeout=30)
    smtp.start()
    try:
        with smtplib.SMTP(HOST, port) as client:
            client.sendmail("volunteers@force.example", ["zoe@example.com"], a_message().as_bytes())
    finally:
        smtp.stop()
    (kept,) = store.newest()
    assert "Your code" in get(web_port, "/")[1]
    assert "The code is 123456." in get(web_port, f"/mail/{kept.stem}")[1]


def test_the_newest_comes_first(store: Store) -> None:
    for subject in ("first", "second", "third"):
        store.keep(a_message(subject).as_bytes())
    letters = [store.read(path.stem) for path in store.newest()]
    assert [letter.subject for letter in letters if letter] == ["third", "second", "first"]


def test_the_first_page_shows_the_newest_and_leads_to_the_rest(store: Store, web_port: int) -> None:
    for number in range(NEWEST + 1):
        store.keep(a_message(f"message {number}").as_bytes())
    first, everything = get(web_port, "/")[1], get(web_port, "/mail")[1]
    assert "message 0" not in first
    assert "/mail'" in first
    assert "message 0" in everything


def test_nothing_in_a_message_becomes_part_of_the_page(store: Store, web_port: int) -> None:
    store.keep(a_message("<script>a()</script>", "<img src=x onerror=a()>\n").as_bytes())
    (kept,) = store.newest()
    for path in ("/", "/mail", f"/mail/{kept.stem}"):
        page = get(web_port, path)[1]
        assert "<script>" not in page
        assert "<img" not in page


@pytest.mark.parametrize("path", ["/mail/none", "/mail/../personas.json", "/mail/", "/personas.json", "/mail/%2e%2e"])
def test_there_is_nothing_else_to_fetch(web_port: int, path: str) -> None:
    assert get(web_port, path)[0] == 404


def test_another_site_that_points_its_name_here_is_shown_nothing(web_port: int) -> None:
    assert get(web_port, "/", host="elsewhere.example")[0] == 403


def test_the_codes_of_the_demonstration_are_those_of_this_moment(web_port: int, tmp_path: Path) -> None:
    secret = pyotp.random_base32()
    person = {"name": "Helen <b>Marsh</b>", "role": "coordinator", "email": "h@force.example", "totp_secret": secret}
    (tmp_path / "personas.json").write_text(json.dumps([person]))
    before, page, after = pyotp.TOTP(secret).now(), get(web_port, "/")[1], pyotp.TOTP(secret).now()
    assert before in page or after in page
    assert "<b>Marsh" not in page


def test_sign_ins_half_written_are_none_yet(tmp_path: Path) -> None:
    path = tmp_path / "personas.json"
    path.write_text('[{"name": "Hel')
    assert read_personas(path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no address", "no address"),
        ("see http://a.example/b.", "see <a href='http://a.example/b'>http://a.example/b</a>."),
        ("(https://a.example)", "(<a href='https://a.example'>https://a.example</a>)"),
        ("http://a.example?b=1&c=2", "<a href='http://a.example?b=1&amp;c=2'>http://a.example?b=1&amp;c=2</a>"),
        ("<b> javascript:a()", "&lt;b&gt; javascript:a()"),
        ("http://a.example'onclick=x", "<a href='http://a.example'>http://a.example</a>&#x27;onclick=x"),
    ],
)
def test_web_addresses_become_links_and_all_else_stays_text(text: str, expected: str) -> None:
    assert with_links(text) == expected
