"""Whoever's address is given, the answer is the same: status, headers, words and the work done for it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.applications.builders import an_applicant, an_application
from tests.guardians.builders import a_guardian
from tests.openings.builders import an_interest
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work

# What differs from one answer to the next whoever asks: the page's nonce and tokens, and the signed cookie.
OF_ITS_OWN = re.compile(r"[jm]o@example\.org|nonce[-=]\"?[\w-]+|(?<=value=\")[\w.-]{20,}|session=[^;]+")
# A wish that is kept anew, and one that is kept already.
WRITTEN = re.compile(r"INSERT INTO interests.*|UPDATE interests.*")


def nobody(_email: str) -> None:
    """An address nothing is known of."""


def someone_who_applies(email: str) -> None:
    an_application(account=an_applicant(email=email))


def a_member_of_staff(email: str) -> None:
    an_account(email=email, grants=[Grant(Role.COORDINATOR)])


def someone_whose_account_is_closed(email: str) -> None:
    an_account(Role.APPLICANT, email=email, disabled_at=clock.now())


def someone_who_waits(email: str) -> None:
    an_interest(email)


def a_parent(email: str) -> None:
    a_guardian(email=email)


KNOWN = (someone_who_applies, a_member_of_staff, someone_whose_account_is_closed, someone_who_waits, a_parent)
PAGES = ("/sign-in", "/opportunities/interest/cadets", "/guardian", "/my-address")


def answers(app: Flask, client: FlaskClient, session: Session, address: str, email: str) -> tuple[Any, ...]:
    """All that can be told from one answer and from the page it leads to, and the kinds of statement it took."""
    page = client.get(address).get_data(as_text=True)
    session.expire_all()
    with counted_sql(app) as asked:
        first = client.post(address, data=sent_form(page, email=email))
    work = [WRITTEN.sub("WRITE", " ".join(statement.split()[:4])) for statement in asked.statements]
    follows = client.get(first.headers["Location"])
    return told(first), told(follows), work


def told(answer: TestResponse) -> tuple[int, list[tuple[str, str]], str]:
    """An answer without what differs each time."""
    headers = [(name, OF_ITS_OWN.sub("", value)) for name, value in answer.headers if name != "Date"]
    return answer.status_code, headers, OF_ITS_OWN.sub("", answer.get_data(as_text=True))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("known", KNOWN)
def test_nothing_tells_who_is_known(
    app: Flask, client: FlaskClient, session: Session, address: str, known: Callable[[str], None]
) -> None:
    found = []
    for make, email in ((nobody, "jo@example.org"), (known, "mo@example.org")):
        browser = app.test_client()
        if address == "/my-address":
            signed_in(browser, an_applicant(email=f"own-{email}"))
        with unit_of_work():
            make(email)
        found.append(answers(app, browser, session, address, email))
    assert found[0][2] == found[1][2]
    assert found[0] == found[1]
