"""The pages of coordinators and staff, and the links in mails."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.openings.builders import a_unit
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.people.serving import told
from tests.sql_count import counted_sql
from tests.watch_schemes.builders import (
    DRAFT,
    STRAND,
    a_coordinator,
    a_household,
    a_scheme,
    a_sent_message,
    viewer_of,
)
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role
from volunteers.watch_schemes import service
from volunteers.watch_schemes.models import WatchHousehold, WatchPassing, WatchScheme

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def scheme(session: Session) -> WatchScheme:
    return a_scheme()


@pytest.fixture
def browser(client: FlaskClient, scheme: WatchScheme) -> FlaskClient:
    """The coordinator of the scheme."""
    return signed_in(client, db.session.get_one(Account, a_coordinator(scheme).account_id))


@pytest.fixture
def staff(client: FlaskClient, session: Session) -> FlaskClient:
    """A coordinator of staff for the watch in Bristol."""
    return signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, STRAND, "bristol")]))


def send(browser: FlaskClient, page: str, /, **changes: object) -> tuple[int, str]:
    shown = browser.get(page).get_data(as_text=True)
    answer = browser.post(page, data=sent_form(shown, **changes), follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_coordinator_keeps_the_list_and_nothing_typed_is_lost(browser: FlaskClient, scheme: WatchScheme) -> None:
    _, page = send(browser, "/my-watch/households/new", address="1 Mill Lane", email="nonsense", name="Ann")
    assert "correct format" in page
    assert 'value="nonsense"' in page
    day = ["1", "5", "2026"]
    _, page = send(browser, "/my-watch/households/new", address="1 Mill Lane", email="ann@example.org",
                   agreed_how="in_person", agreed_on=day, needs_help="y", note="Deaf")  # fmt: skip
    assert "1 Mill Lane is on your list" in page
    assert "Deaf" not in page
    _, page = send(browser, "/my-watch/households/paste", lines="2 Mill Lane, Bo\n1 mill lane\n3 Mill Lane")
    assert "2 households were added" in page
    assert "Line 2: 1 mill lane" in page
    page = browser.get("/my-watch/households?find=bo").get_data(as_text=True)
    assert "2 Mill Lane" in page
    assert "3 Mill Lane" not in page
    number = db.session.scalar(select(WatchHousehold.id).where(WatchHousehold.email.is_not(None)))
    assert 'value="Deaf"' in browser.get(f"/my-watch/households/{number}").get_data(as_text=True)
    _, page = send(browser, f"/my-watch/households/{number}/remove")
    assert "everything kept of it is erased" in page
    for address in ("", "/streets", "/not-on-line", "/messages", "/messages/write", "/reports"):
        assert browser.get(f"/my-watch{address}").status_code == 200


def test_a_list_of_many_takes_as_few_questions_as_one(app: Flask, browser: FlaskClient, scheme: WatchScheme) -> None:
    a_household(scheme)
    with counted_sql(app) as few:
        browser.get("/my-watch/households")
    for _ in range(20):
        a_household(scheme)
    with counted_sql(app) as many:
        browser.get("/my-watch/households")
    assert many.count == few.count


def test_the_card_of_the_scheme_is_on_the_page_of_duties(browser: FlaskClient, scheme: WatchScheme) -> None:
    assert "My scheme: Mill Lane Watch" in browser.get("/my-duties").get_data(as_text=True)


def test_staff_see_who_it_goes_to_before_they_send(staff: FlaskClient, scheme: WatchScheme) -> None:
    a_household(scheme)
    a_household(scheme, online=False)
    typed = {"category": "prevention", "title": "Lock <your> sheds", "body": "Please do."}
    _, page = send(staff, "/staff/watch-schemes/messages/new", **typed, do="preview")
    assert "No scheme is chosen" in page
    _, page = send(staff, "/staff/watch-schemes/messages/new", **typed, areas="bristol", do="preview")
    assert "1 scheme with 2 households: 1 get e-mail, 1 take a knock" in page
    assert "Lock &lt;your&gt; sheds" in page
    assert db.session.scalars(select(WatchPassing)).all() == []
    _, page = send(staff, "/staff/watch-schemes/messages/new", **typed, areas="bristol", do="send")
    assert "on its way to the coordinators" in page
    assert "0 of 1" in page
    assert "Mill Lane, " not in staff.get(f"/staff/watch-schemes/{scheme.id}").get_data(as_text=True)


def test_staff_register_review_and_close(staff: FlaskClient, scheme: WatchScheme) -> None:
    volunteer = a_coordinator(last_name="Newman")
    assert "Register the scheme of Alex Newman" in staff.get("/staff/watch-schemes").get_data(as_text=True)
    a_unit("Taken", area="bristol", strand=STRAND)
    address = f"/staff/watch-schemes/register/{volunteer.id}"
    _, page = send(staff, address, name="Taken", estimated="12")
    assert "There is a unit called" in page
    _, page = send(staff, address, name="Elm Close Watch", estimated="12", streets="Elm Close\nElm Row")
    assert "The scheme is registered" in page
    assert "Elm Row" in page
    _, page = send(staff, f"/staff/watch-schemes/{scheme.id}/close", reason="Nobody left")
    assert "its households are erased" in page
    assert "Mill Lane Watch" not in staff.get("/staff/watch-schemes").get_data(as_text=True)


@pytest.mark.parametrize("one_click", [True, False])
def test_a_household_leaves_by_its_link(client: FlaskClient, scheme: WatchScheme, one_click: bool) -> None:
    household = a_household(scheme)
    service.write_to_own(DRAFT, by=viewer_of(a_coordinator(scheme)))
    service.send_mails()
    address = f"/watch/leave/{told('watch_message')[0].particulars['token']}"
    shown = client.get(address).get_data(as_text=True)
    assert household.address not in shown
    answer = client.post(address, data=ONE_CLICK if one_click else sent_form(shown))
    assert "You are off the list" in answer.get_data(as_text=True)
    assert client.get(address).status_code == 410
    db.session.refresh(household)
    assert household.email is None


def test_a_coordinator_says_by_link_that_the_scheme_runs(client: FlaskClient, session: Session) -> None:
    scheme = a_scheme()
    scheme.last_sign_at = scheme.last_sign_at.replace(year=2020)
    a_coordinator(scheme)
    service.ask_quiet()
    address = f"/watch/still-running/{told('watch_still_running')[0].particulars['token']}"
    assert "We know that Mill Lane Watch is still running" in send(client, address)[1]
    assert client.get(address).status_code == 410


def test_what_a_coordinator_sees_is_theirs_alone(browser: FlaskClient, scheme: WatchScheme) -> None:
    other = a_scheme("Other")
    stranger = a_household(other)
    a_sent_message(other)
    passing = db.session.scalars(select(WatchPassing.id)).one()
    for address in (f"/my-watch/households/{stranger.id}", f"/my-watch/messages/{passing}"):
        assert browser.get(address).status_code == 404
    assert browser.get("/staff/watch-schemes").status_code == 403
