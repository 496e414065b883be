"""Having duties filled, on its pages: asked for, watched, looked at, and accepted in whole or in part."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_special, a_station, page, send
from tests.rosters.proposals import a_filling, a_gap, a_proposed_place
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import Duty, Filling, FillingPlace, SignUp
from volunteers.rosters.routes import filling_shown
from volunteers.rosters.rules.filling import REASON_CODES, FillingState

FILL = "/staff/duties/fill"
ASKED = {"strand": SPECIALS, "area": "somerset", "unit": "", "seconds": "20"}


@pytest.fixture(autouse=True)
def _at_noon(session):
    """A Wednesday at noon, so that no test passes midnight on its way."""
    with time_machine.travel(datetime(2027, 1, 13, 12, tzinfo=clock.LONDON), tick=False):
        yield


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def in_days(days: int):
    return clock.today() + timedelta(days=days)


def boxes(days: int) -> list[str]:
    day = in_days(days)
    return [str(day.day), str(day.month), str(day.year)]


def a_proposal(count: int = 2) -> tuple[Filling, list[Duty], list[int]]:
    """So many duties on days one after the other, with one person each."""
    filling, duties, places = a_filling(), [], []
    for number in range(count):
        duty = a_duty(title=f"Patrol {number}", on=in_days(2 + number), posts=[a_post(places=1)], minimum_to_run=1)
        places.append(a_proposed_place(filling, duty, a_special(f"Person{number}")))
        duties.append(duty)
    return filling, duties, places


def states(filling: Filling) -> list[str]:
    rows = db.session.query(FillingPlace).filter_by(filling_id=filling.id).order_by(FillingPlace.id)
    return [one.state.value for one in rows.populate_existing()]


def accepted(browser: FlaskClient, filling: Filling, **answers: object) -> tuple[int, str]:
    here = f"{FILL}/{filling.id}"
    return send(browser, f"{here}/accept", here, **answers)


def ticked(text: str) -> list[tuple[str, str]]:
    return re.findall(r'name="(place|duty)" value="(\d+)"[^>]* checked', text)


def test_the_form_is_filled_in_by_the_page_one_comes_from(browser):
    text = page(browser, f"{FILL}?strand={SPECIALS}&area=somerset&from=2027-01-04&until=2027-03-31")
    days = re.findall(r'name="(?:first|last)_on"[^>]*value="(\d+)"', text)
    assert [int(one) for one in days] == [13, 1, 2027, 9, 2, 2027]  # today, and not more days than can be
    assert "Cadets" not in text
    assert "Bristol" not in text


@pytest.mark.parametrize("where", ["", "/gaps", "/calendar", "/calendar?view=month"])
def test_the_pages_of_duties_lead_to_it(browser, where: str):
    a_duty(on=in_days(1))
    assert "Fill these duties" in page(browser, f"/staff/duties{where}")


def test_asking_leads_to_the_page_that_says_how_far_it_is_and_twice_is_once(browser):
    a_duty(on=in_days(2))
    sent = sent_form(page(browser, FILL), **ASKED, first_on=boxes(1), last_on=boxes(10))
    answers = [browser.post(FILL, data=sent) for _ in range(2)]
    (made,) = db.session.query(Filling).all()
    assert [(one.status_code, one.location) for one in answers] == [(303, f"{FILL}/{made.id}")] * 2
    assert (made.seconds, made.takes_unsaid, made.first_on, made.last_on) == (20, False, in_days(1), in_days(10))
    assert "Waits for its turn" in page(browser, FILL)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"last_on": boxes}, "The last day must be"),
        ({"first_on": ["31", "2", "2027"]}, "The first day must be a real date"),
        ({"seconds": ""}, "Choose how long"),
        ({"strand": "nonsense"}, "Choose a kind of volunteering"),
        ({}, "No published duty to come has a place free then"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(browser, answers, words: str):
    given = {name: value(-20) if callable(value) else value for name, value in answers.items()}
    status, text = send(
        browser, FILL, **{**ASKED, "first_on": boxes(1), "last_on": boxes(9), "takes_unsaid": "y", **given}
    )
    assert status == 200
    assert words in text
    assert re.search(r'name="takes_unsaid"[^>]*checked', text) or re.search(r'checked[^>]*name="takes_unsaid"', text)
    assert db.session.query(Filling).count() == 0


def test_a_unit_of_elsewhere_and_an_area_without_these_duties_are_refused_beside_their_fields(client, session):
    grants = [Grant(Role.SUPERVISOR, SPECIALS, "somerset"), Grant(Role.SUPERVISOR, "community_speedwatch", "bristol")]
    browser, team = signed_in(client, an_account(grants=grants)), a_station("Yeovil")
    days = {"first_on": boxes(1), "last_on": boxes(9)}
    for given, words in (
        ({"area": "bristol"}, "You do not put people on duties of the Special Constabulary in this area"),
        ({"strand": "community_speedwatch", "area": "bristol", "unit": team.id}, "This unit is in another area"),
    ):
        status, text = send(browser, FILL, **{**ASKED, **days, **given})
        assert (status, words in text) == (200, True)
    assert db.session.query(Filling).count() == 0


def test_while_it_is_worked_out_the_page_looks_again_and_says_how_good_it_is_so_far(browser):
    filling = a_filling(
        state=FillingState.RUNNING, phase="searching", filled=48, places=60, weight=192, bound=200, seconds_run=12.4,
    )  # fmt: skip
    answer = browser.get(f"{FILL}/{filling.id}")
    text = answer.get_data(as_text=True)
    assert answer.headers["Refresh"] == "3"
    assert "48 of 60 free places so far. That is at least 96% of the best any roster could do." in " ".join(
        text.split()
    )
    assert "12 seconds of about 60 at most" in text
    assert "Being worked out" in page(browser, FILL)
    assert send(browser, f"{FILL}/{filling.id}/stop", f"{FILL}/{filling.id}") == (303, f"{FILL}/{filling.id}")
    assert "Stopping. The best so far is kept." in page(browser, f"{FILL}/{filling.id}")


def test_given_up_before_its_turn_it_says_so_and_can_be_asked_for_again(browser):
    filling = a_filling(state=FillingState.WAITING)
    here = f"{FILL}/{filling.id}"
    assert "It begins in a moment" in page(browser, here)
    assert send(browser, f"{here}/cancel", here)[0] == 303
    text = page(browser, here)
    assert "This was given up" in text
    assert "Refresh" not in browser.get(here).headers
    assert f"{FILL}?strand={SPECIALS}&amp;area=somerset&amp;from=2027-01-13&amp;until=2027-01-26" in text


def test_what_failed_says_why(browser):
    filling = a_filling(state=FillingState.FAILED, failure="The work was broken off twice. Ask for fewer days.")
    text = page(browser, f"{FILL}/{filling.id}")
    assert "The work was broken off twice. Ask for fewer days." in text
    assert "Ask for these days again" in text


def test_a_proposal_says_who_why_and_what_becomes_of_their_hours(browser):
    filling = a_filling(weight=8, bound=8)
    post = a_post("Driver", places=1, needs=["response_driver"])
    duty = a_duty(title="Night shift", on=in_days(2), posts=[post], minimum_to_run=2)
    a_proposed_place(filling, duty, a_special("Okafor"), kilometres=6.4, is_unsaid=True)
    a_gap(filling, duty, places=1, promised=2)
    text = page(browser, f"{FILL}/{filling.id}")
    assert '<h1 class="govuk-heading-l">1 of 2 free places can be filled</h1>' in text
    assert (
        "No better one is possible with the people and the times looked at. 2 more places are left for people who wait"
        in text
    )
    assert "Qualified Special Constable; Response driver; about 4 miles away; has not said when they can" in text
    assert "4, then 9, of 16 asked" in text
    assert "1 of 1 place filled, too few: it needs 2" in text
    assert [name for name, _ in ticked(text)] == ["duty", "place"]


def test_every_reason_of_an_empty_place_leads_where_it_is_put_right(browser):
    filling, duty = a_filling(), a_duty(on=in_days(2))
    reasons = [{"code": code, "volunteers": 10 + at, "volunteers_only": 1} for at, code in enumerate(REASON_CODES)]
    a_gap(filling, duty, places=2, reasons=reasons)
    text = page(browser, f"{FILL}/{filling.id}")
    gap = text.split("2 places as Patrol stay empty")[1].split("</details>")[0]
    for address in (
        f"/staff/duties/{duty.id}/edit", f"/staff/duties/{duty.id}/posts/{duty.posts[0].id}/add",
        f"/staff/duties/{duty.id}", "/staff/lapses?", "/staff/duties/not-out?", "/staff/duties/calendar?",
    ):  # fmt: skip
        assert f'href="{address}' in gap
    assert "10 volunteers have a grade that this post is not for. Nothing else stops 1 of them." in gap
    assert gap.count("<li") == len(REASON_CODES)
    for address in re.findall(r'href="([^"]+)"', gap):
        page(browser, address.replace("&amp;", "&"))


def test_all_are_accepted_at_once(browser):
    filling, duties, _ = a_proposal()
    assert accepted(browser, filling, all="yes") == (303, f"{FILL}/{filling.id}")
    assert states(filling) == ["accepted", "accepted"]
    assert [one.duty_id for one in db.session.query(SignUp).order_by(SignUp.duty_id)] == [duty.id for duty in duties]
    text = page(browser, f"{FILL}/{filling.id}")
    assert "2 places are given, and everyone is being told." in text
    assert '<h1 class="govuk-heading-l">2 places are given</h1>' in text
    assert "Close this proposal" in text


@pytest.mark.parametrize(("of_duties", "of_places"), [([0], [0, 1]), ([0, 1], [0])])
def test_who_is_not_ticked_and_a_duty_that_is_not_are_left_out_and_can_still_be_accepted(
    browser, of_duties: list[int], of_places: list[int]
):
    filling, duties, places = a_proposal()
    accepted(browser, filling, duty=[duties[at].id for at in of_duties], place=[places[at] for at in of_places])
    assert states(filling) == ["accepted", "proposed"]
    text = page(browser, f"{FILL}/{filling.id}")
    assert ticked(text) == [("duty", str(duties[1].id)), ("place", str(places[1]))]
    assert "Accept this place" in text


@pytest.mark.parametrize("place", [[], ["nonsense"], ["9" * 40]])
def test_nothing_ticked_is_said_and_what_is_not_ticked_stays_so(browser, place: list[str]):
    filling, duties, _ = a_proposal()
    status, text = accepted(browser, filling, duty=[duties[0].id], place=place)
    assert (status, states(filling)) == (200, ["proposed", "proposed"])
    assert "Tick at least one person, and the duty they are to be on." in text
    assert ticked(text) == [("duty", str(duties[0].id))]


def test_one_can_begin_with_no_duty_ticked(browser):
    filling, _, places = a_proposal()
    assert ticked(page(browser, f"{FILL}/{filling.id}?ticked=none")) == [("place", str(one)) for one in places]


def test_whom_something_stops_meanwhile_is_named_with_why_and_the_others_are_accepted(browser):
    filling, duties, places = a_proposal()
    first = db.session.get_one(FillingPlace, places[0])
    a_sign_up(a_duty(title="Court", on=in_days(2), starts=datetime(2027, 1, 1, 17).time()), first.volunteer)  # noqa: DTZ001
    assert accepted(browser, filling, all="yes")[0] == 303
    assert states(filling) == ["refused", "accepted"]
    text = page(browser, f"{FILL}/{filling.id}")
    assert "1 place is given, and everyone is being told. 1 place could not be given: see below." in text
    assert "They are already on “Court” (15 January 2027), which overlaps this duty." in text
    assert f"/staff/duties/{duties[0].id}/posts/{first.post_id}/add" in text
    assert ticked(text) == [("duty", str(duties[0].id))]  # tried again only on purpose


def test_a_page_that_is_out_of_date_comes_back_with_its_ticks(browser):
    filling, duties, places = a_proposal()
    sent = sent_form(page(browser, f"{FILL}/{filling.id}"), duty=[one.id for one in duties], place=[places[0]])
    filling.version += 1
    db.session.flush()
    answer = browser.post(f"{FILL}/{filling.id}/accept", data=sent)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, states(filling)) == (409, ["proposed", "proposed"])
    assert "Someone else has accepted some of this" in text
    assert ticked(text) == [("duty", str(duties[0].id)), ("place", str(places[0])), ("duty", str(duties[1].id))]


def test_many_days_are_shown_some_at_a_time_and_only_those_on_the_page_are_accepted(browser, monkeypatch):
    monkeypatch.setattr(filling_shown, "MOST_ON_A_PAGE", 2)
    filling, _, _ = a_proposal(3)
    text = page(browser, f"{FILL}/{filling.id}")
    assert len(ticked(text)) == 4
    later = f"{FILL}/{filling.id}?from={in_days(4)}"
    assert later in text
    text = page(browser, later)
    assert ("Patrol 1" in text, "Patrol 2" in text) == (False, True)
    given = {name: [number for of, number in ticked(text) if of == name] for name in ("duty", "place")}
    assert accepted(browser, filling, **given)[0] == 303
    assert states(filling) == ["proposed", "proposed", "accepted"]
    assert "Accept all 2 places" in page(browser, f"{FILL}/{filling.id}")


def test_the_rest_is_left_and_nothing_of_it_can_be_ticked_any_more(browser):
    filling, _, _ = a_proposal()
    here = f"{FILL}/{filling.id}"
    assert send(browser, f"{here}/close", here) == (303, here)
    text = page(browser, here)
    assert (states(filling), ticked(text), "Accept" in text) == (["left", "left"], [], False)
    assert ">Closed<" in page(browser, FILL)


@pytest.mark.parametrize("act", ["stop", "cancel"])
def test_what_is_over_cannot_be_stopped_and_the_way_back_is_there(browser, act: str):
    filling, _, _ = a_proposal()
    status, text = send(browser, f"{FILL}/{filling.id}/{act}", f"{FILL}/{filling.id}")
    assert (status, "Look at it as it is now" in text) == (409, True)


def test_a_proposal_of_elsewhere_is_not_there(browser):
    filling = a_filling(area="bristol")
    page(browser, f"{FILL}/{filling.id}", 404)
    assert f"{FILL}/{filling.id}" not in page(browser, FILL)
    sent = sent_form(page(browser, FILL))
    for act in ("accept", "stop", "cancel", "close"):
        assert browser.post(f"{FILL}/{filling.id}/{act}", data={**sent, "all": "yes"}).status_code == 404


def test_the_database_is_asked_the_same_number_of_times_at_every_size(app: Flask, browser):
    filling, duties, _ = a_proposal()
    a_gap(filling, duties[0])
    with counted_sql(app) as few:
        page(browser, f"{FILL}/{filling.id}")
    for number in range(12):
        duty = a_duty(title=f"More {number}", on=in_days(1 + number), posts=[a_post(places=2)])
        a_proposed_place(filling, duty, a_special(f"More{number}"))
        a_gap(filling, duty)
    with counted_sql(app) as many:
        page(browser, f"{FILL}/{filling.id}")
    assert many.count == few.count
    assert few.count <= 15, str(few)


def test_states_say_how_they_stand_in_the_list(browser):
    for at, state in enumerate(FillingState):
        a_filling(state=state, first_on=in_days(40 * at), failure="No." if state is FillingState.FAILED else "")
    text = page(browser, FILL)
    for words in ("Waits for its turn", "Being worked out", "Ready to look at", "Did not work", "Given up", "Closed"):
        assert f">{words}<" in text
