"""The applicant's page of their referees: naming, following, correcting and replacing, never what was said."""

import html

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application, stage_of
from tests.pages import sent_form
from tests.people.builders import signed_in
from tests.references.builders import (
    a_given_reference,
    a_waiting_application,
    an_asked_referee,
    messages_about,
    name,
    named,
)
from tests.references.naughty import KEPT
from volunteers.applications.models import Application
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import Account
from volunteers.references import jobs, queries, service
from volunteers.references.models import Referee
from volunteers.references.rules import DeclineReason, RefereeState


@pytest.fixture
def ada(session: Session) -> Account:
    return an_applicant(email="ada@gmail.com")


@pytest.fixture
def application(ada: Account) -> Application:
    return a_waiting_application(account=ada)


@pytest.fixture
def browser(client: FlaskClient, ada: Account) -> FlaskClient:
    return signed_in(client, ada)


def at(application: Application, below: str = "") -> str:
    return f"/my-applications/{application.reference}/references{below}"


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return html.unescape(response.get_data(as_text=True))


def send(browser: FlaskClient, address: str, **answers: str) -> tuple[int, str]:
    response = browser.post(address, data=sent_form(browser.get(address).get_data(as_text=True), **answers))
    return response.status_code, response.location or html.unescape(response.get_data(as_text=True))


def standing(application: Application) -> list[tuple[str, RefereeState]]:
    return [(line.email, line.state) for line in queries.list_referees(application.id)]


def test_naming_two_writes_to_each_at_once(browser: FlaskClient, application: Application) -> None:
    assert "2 people" in page(browser, at(application))
    first = named(email="grace@work.example")
    assert send(browser, at(application, "/new"), **first) == (303, at(application))
    assert "1 more person" in page(browser, at(application))
    second = named(email="alan@school.example", relation="known", years_known="7")
    assert send(browser, at(application, "/new"), **second) == (303, at(application))
    assert standing(application) == [
        ("grace@work.example", RefereeState.ASKED),
        ("alan@school.example", RefereeState.ASKED),
    ]
    assert "Name a referee" not in page(browser, at(application))
    assert browser.get(at(application, "/new")).status_code == 303


