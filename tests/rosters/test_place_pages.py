"""The pages about places on a telephone, and the supervisor's page of requests."""

import re
from datetime import timedelta

import pytest

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.people.serving import a_cadet
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.places_builders import (
    a_handover,
    a_request,
    a_special,
    an_offer,
    in_hours,
    is_whole,
    sign_up,
    state_of,
    waits,
)
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.rosters.models import Giving, SignUp, SignUpState, WaitState

TOKEN = "a-link-that-answers-an-offer"


@pytest.fixture
def special(session):
    return a_special()


@pytest.fixture
def browser(client, special):
    return signed_in(client, special.account)


def page(browser, address, status=200):
    found = browser.get(address)
    assert found.status_code == status, found.get_data(as_text=True)
    return found.get_data(as_text=True)


def plain(text):
    """A page without what differs from one answer to the next."""
    return re.sub(r'(nonce|value)="[^"]+"', "", text.replace(TOKEN, "wrong"))


def send(browser, address, to, **answers):
    return browser.post(to, data=sent_form(page(browser, address), **answers))


def states(duty):
    return [one.state for one in db.session.query(SignUp).filter_by(duty_id=duty.id).populate_existing()]


def test_everything_there_is_to_know_of_a_duty_stands_on_its_page(browser):
    duty = a_duty(
        address="1 Shuttern, Taunton", map_reference="ST 227 244", risk_assessment="Wear high visibility.",
        sign_up_until=in_hours(24), by=an_account(Role.SUPERVISOR, full_name="Owen Trevena"),
    )  # fmt: skip
    text = page(browser, f"/duties/{duty.id}")
    for words in (
        "1 Shuttern",
        "ST 227 244",
        "Owen Trevena",
        "Meet at the front desk",
        "high visibility",
        "Sign up by",
    ):
        assert words in text


def test_a_young_person_reads_no_full_name(client, session):
    duty = a_duty(strand="cadets", by=an_account(Role.SUPERVISOR, full_name="Owen Trevena"))
    text = page(signed_in(client, a_cadet(turns_in=400).account), f"/duties/{duty.id}")
    assert "Owen T" in text
    assert "Trevena" not in text


@pytest.mark.parametrize(
    ("giving", "words"),
    [
        (Giving.FIRST_COME, "Sign up<span"),
        (Giving.REQUEST, "Ask for a place<span"),
        (Giving.AUTOMATIC, "Ask for a place<span"),
        (Giving.SUPERVISOR, None),
    ],
)
def test_the_one_button_that_fits(browser, giving, words):
    text = page(browser, f"/duties/{a_duty(giving=giving).id}")
    assert text.count('name="post_id"') == (1 if words else 0)
    assert words is None or words in text


def test_someone_joins_the_list_sees_which_they_are_and_leaves(browser, special):
    duty = a_duty(posts=[a_post(places=1)])
    sign_up(duty, a_special())
    for _ in range(2):
        waits(duty, a_special())
    here = f"/duties/{duty.id}"
    assert "You would be 3rd on the list" in page(browser, here)
    assert send(browser, here, f"{here}/wait", post_id=duty.posts[0].id).location == here
    text = page(browser, here)
    assert "You are 3rd on the waiting list as Patrol" in text
    assert 'name="post_id"' not in text
    send(browser, here, f"{here}/wait/leave")
    assert "You would be 3rd on the list" in page(browser, here)


def test_asking_and_taking_back(browser):
    duty = a_duty(giving=Giving.REQUEST)
    here = f"/duties/{duty.id}"
    send(browser, here, f"{here}/sign-up", post_id=duty.posts[0].id)
    assert "You have asked for a place as Patrol" in page(browser, here)
    send(browser, here, f"{here}/take-back")
    assert states(duty) == [SignUpState.WITHDRAWN]


def test_what_there_is_to_read_is_ticked_or_said_to_be_missing(browser):
    duty = a_duty(must_accept=True)
    here = f"/duties/{duty.id}"
    text = send(browser, here, f"{here}/sign-up", post_id=duty.posts[0].id).get_data(as_text=True)
    assert 'href="#accepted"' in text
    assert send(browser, here, f"{here}/sign-up", post_id=duty.posts[0].id, accepted="y").status_code == 303
    assert states(duty) == [SignUpState.CONFIRMED]


def test_whoever_was_put_on_reads_afterwards(browser, special):
    duty = a_duty(must_accept=True)
    a_sign_up(duty, special)
    here = f"/duties/{duty.id}"
    assert "Please read what is below" in page(browser, here)
    send(browser, here, f"{here}/accept")
    assert "Please read what is below" not in page(browser, here)


