"""The pages of expenses: claimed on a telephone, approved by staff, taken out for payment."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.expenses.builders import a_claim, meals, yesterday
from tests.pages import sent_form
from tests.people.builders import SOMERSET, SPECIALS, a_volunteer, an_account, signed_in
from volunteers import clock
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import ClaimState
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Grant, Role

NEW = "/my-expenses/new/mileage"


@pytest.fixture
def volunteer(session: object) -> Volunteer:
    return a_volunteer()


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def drive(**more: object) -> dict[str, object]:
    day = yesterday()
    return {
        "occasion": "day", "spent_on": [str(day.day), str(day.month), str(day.year)], "vehicle": "car",
        "from_place": "Taunton", "to_place": "Bridgwater", "miles": "12.4", **more,
    }  # fmt: skip


def test_a_claim_is_shown_worked_out_before_it_is_sent_once(client, volunteer):
    browser = signed_in(client, volunteer.account)
    shown = browser.post(NEW, data=sent_form(page(browser, NEW), **drive())).get_data(as_text=True)
    assert "£5.58" in shown
    assert "Send this claim" in shown
    assert db.session.scalars(select(ExpenseClaim)).all() == []
    other = browser.post(NEW, data=sent_form(shown, **drive(miles="13"))).get_data(as_text=True)
    assert "£5.85" in other
    sent = sent_form(other, **drive(miles="13"))
    assert {browser.post(NEW, data=sent).location for _ in range(2)} == {"/my-expenses"}
    (claim,) = db.session.scalars(select(ExpenseClaim))
    assert claim.pence == 585
    assert "£5.85" in page(browser, "/my-expenses")
    assert "£5.85 waits to be approved" in page(browser, "/my-duties")


@pytest.mark.parametrize(
    ("more", "words", "field"),
    [
        ({"miles": "a lot"}, "Enter the miles as a number", "miles"),
        ({"to_place": "WELLS"}, "from and to the same place", "to_place"),
        ({"miles": "700"}, "more than 500 miles", "sure-0"),
        ({"spent_on": ["1", "1", "2090"]}, "cannot be in the future", "spent_on-day"),
        ({"spent_on": ["", "", ""]}, "Enter the day.", "spent_on-day"),
        ({"occasion": "999"}, "Choose what it was for.", "occasion"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, volunteer, more, words, field):
    browser = signed_in(client, volunteer.account)
    said = browser.post(NEW, data=sent_form(page(browser, NEW), **drive(**{"from_place": "Wells", **more})))
    text = said.get_data(as_text=True)
    assert words in text
    assert f'href="#{field.removesuffix("-0")}' in text
    assert "Wells" in text


def test_a_claim_is_changed_and_taken_back(client, volunteer):
    claim = a_claim(volunteer)
    browser = signed_in(client, volunteer.account)
    here = f"/my-expenses/{claim.id}/change"
    shown = browser.post(here, data=sent_form(page(browser, here), **drive(miles="20"))).get_data(as_text=True)
    assert browser.post(here, data=sent_form(shown, **drive(miles="20"))).location == "/my-expenses"
    assert (claim.pence, claim.version) == (900, 2)
    browser.post(f"/my-expenses/{claim.id}/withdraw", data=sent_form(page(browser, "/my-expenses")))
    assert claim.state is ClaimState.WITHDRAWN


@pytest.mark.parametrize("kind", ["subsistence", "other"])
def test_other_kinds_have_their_page(client, volunteer, kind):
    browser = signed_in(client, volunteer.account)
    here = f"/my-expenses/new/{kind}"
    assert "There is a problem" in browser.post(here, data=sent_form(page(browser, here))).get_data(as_text=True)
    assert browser.get("/my-expenses/new/gold").status_code == 404


def test_staff_approve_many_lower_one_and_take_them_out(client, volunteer):
    first, second, third = a_claim(volunteer), a_claim(volunteer, meals()), a_claim(a_volunteer())
    staff = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, SOMERSET)]))
    here = "/staff/expenses"
    sent = sent_form(page(staff, here), claims=[f"{first.id}-1", f"{third.id}-1"])
    assert staff.post(here, data=sent).location == here
    one = f"{here}/{second.id}"
    refused = staff.post(one, data=sent_form(page(staff, one), answer="lower", amount="4"))
    assert (refused.status_code, "Say why" in refused.get_data(as_text=True)) == (409, True)
    staff.post(one, data=sent_form(page(staff, one), answer="lower", amount="4", reason="A meal was given"))
    assert (first.state, second.approved_pence) == (ClaimState.APPROVED, 400)
    assert "Nothing waits" in page(staff, here)
    batches = f"{here}/batches"
    made = staff.post(batches, data=sent_form(page(staff, batches), whose="adults")).location
    assert "£15.16" in page(staff, made)
    assert staff.get(f"{made}/csv").mimetype == "text/csv"
    assert staff.get(f"{made}/pdf").status_code == 404
    today = clock.today()
    paid = sent_form(page(staff, made), paid_on=[str(today.day), str(today.month), str(today.year)])
    assert staff.post(made, data=paid).location == made
    assert "Not paid yet" not in page(staff, batches)