def test_the_same_form_sent_twice_names_one(browser: FlaskClient, application: Application) -> None:
    form = sent_form(browser.get(at(application, "/new")).get_data(as_text=True), **named())
    assert [browser.post(at(application, "/new"), data=form).status_code for _ in range(2)] == [303, 303]
    assert len(standing(application)) == 1


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"email": "A.d.a+me@googlemail.com"}, "This is your own e-mail address"),
        ({"relation": "family"}, "cannot be in your family"),
        ({"email": "nonsense"}, "Enter an e-mail address in the correct format"),
        ({"name": ""}, "Enter the full name of your referee."),
        ({"name": "x" * 201}, "must be 200 characters or fewer"),
        ({"relation": ""}, "Choose how they know you."),
        ({"relation": "known", "years_known": ""}, "Enter for how many years"),
        ({"relation": "known", "years_known": "seven"}, "Enter a whole number of years"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept_on_the_page(
    browser: FlaskClient, application: Application, answers: dict[str, str], words: str
) -> None:
    given = named(**{"phone": "0117 496 0000", **answers})
    status, shown = send(browser, at(application, "/new"), **given)
    assert status == 200
    assert words in shown
    assert "0117 496 0000" in shown
    assert standing(application) == []


def test_one_person_twice_is_refused(browser: FlaskClient, application: Application) -> None:
    name(application, named(name="Grace Hopper", email="grace@work.example"))
    _, shown = send(browser, at(application, "/new"), **named(name="Someone", email="grace+two@work.example"))
    assert "You have already named Grace Hopper with this e-mail address" in shown


@pytest.mark.parametrize("text", [text for text in KEPT if "\n" not in text and "\u200b" not in text], ids=range(10))
def test_a_name_is_shown_letter_for_letter(browser: FlaskClient, application: Application, text: str) -> None:
    assert send(browser, at(application, "/new"), **named(name=text))[0] == 303
    assert text in page(browser, at(application))
    line = queries.list_referees(application.id)[0]
    assert text in page(browser, at(application, f"/{line.id}"))


class TestFollowing:
    def test_each_state_is_told_and_never_what_was_said(
        self, browser: FlaskClient, application: Application, session: Session
    ) -> None:
        given = a_given_reference(application)
        shown = page(browser, at(application))
        assert "Given" in shown
        assert "About capacity" not in shown
        assert f"/references/{given.id}" not in shown, "what is given is not replaced"
        asked = an_asked_referee(application, relation="colleague")
        assert "Asked" in page(browser, at(application))
        service.keep_page(asked.id, {"capacity": "half"})
        assert "Begun" not in page(browser, at(application))
        service.decline(asked.id, DeclineReason.RATHER_NOT)
        shown = page(browser, at(application))
        assert "Cannot give one" in shown
        assert "rather not" not in shown

    def test_one_not_reached_is_corrected(
        self, browser: FlaskClient, application: Application, session: Session
    ) -> None:
        referee = an_asked_referee(application, name="Grace Hopper", email="grce@work.example")
        session.scalars(select(Message).where(Message.subject == "referee")).one().state = MessageState.GIVEN_UP
        jobs.note_unreachable()
        assert "did not arrive" in page(browser, at(application))
        where = at(application, f"/{referee.id}")
        assert 'value="Grace Hopper"' in page(browser, where)
        given = {"name": "Grace Hopper", "email": "grace@work.example", "relation": "latest_employer"}
        assert send(browser, where, **given) == (303, at(application))
        assert standing(application) == [("grace@work.example", RefereeState.ASKED)]
        new = session.get(Referee, referee.successor_id)
        assert new is not None
        assert messages_about(new) == ["reference_asked"]
        assert browser.get(where).status_code == 303, "the old one is no longer there to change"

    def test_the_same_replacement_sent_twice_is_one(self, browser: FlaskClient, application: Application) -> None:
        referee = an_asked_referee(application)
        where = at(application, f"/{referee.id}")
        form = sent_form(browser.get(where).get_data(as_text=True), **named())
        assert [browser.post(where, data=form).status_code for _ in range(2)] == [303, 303]
        assert len(queries.list_referees(application.id, with_replaced=True)) == 2

    def test_one_whose_time_is_over_can_be_asked_again(self, browser: FlaskClient, application: Application) -> None:
        referee = an_asked_referee(application, days_ago=61)
        assert "They had until" in page(browser, at(application))
        again = {"name": referee.name, "email": referee.email, "relation": "latest_employer"}
        assert send(browser, at(application, f"/{referee.id}"), **again)[0] == 303
        assert standing(application) == [(referee.email, RefereeState.ASKED)]

    def test_nothing_can_be_changed_once_the_application_has_ended(
        self, browser: FlaskClient, application: Application, session: Session
    ) -> None:
        referee = an_asked_referee(application)
        form = sent_form(browser.get(at(application, f"/{referee.id}")).get_data(as_text=True), **named())
        application.move_to(stage_of(application, "withdrawn"), by=None, at=application.stage_since)
        assert browser.get(at(application, f"/{referee.id}")).status_code == 303
        refused = browser.post(at(application, f"/{referee.id}"), data=form)
        assert "This application has ended" in refused.get_data(as_text=True)


class TestWhoseItIs:
    def test_another_persons_is_not_found(self, browser: FlaskClient, session: Session) -> None:
        other = a_waiting_application()
        referee = an_asked_referee(other)
        for below in ("", "/new", f"/{referee.id}"):
            page(browser, at(other, below), 404)

    def test_a_referee_of_another_application_is_not_found(
        self, browser: FlaskClient, application: Application
    ) -> None:
        page(browser, at(application, f"/{an_asked_referee().id}"), 404)

    def test_there_is_nothing_before_they_are_asked_for(
        self, browser: FlaskClient, ada: Account, session: Session
    ) -> None:
        early = an_application(account=ada, stage="sift")
        page(browser, at(early), 404)
        farm = an_application(account=ada, strand="farm_watch")
        page(browser, at(farm), 404)

    def test_the_page_of_the_application_leads_to_it(self, browser: FlaskClient, application: Application) -> None:
        assert "Tell us who can give you a reference" in page(browser, f"/my-applications/{application.reference}")
        a_given_reference(application)
        a_given_reference(application, relation="colleague")
        assert "See your referees" in page(browser, f"/my-applications/{application.reference}")
        assert "We have all your references" in page(browser, at(application))
