"""The pages on which the words of messages are read, changed and given up."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.notifications.builders import own_words
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers.notifications.queries.templates import find_in_force, list_versions
from volunteers.permissions import Role

LIST = "/staff/messages/templates"
MOVED = f"{LIST}/application_moved/all"
CHANGE = f"{MOVED}/change"
SPECIALS = f"{LIST}/application_moved/special-constabulary"
GOOD = {"subject": "Own news", "body": "Hello ((name))\n\n((link))", "text": "Own news: ((link))"}
SQL_FOR_THE_LIST = 6


@pytest.fixture
def browser(client: FlaskClient, session: Session) -> FlaskClient:
    return signed_in(client, an_account(Role.ADMINISTRATOR, full_name="Ada Keeper"))


def send(browser: FlaskClient, address: str = CHANGE, **answers: str) -> tuple[int, str]:
    shown = browser.get(address).get_data(as_text=True)
    answer = browser.post(address, data=sent_form(shown, **{**GOOD, **answers}))
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def read(browser: FlaskClient, address: str) -> str:
    return " ".join(browser.get(address).get_data(as_text=True).split())


def test_the_list_is_by_receiver_and_can_be_searched(browser: FlaskClient) -> None:
    own_words(strand="cadets")
    page = read(browser, LIST)
    assert page.index("To: An applicant") < page.index("To: A parent or guardian") < page.index("To: Staff")
    assert '<span class="app-under">Police Cadets</span>' in page
    found = read(browser, f"{LIST}?search=new+link")
    assert "A new link" in found
    assert "To: Staff" not in found
    assert "News about an application under way" in read(browser, f"{LIST}?own=yes")
    assert "No message is like that" in read(browser, f"{LIST}?search=zzz")


def test_the_number_of_queries_does_not_grow(app: Flask, browser: FlaskClient) -> None:
    for strand in (None, "cadets", "special_constabulary"):
        own_words(strand=strand)
    with counted_sql(app) as asked:
        browser.get(LIST)
    assert asked.count <= SQL_FOR_THE_LIST, asked


def test_a_message_is_shown_as_it_is_sent(browser: FlaskClient) -> None:
    page = read(browser, MOVED)
    assert "Dear Sam Tiller" in page
    assert "Built-in words" in page
    assert "As a text message" in page
    assert "characters, sent as 1 text message" in page or "characters, sent as 2 text messages" in page


def test_the_form_begins_with_the_built_in_words_by_their_names(browser: FlaskClient) -> None:
    page = browser.get(CHANGE).get_data(as_text=True)
    assert "Dear ((name))" in page
    assert "((link))" in page
    assert 'value="News about your application ((reference))"' in page


def test_a_strand_without_own_words_begins_with_those_for_all(browser: FlaskClient) -> None:
    own_words(body="For everyone ((link))")
    assert "For everyone ((link))" in browser.get(f"{SPECIALS}/change").get_data(as_text=True)
    assert "Your own words for all strands" in read(browser, SPECIALS)


def test_words_are_refused_mended_previewed_and_saved(browser: FlaskClient) -> None:
    status, page = send(browser, body="Hello ((nmae)) ((link))\n<b>typed</b>")
    assert status == 200
    assert "Did you mean ((name))?" in page
    assert 'href="#body"' in page
    assert "Hello ((nmae)) ((link))\n&lt;b&gt;typed&lt;/b&gt;" in page
    status, page = send(browser, preview="yes")
    assert status == 200
    assert "Nothing is saved yet" in page
    assert "Hello Sam Tiller" in page
    assert find_in_force("application_moved", None) is None
    status, location = send(browser)
    assert (status, location) == (303, MOVED)
    page = read(browser, MOVED)
    assert 'Version 1, written by <span class="app-break">Ada Keeper</span>' in page
    assert "Hello Sam Tiller" in page
    assert "Compare with the built-in words" in page
    assert '<span class="govuk-visually-hidden">Taken out: </span>Dear ((name))' in page


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"subject": ""}, "The subject is empty."),
        ({"subject": "a\nb"}, "The subject must be one line."),
        ({"subject": "N" * 201}, "The subject is 1 character too long"),
        ({"body": "N" * 10_001}, "The message is 1 character too long"),
        ({"body": "Hello ((name)"}, "without )) here"),
        ({"body": "No link"}, "The message must hold ((link))"),
        ({"text": "((link)) " + "N" * 300}, "The text message is"),
        ({"body": "a\x01b"}, "there is a character here we cannot keep"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    browser: FlaskClient, answers: dict[str, str], words: str
) -> None:
    address = f"{LIST}/guardian_asked/all/change" if words.startswith("The message must hold") else CHANGE
    status, page = send(browser, address, **answers)
    assert status == 200
    assert words in page
    assert "Error: " in page
    (typed,) = answers.values()
    assert typed.replace("\x01", "\ufffd").strip()[:9000] in page
    assert list_versions("application_moved", None) == []


def test_someone_else_was_quicker_and_both_wordings_are_shown(browser: FlaskClient) -> None:
    shown = browser.get(CHANGE).get_data(as_text=True)
    own_words(body="Theirs ((link))")
    answer = browser.post(CHANGE, data=sent_form(shown, **GOOD))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Taken out: </span>Theirs ((link))" in page
    assert "Put in: </span>Hello ((name))" in page
    assert "Hello ((name))\n\n((link))" in page
    assert browser.post(CHANGE, data=sent_form(page, **GOOD)).status_code == 303
    assert [each.number for each in list_versions("application_moved", None)] == [2, 1]


def test_own_words_are_given_up(browser: FlaskClient) -> None:
    own_words(strand="special_constabulary")
    shown = browser.get(SPECIALS).get_data(as_text=True)
    assert browser.post(f"{SPECIALS}/withdraw", data=sent_form(shown)).status_code == 303
    page = read(browser, SPECIALS)
    assert "Given up" in page
    assert "Built-in words" in page
    assert "Hello Sam Tiller" not in page.split("What was written before")[0]
    again = browser.post(f"{SPECIALS}/withdraw", data=sent_form(shown))
    assert again.status_code == 409


@pytest.mark.parametrize(
    "address",
    [
        "nothing/all",
        "application_moved/nowhere",
        "guardian_asked/special-constabulary",
        "sign_in_code_requested/cadets",
    ],
)
def test_what_is_not_sent_has_no_page(browser: FlaskClient, address: str) -> None:
    assert browser.get(f"{LIST}/{address}").status_code == 404
    assert browser.get(f"{LIST}/{address}/change").status_code == 404
