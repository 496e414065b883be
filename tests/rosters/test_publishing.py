"""Drafts ticked on the list are published together, and the list says what is asked and who still has to answer."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_special, page
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import Duty, DutyState, Giving, SignUpState, Wait, WaitState

LIST, PUBLISH = "/staff/duties", "/staff/duties/publish"


@pytest.fixture
def browser(client: FlaskClient, session: object) -> FlaskClient:
    """A supervisor of the Specials of Somerset."""
    return signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))


def state_of(duty: Duty) -> DutyState:
    db.session.refresh(duty)
    return duty.state


def test_ticked_drafts_are_published_and_others_stay(browser):
    one, two, three = (a_duty(title=f"Draft {number}", state=DutyState.DRAFT) for number in range(3))
    a_duty(title="Open already")
    shown = page(browser, f"{LIST}?when=drafts")
    assert "Open already" not in shown
    answer = browser.post(PUBLISH, data=sent_form(shown, draft=[one.id, three.id]))
    assert (answer.status_code, answer.location) == (303, LIST)
    assert [state_of(duty) for duty in (one, two, three)] == [
        DutyState.PUBLISHED, DutyState.DRAFT, DutyState.PUBLISHED,
    ]  # fmt: skip
    assert "2 duties are published" in page(browser, LIST)


def test_what_could_not_be_published_is_named_with_why_and_the_rest_is(browser):
    good, past = a_duty(title="Good", state=DutyState.DRAFT), a_duty(title="Past", state=DutyState.DRAFT)
    shown = page(browser, LIST)
    past.starts_at = clock.now() - timedelta(hours=1)
    db.session.flush()
    answer = browser.post(PUBLISH, data=sent_form(shown, draft=[good.id, past.id]))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "would already have begun" in text.split("Published</h2>")[0]
    assert "Good" in text.split("Published</h2>")[1]
    assert (state_of(good), state_of(past)) == (DutyState.PUBLISHED, DutyState.DRAFT)


@pytest.mark.parametrize("ticked", [[], ["nonsense"], ["9" * 30], ["-1"]])
def test_nothing_ticked_is_said_and_nonsense_is_nothing(browser, ticked: list[str]):
    a_duty(state=DutyState.DRAFT)
    answer = browser.post(PUBLISH, data=sent_form(page(browser, LIST), draft=ticked))
    assert (answer.status_code, answer.location) == (303, LIST)
    assert "Tick at least one draft" in page(browser, LIST)


def test_a_draft_of_another_area_is_not_found_and_nothing_is_published(browser):
    own, other = a_duty(state=DutyState.DRAFT), a_duty(area="bristol", state=DutyState.DRAFT)
    answer = browser.post(PUBLISH, data=sent_form(page(browser, LIST), draft=[own.id, other.id]))
    assert answer.status_code == 404
    assert state_of(own) is DutyState.DRAFT


def test_the_list_and_the_duty_say_what_is_asked_and_who_still_has_to_answer(browser):
    duty = a_duty(title="Asked for", posts=[a_post(places=4)])
    duty.giving, duty.minimum_to_run, duty.must_accept, duty.version = Giving.REQUEST, 3, True, 2
    duty.sign_up_until = duty.starts_at - timedelta(days=1)
    db.session.flush()
    on = a_sign_up(duty, a_special("Nakamura"))
    a_sign_up(duty, a_special("Asks"), state=SignUpState.REQUESTED)
    waits = a_special("Waits")
    db.session.add(
        Wait(
            duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=waits.id, state=WaitState.WAITING,
            joined_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()
    shown = page(browser, LIST)
    for words in (
        "1 request to answer", f"/staff/duties/{duty.id}/requests", "1 waits for a place", "at least 3", "1 of 4",
        "1 still to confirm a change", "1 still to accept the briefing", "Below minimum", "Sign up by 6pm",
        "Volunteers ask, a supervisor decides",
    ):  # fmt: skip
        assert words in shown, words
    shown = page(browser, f"/staff/duties/{duty.id}")
    for words in (
        "Has still to confirm the change and to accept the briefing", "1 request to answer", "1 volunteer waits",
        "At least 3 people to run", "Changed since it was published", f"/staff/duties/{duty.id}/edit",
        f"/staff/duties/{duty.id}/sheet",
    ):  # fmt: skip
        assert words in shown, words
    on.seen_version, on.accepted_version = 2, 2
    db.session.flush()
    assert "Has still to" not in page(browser, f"/staff/duties/{duty.id}")
