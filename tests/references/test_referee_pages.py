"""The referee's pages: one link, no account, nothing typed lost, and nothing said once it is over."""

import html
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.applications.builders import stage_of
from tests.pages import sent_form
from tests.references.builders import (
    a_given_reference,
    a_link,
    a_waiting_application,
    an_asked_referee,
    good_answers,
    messages_about,
    named,
)
from tests.references.naughty import KEPT, REFUSED
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.references import queries, service
from volunteers.references.models import Referee
from volunteers.references.rules import DeclineReason, RefereeState, pages_for
from volunteers.web.forms import AGED


@pytest.fixture
def referee(session: Session) -> Referee:
    """Someone who was asked about Ada Lovelace."""
    return an_asked_referee()


@pytest.fixture
def link(referee: Referee) -> str:
    return a_link(referee)


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.get_data(as_text=True))


def send(client: FlaskClient, address: str, **answers: str) -> tuple[int, str]:
    """Fill in the form of a page and send it: the status, and where it leads or the page it gives."""
    response = client.post(address, data=sent_form(page(client, address), **answers))
    return response.status_code, response.location or response.get_data(as_text=True)


def fill(client: FlaskClient, link: str, referee: Referee, **changes: str) -> str:
    """Answer page after page; where the last one leads."""
    location = link
    answers = good_answers(referee, **changes)
    for each in pages_for(referee.strand, with_children=referee.with_children):
        given = {question.code: answers[question.code] for question in each.questions if question.code in answers}
        status, location = send(client, f"{link}/page/{each.code}", **given)
        assert status == 303
    return location


def test_it_says_who_asks_why_what_and_what_becomes_of_it(client: FlaskClient, link: str, referee: Referee) -> None:
    shown = page(client, link)
    for words in (
        "Ada Lovelace",
        referee.name,
        "Special Constabulary",
        "Your view",
        "in confidence",
        "Information Comm",
    ):
        assert words in shown
    assert referee.email not in shown
    assert "Ada" not in shown.partition("</title>")[0]
    assert referee.state is RefereeState.ASKED, "opening a link does nothing"


def test_page_by_page_to_the_thanks_and_nothing_else(client: FlaskClient, link: str, referee: Referee) -> None:
    location = fill(client, link, referee, capacity="I was her manager")
    checked = page(client, location)
    assert "I was her manager" in checked
    assert send(client, f"{link}/check", true="y") == (303, link)
    assert referee.state is RefereeState.GIVEN
    for below in ("", "/check", "/page/your-view", "/cannot", "/saved"):
        shown = page(client, link + below)
        assert "Thank you for your reference" in shown
        assert not [word for word in ("Ada", "Lovelace", "manager", referee.name) if word in shown]
    assert messages_about(referee)[-1] == "reference_given"


def test_it_is_sent_with_the_box_ticked_only_and_once(client: FlaskClient, link: str, referee: Referee) -> None:
    fill(client, link, referee)
    form = sent_form(page(client, f"{link}/check"))
    refused = client.post(f"{link}/check", data=form).get_data(as_text=True)
    assert "Tick the box to say" in refused
    for _ in range(2):
        client.post(f"{link}/check", data={**form, "true": "y"})
    assert messages_about(referee).count("reference_given") == 1


def test_what_is_missing_is_named_and_it_cannot_be_sent(client: FlaskClient, link: str, referee: Referee) -> None:
    form = sent_form(page(client, f"{link}/cannot"), true="y")
    assert "Some questions are not answered yet" in page(client, f"{link}/check")
    refused = client.post(f"{link}/check", data=form).get_data(as_text=True)
    assert "Say how you know them." in refused
    assert referee.state is RefereeState.ASKED
    status, shown = send(client, f"{link}/page/your-view", concern="yes", trust="no")
    assert status == 200
    assert "Tell us what your concern is." in shown
    assert "Tell us why you would not trust them in this role." in shown


def test_half_way_it_is_saved_and_comes_back_on_another_device(
    client: FlaskClient, link: str, referee: Referee
) -> None:
    half = {"capacity": "I was her manager", "known_for": "", "dates": "2019 to", "family": "no"}
    assert send(client, f"{link}/page/how-you-know-them", **half, later="yes") == (303, f"{link}/saved")
    assert "What you wrote is kept" in page(client, f"{link}/saved")
    other = client.application.test_client()
    assert "Go on with the reference" in page(other, link)
    again = page(other, f"{link}/page/how-you-know-them")
    assert "We kept what you typed" in again
    assert "I was her manager" in again
    assert 'value="2019 to"' in again


def test_nothing_typed_is_lost_with_an_aged_token_or_without_the_session(
    client: FlaskClient, link: str, referee: Referee
) -> None:
    form = sent_form(page(client, f"{link}/page/how-you-know-them"), capacity="I was her manager")
    with time_machine.travel(clock.now() + timedelta(hours=13)):
        aged = client.post(f"{link}/page/how-you-know-them", data=form).get_data(as_text=True)
    elsewhere = client.application.test_client()
    foreign = elsewhere.post(f"{link}/page/how-you-know-them", data=form).get_data(as_text=True)
    for shown in (aged, foreign):
        assert AGED in shown
        assert "I was her manager" in shown
    assert queries.answers_of(referee) == {}


