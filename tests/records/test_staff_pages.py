"""The pages of those who sign, review and issue: lists, several signatures at once, one volunteer's records."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from tests.records.builders import a_kit_item, a_review, a_special, an_evidence, shown_for_directed
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, GradePeriod, ServicePeriod, Volunteer
from volunteers.permissions import Grant, Role
from volunteers.records.models import KitItem, Review
from volunteers.records.rules import EvidenceState

LIST = "/staff/records/signatures"


@pytest.fixture
def me(session: object) -> Account:
    return an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "somerset")], full_name="Helen Marsh")


@pytest.fixture
def browser(client: FlaskClient, me: Account) -> FlaskClient:
    return signed_in(client, me)


@pytest.fixture
def special(session: object) -> Volunteer:
    return a_special()


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def send(browser: FlaskClient, address: str, **answers: object) -> tuple[int, str]:
    answer = browser.post(address, data=sent_form(page(browser, address), **answers))
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def boxes(days: int = 0) -> list[str]:
    day = clock.today() + timedelta(days=days)
    return [str(day.day), str(day.month), str(day.year)]


def test_what_is_ticked_is_signed_together(browser, special, me):
    pieces = [an_evidence(special, me) for _ in range(3)]
    assert send(browser, LIST, pieces=[f"{piece.id}.1" for piece in pieces[:2]]) == (303, LIST)
    assert [piece.state for piece in pieces] == [EvidenceState.SIGNED, EvidenceState.SIGNED, EvidenceState.WAITING]
    assert "You have signed 2 pieces of evidence." in page(browser, LIST)


def test_nothing_ticked_and_something_changed_meanwhile_are_said(browser, special, me):
    piece = an_evidence(special, me)
    status, said = send(browser, LIST)
    assert (status, "Tick the evidence you saw." in said) == (200, True)
    status, said = send(browser, LIST, pieces=[f"{piece.id}.7"])
    assert (status, "changed while you had the page open" in said) == (409, True)
    assert send(browser, LIST, pieces=["999999999.1"])[0] == 404
    assert send(browser, LIST, pieces=["x"])[0] == 200
    assert piece.state is EvidenceState.WAITING


def test_one_piece_is_signed_or_sent_back_with_words(browser, special, me):
    first, second = an_evidence(special, me), an_evidence(special, me)
    status, said = send(browser, f"/staff/records/evidence/{first.id}", act="send_back")
    assert (status, "Say what is missing" in said) == (200, True)
    assert send(browser, f"/staff/records/evidence/{first.id}", act="send_back", words="Which power?") == (303, LIST)
    assert (first.state, first.sent_back_words) == (EvidenceState.SENT_BACK, "Which power?")
    assert send(browser, f"/staff/records/evidence/{second.id}", act="sign") == (303, LIST)
    assert second.signed_by_id == me.id


def test_a_withdrawal_needs_a_reason(browser, special, me):
    piece = an_evidence(special, me, state=EvidenceState.SIGNED)
    here = f"/staff/records/evidence/{piece.id}/withdraw"
    assert "Say why it no longer counts." in send(browser, here)[1]
    assert send(browser, here, reason="Wrong duty")[1] == f"/staff/volunteers/{special.id}/skills"
    assert "Wrong duty" in page(browser, f"/staff/records/evidence/{piece.id}")
    assert send(browser, here, reason="Again")[0] == 409


def test_what_was_seen_is_entered_and_signed(browser, special):
    here = f"/staff/volunteers/{special.id}/skills/seen"
    assert '<option value="radio" selected>' in page(browser, f"{here}?skill=radio")
    status, location = send(browser, here, skill="radio", duty_on=boxes(), what="Clear and short.")
    assert (status, location) == (303, f"/staff/volunteers/{special.id}/skills")
    assert "1 of 3 signed" in page(browser, location)


def test_the_coordinator_is_shown_who_is_ready_and_confirms(browser, special, me):
    shown_for_directed(special, me)
    here = f"/staff/volunteers/{special.id}/patrol-status"
    assert "Ready for Directed patrol" in page(browser, "/staff/records")
    assert here in page(browser, f"/staff/volunteers/{special.id}")
    status, said = send(browser, here, from_on=boxes(1))
    assert (status, "cannot be in the future" in said) == (409, True)
    assert send(browser, here, from_on=boxes())[0] == 303
    assert "directed" in db.session.scalars(select(GradePeriod.grade)).all()


def test_a_review_is_written_changed_and_read(browser, special):
    here = f"/staff/volunteers/{special.id}/reviews/new/special-constabulary"
    days = {"held_on": boxes(), "next_due_on": boxes(300)}
    status, location = send(browser, here, went_well="Calm", what_next="Statements", **days)
    (review,) = db.session.scalars(select(Review))
    assert (status, location) == (303, f"/staff/records/reviews/{review.id}")
    changed = {**days, "went_well": "Very calm", "what_next": "Statements"}
    status, said = send(browser, f"{location}/change", **{**changed, "next_due_on": boxes(-1)})
    assert (status, "must be after this one" in said, "Very calm" in said) == (409, True, True)
    assert send(browser, f"{location}/change", **changed)[0] == 303
    assert "Very calm" in page(browser, location)
    assert "Waits for the volunteer" in page(browser, f"/staff/volunteers/{special.id}/reviews")


def test_the_form_of_a_review_is_filled_in_as_it_is_stored(browser, special, me):
    review = a_review(special, me)
    assert "Calm and clear with people." in page(browser, f"/staff/records/reviews/{review.id}/change")


def test_kit_goes_out_and_comes_back(browser, special):
    here = f"/staff/volunteers/{special.id}/kit"
    status, said = send(browser, f"{here}/issue", kind="radio", issued_on=boxes())
    assert (status, "enter the serial number" in said) == (409, True)
    assert send(browser, f"{here}/issue", kind="radio", serial="r 5", issued_on=boxes()) == (303, here)
    (item,) = db.session.scalars(select(KitItem))
    assert "R5" in page(browser, here)
    back = f"/staff/records/kit/{item.id}/return"
    assert "Choose how it came back." in send(browser, back, returned_on=boxes())[1]
    assert send(browser, back, returned_on=boxes(), condition="good") == (303, here)
    assert browser.get(back).location == here


def test_what_leavers_still_have_is_shown_in_red(browser, special):
    item = a_kit_item(special, serial="R-99")
    db.session.scalars(select(ServicePeriod)).one().ended_on = clock.today()
    assert "R-99" in page(browser, "/staff/records/kit")
    shown = page(browser, f"/staff/volunteers/{special.id}")
    assert "To get back" in shown
    assert "app-table__row--overdue" in page(browser, f"/staff/volunteers/{special.id}/kit")
    assert f"/staff/records/kit/{item.id}/return" in page(browser, "/staff/records/kit?area=somerset")
    assert "R-99" not in page(browser, "/staff/records/kit?area=bristol")


def test_a_supervisor_signs_and_reviews_and_keeps_no_kit(client, special):
    browser = signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "somerset")]))
    assert "Kit to get back" not in page(browser, LIST)
    page(browser, f"/staff/volunteers/{special.id}/reviews")
    for address in (f"/staff/volunteers/{special.id}/kit", "/staff/records/kit"):
        page(browser, address, 403)
    assert "Kit" not in page(browser, f"/staff/volunteers/{special.id}").split("Record</h2>")[1].split("</section>")[0]


def test_out_of_scope_nothing_is_found(browser, me):
    other = a_special(area="bristol")
    piece, review, item = an_evidence(other, me), a_review(other, me), a_kit_item(other)
    for address in (
        f"/staff/volunteers/{other.id}/skills", f"/staff/volunteers/{other.id}/reviews",
        f"/staff/volunteers/{other.id}/kit", f"/staff/records/evidence/{piece.id}",
        f"/staff/records/reviews/{review.id}", f"/staff/records/kit/{item.id}/return",
    ):  # fmt: skip
        page(browser, address, 404)
    assert "Nothing waits for you." in page(browser, LIST)


def test_the_lists_ask_the_same_of_the_database_however_many_there_are(app: Flask, browser, me):
    def asked(address: str) -> int:
        with counted_sql(app) as counted:
            page(browser, address)
        return counted.count

    addresses = ("/staff/records", "/staff/records/reviews", "/staff/records/milestones", "/staff/records/kit", LIST)
    an_evidence(a_special(started_on=clock.add_months(clock.today(), -20)), me)
    for address in addresses:
        page(browser, address)
    before = [asked(address) for address in addresses]
    for _ in range(5):
        special = a_special(started_on=clock.add_months(clock.today(), -20))
        an_evidence(special, me)
        a_review(special, me, held_on=clock.add_months(clock.today(), -13))
    assert [asked(address) for address in addresses] == before
    assert max(before) <= 12, before
