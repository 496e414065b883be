"""The page of findings: for administrators and auditors, numbers and never names, and a button that asks the queue."""

from collections.abc import Iterator

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.integrity.test_looks import BROKEN
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers.extensions import db, queue
from volunteers.integrity.queries import STATES, get_findings
from volunteers.integrity.service import look_for_impossible
from volunteers.permissions import Grant, Role, Viewer

PAGE, JOB = "/staff/findings", "volunteers.integrity.jobs.look_for_impossible"


@pytest.fixture
def empty_queue(app: Flask, session: Session) -> Iterator[None]:
    queue("figures").empty()
    yield
    queue("figures").empty()


def staff(client: FlaskClient, role: Role) -> FlaskClient:
    return signed_in(client, an_account(role, totp_secret=b"sealed"))


def test_before_the_first_look_it_says_so(client: FlaskClient) -> None:
    page = staff(client, Role.AUDITOR).get(PAGE).text
    assert "Nobody has looked yet." in page


def test_a_clean_look_is_shown_state_by_state(client: FlaskClient) -> None:
    auditor = an_account(Role.AUDITOR, totp_secret=b"sealed")
    look_for_impossible(states=[state for state in STATES if state.code != "role_given_by_one"])
    page = signed_in(client, auditor).get(PAGE).text
    assert page.count('data-label="State"') == len(STATES) - 1
    assert "no record is in any of them" in page
    assert "What was found" not in page


@pytest.mark.parametrize(("role", "looks_up"), [(Role.ADMINISTRATOR, False), (Role.AUDITOR, True)])
def test_what_is_found_is_shown_by_number_and_never_by_name(client: FlaskClient, role: Role, looks_up: bool) -> None:
    application = an_application(first_name="Zebedee", last_name="Quillfeather")
    db.session.execute(text("DELETE FROM stage_changes"))
    look_for_impossible()

    page = staff(client, role).get(PAGE).text

    assert "An application has left its draft without a dated move." in page
    assert "1 found" in page
    assert "Quillfeather" not in page
    assert (f"/staff/history?subject=application&amp;subject_id={application.id}" in page) is looks_up
    assert str(application.id) in page


def test_a_look_that_failed_is_shown_as_one(client: FlaskClient) -> None:
    look_for_impossible(states=[BROKEN])
    page = staff(client, Role.AUDITOR).get(PAGE).text
    assert "1 not looked for" in page


@pytest.mark.usefixtures("empty_queue")
def test_the_button_asks_the_queue_to_look_for_this_administrator(client: FlaskClient) -> None:
    account = an_account(Role.ADMINISTRATOR)
    browser = signed_in(client, account)

    answer = browser.post(PAGE, data=sent_form(browser.get(PAGE).text), follow_redirects=True)

    assert "The look is being made." in answer.text
    assert [(job.func_name, job.args) for job in queue("figures").jobs] == [(JOB, [[account.id]])]


@pytest.mark.usefixtures("empty_queue")
def test_an_auditor_reads_and_does_not_ask(client: FlaskClient) -> None:
    browser = staff(client, Role.AUDITOR)
    assert "Look again now" not in browser.get(PAGE).text
    assert browser.post(PAGE).status_code == 403
    assert queue("figures").count == 0


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.SUPERVISOR, Role.VETTING_OFFICER, Role.OPCC_ANALYST, Role.VOLUNTEER]
)
def test_it_is_for_nobody_else(client: FlaskClient, role: Role) -> None:
    browser = staff(client, role)
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE).status_code == 403


@pytest.mark.usefixtures("empty_queue")
def test_without_the_forms_own_token_nothing_is_asked(client: FlaskClient) -> None:
    assert "Press the button again." in staff(client, Role.ADMINISTRATOR).post(PAGE, follow_redirects=True).text
    assert queue("figures").count == 0


def test_with_redis_away_the_page_says_so_kindly(app: Flask, client: FlaskClient) -> None:
    browser = staff(client, Role.ADMINISTRATOR)
    data = sent_form(browser.get(PAGE).text)
    there = app.extensions["redis"]
    app.extensions["redis"] = redis.Redis(host="127.0.0.1", port=1, socket_connect_timeout=1)
    try:
        page = browser.post(PAGE, data=data, follow_redirects=True).text
    finally:
        app.extensions["redis"] = there
    assert "The queue does not answer just now" in page


def test_as_many_statements_after_thirty_looks_as_after_one(app: Flask, session: Session) -> None:
    viewer, asked = Viewer(1, "Ada", frozenset({Grant(Role.AUDITOR)})), []
    for looks in (1, 30):
        for _ in range(looks):
            look_for_impossible(states=STATES[:3])
        session.commit()
        with counted_sql(app) as counted:
            get_findings(viewer)
        asked.append(counted.count)
    assert asked[0] == asked[1] <= 3