def test_a_page_that_is_left_keeps_what_was_typed(client: FlaskClient, link: str, referee: Referee) -> None:
    address = f"{link}/page/your-view"
    form = sent_form(page(client, address), more="half a sent", keep="yes")
    assert client.post(address, data=form).status_code == 204
    assert "half a sent" in page(client, address)
    assert client.post(address, data={**form, "csrf_token": "forged"}).status_code == 400
    send(client, address, concern="no", trust="yes", more="a whole sentence")
    assert "half a sent" not in page(client, address)


@pytest.mark.parametrize("text", KEPT, ids=range(len(KEPT)))
def test_text_that_breaks_careless_programs_is_kept_letter_for_letter(
    client: FlaskClient, link: str, referee: Referee, text: str
) -> None:
    fill(client, link, referee, capacity=text, dates=text[:200], more=text)
    assert queries.answers_of(referee)["capacity"] == text
    assert html.unescape(page(client, f"{link}/check")).count(text) == 3
    assert text in html.unescape(page(client, f"{link}/page/how-you-know-them"))


@pytest.mark.parametrize("text", REFUSED, ids=repr)
def test_what_cannot_be_kept_is_refused_in_words(client: FlaskClient, link: str, text: str) -> None:
    status, shown = send(client, f"{link}/page/how-you-know-them", capacity=text, known_for="x" * 201)
    assert status == 200
    assert "there is a character here we cannot keep" in shown
    assert "must be 200 characters or fewer" in shown


@pytest.mark.parametrize("name", ["Pelé", "x" * 200, "Ng'ang'a <b>O’Neill</b> {{ 1 }}"])
def test_people_of_one_name_and_of_very_long_names(client: FlaskClient, session: Session, name: str) -> None:
    application = a_waiting_application(first_name="", last_name=name)
    referee = an_asked_referee(application, name=name + "!")
    shown = html.unescape(page(client, a_link(referee)))
    assert name + " wants" in shown
    assert name + "!" in shown


def test_saying_one_cannot(client: FlaskClient, link: str, referee: Referee) -> None:
    status, shown = send(client, f"{link}/cannot")
    assert status == 200
    assert "Choose a reason" in shown
    assert send(client, f"{link}/cannot", reason="not_me") == (303, link)
    assert (referee.state, referee.decline_reason) == (RefereeState.DECLINED, DeclineReason.NOT_ME)
    shown = page(client, f"{link}/check")
    assert "Thank you for telling us" in shown
    assert "Ada" not in shown


class TestLinksThatLeadNowhere:
    def test_a_link_that_ran_out_says_so(self, client: FlaskClient, referee: Referee) -> None:
        link = a_link(referee, lasts=timedelta(seconds=-1))
        for below in ("", "/check", "/page/your-view"):
            shown = page(client, link + below, 410)
            assert "The time for this reference is over" in shown
            assert "Ada" not in shown

    def test_the_link_of_someone_replaced_says_so(self, client: FlaskClient, link: str, referee: Referee) -> None:
        service.replace(referee.id, referee=named(), by=referee.account_id)
        shown = page(client, link, 410)
        assert "no longer needed" in shown
        assert "Ada" not in shown

    def test_what_is_sent_after_it_was_replaced_is_refused_in_words(
        self, client: FlaskClient, link: str, referee: Referee
    ) -> None:
        form = sent_form(page(client, f"{link}/page/your-view"), concern="no", trust="yes")
        service.replace(referee.id, referee=named(), by=referee.account_id)
        assert client.post(f"{link}/page/your-view", data=form).status_code == 410

    def test_an_application_that_has_ended_needs_none(self, client: FlaskClient, link: str, referee: Referee) -> None:
        application = referee_application(referee)
        application.move_to(stage_of(application, "withdrawn"), by=None, at=clock.now())
        assert "no longer needed" in page(client, link, 410)

    @pytest.mark.parametrize("below", ["", "/check", "/cannot", "/page/your-view", "/saved"])
    def test_any_other_token_is_not_found(self, client: FlaskClient, session: Session, below: str) -> None:
        page(client, f"/reference/nothing-like-it{below}", 404)

    def test_a_page_that_does_not_exist_is_not_found(self, client: FlaskClient, link: str) -> None:
        page(client, f"{link}/page/horoscope", 404)
        page(client, f"{link}/page/children", 404)


def referee_application(referee: Referee) -> Application:
    from volunteers.extensions import db

    found = db.session.get(Application, referee.application_id)
    assert found is not None
    return found


def test_a_role_among_young_people_asks_about_children(client: FlaskClient, session: Session) -> None:
    referee = an_asked_referee()
    referee.with_children = True
    link = a_link(referee)
    assert "happy for them to work with children" in page(client, f"{link}/page/children")
    fill(client, link, referee)
    assert send(client, f"{link}/check", true="y")[0] == 303


def test_thanks_stay_thanks_when_the_link_has_run_out(client: FlaskClient, session: Session) -> None:
    referee = a_given_reference()
    assert "Thank you" in page(client, a_link(referee, lasts=timedelta(seconds=-1)))


@pytest.fixture(autouse=True)
def _no_token_in_an_address_of_ours(client: FlaskClient) -> Iterator[None]:
    """Nothing kept of what was typed is filed under an address that holds the link's token."""
    yield
    from volunteers.extensions import db
    from volunteers.web.models import KeptForm

    assert not [kept.path for kept in db.session.query(KeptForm) if "page" in kept.path]
