"""Saved views: one's own, under one's own names, and one of them to begin with."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.onboarding.builders import a_case, a_coordinator
from tests.onboarding.test_caseload_page import SPECIALS, as_one_with, days_ago, names, page
from tests.pages import sent_form
from tests.people.builders import signed_in
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.onboarding import service
from volunteers.onboarding.queries import MOST_VIEWS, get_view, list_views
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role

ADDRESS = "/staff/applications"
VIEWS = f"{ADDRESS}/views"
OVERDUE = {"list": "open", "late": "overdue"}


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    return as_one_with(client, Grant(Role.COORDINATOR, SPECIALS, "bristol"))


def save(browser: FlaskClient, name: str, query: str = "late=overdue", **more: Any) -> TestResponse:
    address = f"{VIEWS}/new?{query}"
    return browser.post(address, data=sent_form(page(browser, address), name=name, **more))


def press(browser: FlaskClient, path: str) -> None:
    response = browser.post(f"{VIEWS}/{path}", data=sent_form(page(browser, VIEWS)))
    assert response.status_code == 303


def test_filters_are_saved_under_a_name_and_opened_again(browser: FlaskClient) -> None:
    a_case("sift", first_name="Late", **days_ago(90))
    a_case("sift", first_name="Fresh", **days_ago(1))
    saved = save(browser, "What is late")
    assert saved.status_code == 303
    assert names(page(browser, saved.location)) == ["Late Lovelace"]
    assert "What is late" in page(browser, f"{ADDRESS}?list=waiting")
    assert "All open, Overdue" in page(browser, VIEWS)


def test_one_of_them_may_be_where_the_caseload_begins(browser: FlaskClient) -> None:
    save(browser, "Late", is_start="y")
    start = browser.get(ADDRESS)
    assert (start.status_code, start.location) == (303, f"{ADDRESS}?late=overdue&list=open")
    assert "Waiting on you" in page(browser, f"{ADDRESS}?list=waiting")
    press(browser, "start")
    page(browser, ADDRESS)


def test_the_same_form_sent_twice_saves_one(browser: FlaskClient) -> None:
    address = f"{VIEWS}/new?late=slow"
    sent = sent_form(page(browser, address), name="Slow")
    assert browser.post(address, data=sent).location == browser.post(address, data=sent).location


def test_a_name_that_is_taken_comes_back_with_what_was_typed(browser: FlaskClient) -> None:
    save(browser, "Late")
    again = save(browser, "LATE", "late=slow")
    assert again.status_code == 409
    assert "You already have a view called LATE" in again.get_data(as_text=True)
    assert 'value="LATE"' in again.get_data(as_text=True)


@pytest.mark.parametrize(("name", "words"), [("", "Enter a name for the view."), ("x" * 41, "40 characters or fewer")])
def test_a_name_is_asked_for(browser: FlaskClient, name: str, words: str) -> None:
    assert words in save(browser, name).get_data(as_text=True)


def test_a_view_that_is_out_of_sight_is_no_dead_end(app: Flask, session: Session, browser: FlaskClient) -> None:
    viewer = a_coordinator("bristol")
    view = service.save_view("Gone", {"list": "open", "area": "somerset"}, is_start=True, by=viewer)
    session.flush()
    account_browser = as_existing(app, viewer.account_id)
    page(account_browser, ADDRESS)
    assert "no longer in your strands and areas" in page(account_browser, VIEWS)
    press(account_browser, f"{view.id}/remove")
    assert "You have saved no views" in page(account_browser, VIEWS)


def as_existing(app: Flask, account_id: int) -> FlaskClient:
    return signed_in(app.test_client(), db.session.get_one(Account, account_id))


def test_renaming(browser: FlaskClient, session: Session) -> None:
    save(browser, "Late")
    page(browser, VIEWS)
    number = next(part for part in page(browser, VIEWS).split(f'href="{VIEWS}/')[1:]).split('"')[0]
    answer = browser.post(f"{VIEWS}/{number}", data=sent_form(page(browser, f"{VIEWS}/{number}"), name="Later"))
    assert answer.status_code == 303
    assert "Later" in page(browser, VIEWS)


class TestService:
    def test_at_most_one_is_the_start(self, session: Session) -> None:
        by = a_coordinator()
        first = service.save_view("One", OVERDUE, is_start=True, by=by)
        second = service.save_view("Two", OVERDUE, is_start=True, by=by)
        session.flush()
        assert [(view.id, view.is_start) for view in list_views(by)] == [(first.id, False), (second.id, True)]

    def test_another_account_may_have_the_same_name_and_nobody_elses_is_found(self, session: Session) -> None:
        mine, other = a_coordinator(), a_coordinator()
        view = service.save_view("One", OVERDUE, is_start=False, by=mine)
        service.save_view("one", OVERDUE, is_start=False, by=other)
        for act in (
            lambda: get_view(view.id, other),
            lambda: service.rename_view(view.id, "x", by=other),
            lambda: service.remove_view(view.id, by=other),
            lambda: service.start_with(view.id, by=other),
        ):
            with pytest.raises(NotFound):
                act()

    def test_there_are_only_so_many(self, session: Session) -> None:
        by = a_coordinator()
        for number in range(MOST_VIEWS):
            service.save_view(f"View {number}", OVERDUE, is_start=False, by=by)
        with pytest.raises(Refused, match="as many as there can be"):
            service.save_view("One more", OVERDUE, is_start=False, by=by)
