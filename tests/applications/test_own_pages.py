"""My application: what is asked now, what was sent, one's answers to keep, and how one is reached put right."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.answers import answers_of
from tests.applications.builders import an_applicant, an_application, stage_of
from tests.applications.walk import errors_of, send
from tests.people.builders import an_account, as_viewer, signed_in
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.rules import Told, todos_of, told_of
from volunteers.applications.service import withdraw
from volunteers.history.models import HistoryEntry
from volunteers.notifications.models import Message
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role

ADDRESS = {
    "line_1": "3 Mill Lane", "line_2": "", "town": "Bath", "county": "", "postcode": "BA1 1AA",
    "moved_in": ["1", "2020"],
}  # fmt: skip


@pytest.fixture
def applicant() -> Account:
    return an_applicant(email="ada@example.com")


@pytest.fixture
def page(client: FlaskClient, applicant: Account) -> str:
    """The address of a sent application, its person signed in."""
    made = an_application(account=applicant, answers=answers_of())
    signed_in(client, applicant)
    return f"/my-applications/{made.reference}"


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_todos_come_in_order_and_only_when_asked() -> None:
    assert todos_of(asks_more=False, wants_referees=False, lacks=[]) == []
    found = todos_of(asks_more=True, wants_referees=True, lacks=["Proof of who you are", "A photograph"])
    assert [todo.page for todo in found] == ["applications.more", "applications.referees", "applications.documents"]
    assert found[2].words == "Send us your documents: Proof of who you are, A photograph"


def test_messages_to_others_are_not_told() -> None:
    now = clock.now()
    told = told_of([("application_moved", now, "sent", 7), ("reference_asked", now, "sent", 8)])
    assert told == [Told("application_moved", now, "sent", 7)]
    assert not told[0].has_failed


def test_where_it_stands_says_everything(client: FlaskClient, page: str) -> None:
    shown = text(client, page)
    for said in (
        "What we ask of you now",
        "Usual wait",
        "Messages we sent you",
        "Read, print or download",
        "The whole way",
    ):
        assert said in shown
    assert f'href="{page}/documents"' in shown


def test_answers_can_be_kept(client: FlaskClient, page: str) -> None:
    shown = text(client, f"{page}/answers")
    assert "12 St James" in shown
    response = client.get(f"{page}/answers.txt")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "12 St James's Square" in response.get_data(as_text=True)
    assert "\r\n" in response.get_data(as_text=True)


def test_a_drafts_answers_are_where_they_are_checked(client: FlaskClient, applicant: Account) -> None:
    made = an_application(account=applicant, stage="draft", answers=answers_of())
    signed_in(client, applicant)
    place = f"/my-applications/{made.reference}"
    assert client.get(f"{place}/answers").headers["Location"] == f"{place}/check-answers"
    assert client.get(f"{place}/correct/contact").headers["Location"] == f"{place}/contact"


def test_a_new_phone_number_and_address_reach_staff(client: FlaskClient, session: Session, page: str) -> None:
    assert send(client, f"{page}/correct/contact", phone="01632 960 123").headers["Location"] == page
    assert send(client, f"{page}/correct/address", **ADDRESS).status_code == 303
    made = session.scalars(select(Application)).one()
    assert made.answers["contact"]["phone"] == "01632 960 123"
    assert made.answers["address"]["town"] == "Bath"
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR)]))
    case = text(client, f"/staff/applications/{made.reference}")
    assert "01632 960 123" in case
    assert "The applicant corrected how to reach them" in case


def test_a_wrong_number_is_said_and_kept(client: FlaskClient, page: str) -> None:
    response = send(client, f"{page}/correct/contact", phone="call me")
    assert errors_of(response) == ["Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192."]
    assert 'value="call me"' in response.get_data(as_text=True)


@pytest.mark.parametrize("question", ["name", "date-of-birth", "convictions", "nonsense"])
def test_nothing_else_is_changed_after_sending(client: FlaskClient, page: str, question: str) -> None:
    assert client.get(f"{page}/correct/{question}").status_code == 404


def test_nothing_is_corrected_once_it_has_ended(client: FlaskClient, page: str, session: Session) -> None:
    made = session.scalars(select(Application)).one()
    made.move_to(stage_of(made, "unsuccessful"), by=None, at=clock.now())
    assert client.get(f"{page}/correct/contact").headers["Location"] == page


def code_in(session: Session, kind: str) -> str:
    return str(
        session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id.desc()))
        .first()
        .particulars["code"]
    )


def test_a_new_e_mail_address_is_proved_and_the_old_one_told(
    client: FlaskClient, session: Session, page: str, applicant: Account
) -> None:
    send(client, "/my-address", email="Countess@Example.com")
    code = code_in(session, "new_address_requested")
    assert errors_of(send(client, "/my-address/code", code="000000" if code != "000000" else "111111"))
    assert send(client, "/my-address/code", code=code).headers["Location"] == "/my-applications"
    session.expire_all()
    assert session.get(Account, applicant.id).email == "countess@example.com"
    assert "countess@example.com" in session.scalars(select(Application)).one().search_words
    told = session.scalars(select(Message).where(Message.kind == "address_changed")).one()
    assert told.to_address == "ada@example.com"
    assert session.scalars(select(HistoryEntry).where(HistoryEntry.act == "address_changed")).one()


def test_an_address_that_is_taken_is_said_in_the_mailbox_alone(
    client: FlaskClient, session: Session, page: str, applicant: Account
) -> None:
    free = send(client, "/my-address", email="free@example.com")
    an_applicant(email="taken@example.com")
    taken = send(client, "/my-address", email="taken@example.com")
    assert (free.status_code, free.headers["Location"]) == (taken.status_code, taken.headers["Location"])
    pages = [re.sub(r"(free|taken)@|csrf_token.*?>|nonce=\S+", "", text(client, "/my-address/code"))]
    send(client, "/my-address", email="free@example.com")
    pages.append(re.sub(r"(free|taken)@|csrf_token.*?>|nonce=\S+", "", text(client, "/my-address/code")))
    assert pages[0] == pages[1]
    assert session.scalars(select(Message.particulars).where(Message.to_address == "taken@example.com")).one() == {
        "code": ""
    }


def test_the_code_for_a_new_address_signs_nobody_in(client: FlaskClient, session: Session, page: str) -> None:
    send(client, "/my-address", email="new@example.com")
    code = code_in(session, "new_address_requested")
    stranger = client.application.test_client()
    stranger.post("/sign-in", data={"email": "new@example.com"})
    response = stranger.post("/sign-in/code", data={"code": code})
    assert response.status_code in (200, 302, 303)
    assert stranger.get("/my-applications").status_code == 303


def test_staff_do_not_change_their_address_here(client: FlaskClient) -> None:
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR), Grant(Role.APPLICANT)]))
    assert client.get("/my-address").status_code == 403


def test_a_withdrawal_is_confirmed(session: Session, applicant: Account, page: str) -> None:
    reference = page.rpartition("/")[2]
    withdraw(reference, reason="no_time", by=as_viewer(applicant))
    assert session.scalars(select(Message.kind)).all() == ["application_withdrawn"]