def test_a_place_on_offer_is_taken_on_the_page_of_the_duty(browser, special):
    duty = a_duty(posts=[a_post(places=1)])
    wait = an_offer(duty, special, token=TOKEN)
    here = f"/duties/{duty.id}"
    assert "is kept for you" in page(browser, here)
    assert send(browser, here, f"{here}/offer", answer="take").location == here
    assert (state_of(wait), is_whole(duty)) == (WaitState.TAKEN, True)
    assert "You are on this duty as Patrol" in page(browser, here)


@pytest.mark.parametrize(("answer", "state"), [("take", WaitState.TAKEN), ("decline", WaitState.DECLINED)])
def test_the_link_shows_on_opening_and_answers_on_pressing(client, special, answer, state):
    wait = an_offer(a_duty(posts=[a_post(places=1)]), special, token=TOKEN)
    here = f"/my-offers/{TOKEN}"
    sent = sent_form(page(client, here), answer=answer)
    assert state_of(wait) is WaitState.OFFERED
    went = {client.post(here, data=sent).location for _ in range(2)}
    assert went == {f"/my-offers/answered/{'taken' if answer == 'take' else 'declined'}"}
    assert special.last_name not in page(client, went.pop())
    assert state_of(wait) is state
    page(client, here, 404)


def test_a_wrong_link_and_an_old_one_are_the_same_page(client, special):
    wait = an_offer(a_duty(posts=[a_post(places=1)]), special, token=TOKEN)
    wait.offer_until = clock.now() - timedelta(seconds=1)
    db.session.flush()
    old, wrong = page(client, f"/my-offers/{TOKEN}", 404), page(client, "/my-offers/wrong", 404)
    assert plain(old) == plain(wrong)
    page(client, "/my-offers/answered/perhaps", 404)


def test_i_cannot_make_it_looks_for_a_stand_in_and_can_be_taken_back(browser, special):
    duty = a_duty(starts_at=in_hours(12))
    a_sign_up(duty, special)
    here = f"/duties/{duty.id}"
    assert "I cannot make it" in page(browser, here)
    send(browser, f"{here}/give-up", f"{here}/give-up", reason="My child is ill")
    assert "looking for someone to stand in" in page(browser, here)
    assert browser.get(f"{here}/give-up").location == here
    send(browser, here, f"{here}/take-back")
    assert "I cannot make it" in page(browser, here)


def test_a_place_is_taken_over_from_the_list(browser):
    holder = a_special(first_name="Priya", last_name="Nair")
    duty = a_duty(starts_at=in_hours(12), posts=[a_post(places=1)])
    handover = a_handover(a_sign_up(duty, holder))
    listed = page(browser, "/stand-ins")
    assert "Evening patrol" in listed
    assert "Nair" not in listed
    here = f"/stand-ins/{handover.id}"
    assert send(browser, here, here).location == f"/duties/{duty.id}"
    page(browser, here, 404)
    assert "Nobody needs a stand-in" in page(browser, "/stand-ins")


def test_a_swap_is_offered_and_answered(browser, special, app):
    mine, theirs = (a_duty(on=clock.today() + timedelta(days=days), posts=[a_post(places=1)]) for days in (7, 9))
    sam = a_special(first_name="Sam", last_name="Carter")
    a_sign_up(mine, special)
    other = a_sign_up(theirs, sam)
    here = f"/duties/{mine.id}/swap"
    text = page(browser, here)
    assert "Offer Sam C a swap" in text
    assert "Carter" not in text
    send(browser, here, here, other=other.id)
    assert "You have offered Sam C to swap it" in page(browser, f"/duties/{mine.id}")
    sams = signed_in(app.test_client(), sam.account)
    assert "Alex H: your" in page(sams, "/stand-ins")
    swap = page(sams, "/stand-ins").partition('href="/swaps/')[2].partition('"')[0]
    assert send(sams, f"/swaps/{swap}", f"/swaps/{swap}", answer="take").location == "/my-duties"
    assert "You are on this duty" in page(browser, f"/duties/{theirs.id}")


def test_a_supervisor_answers_requests(client, session):
    staff = signed_in(client, an_account(Role.SUPERVISOR))
    duty = a_duty(giving=Giving.REQUEST, posts=[a_post(places=1)])
    first, second = a_request(duty, a_special(last_name="Archer")), a_request(duty, a_special(last_name="Bell"))
    here = f"/staff/duties/{duty.id}/requests"
    text = page(staff, here)
    assert text.index("Archer") < text.index("Bell")
    send(staff, here, f"{here}/{first.id}/approve")
    assert "Every place as" in page(staff, here)
    down = f"{here}/{second.id}/turn-down"
    assert send(staff, down, down, reason="").status_code == 200
    assert send(staff, down, down, reason="No more cars").location == here
    assert sorted(states(duty)) == [SignUpState.CONFIRMED, SignUpState.TURNED_DOWN]
    assert "Nobody waits for an answer" in page(staff, here)
