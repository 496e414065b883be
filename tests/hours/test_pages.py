"""The pages of hours: one's own, those that wait, one stretch of work, and the report."""

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.hours.builders import hours_of
from tests.openings.builders import a_unit
from tests.pages import sent_form
from tests.people.builders import SOMERSET, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.models import Stint
from volunteers.people.models import Volunteer
from volunteers.permissions import Grant, Role


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, address
    return response.get_data(as_text=True)


def sent(browser: FlaskClient, shown: str, address: str, **answers: object) -> str:
    response = browser.post(address, data=sent_form(shown, **answers), follow_redirects=True)
    return response.get_data(as_text=True)


def claiming(browser: FlaskClient, *, days_ago: int = 1, since: str = "10am", until: str = "12:30") -> str:
    day = clock.today() - timedelta(days=days_ago)
    answers = {
        "what": "=School talk", "kind": "community", "on": [str(day.day), str(day.month), str(day.year)],
        "since": since, "until": until, "basis": "employer",
    }  # fmt: skip
    return sent(browser, page(browser, "/my-hours/claim"), "/my-hours/claim", **answers)


@pytest.fixture
def special(session: object) -> Volunteer:
    return a_volunteer()


def test_a_volunteer_claims_says_whose_time_it_was_and_withdraws(client: FlaskClient, special: Volunteer) -> None:
    browser = signed_in(client, special.account)
    shown = claiming(browser)
    assert "Your hours are claimed" in shown
    assert "Waiting to be certified by a supervisor" in shown
    stint = db.session.query(Stint).one()
    assert (stint.claimed, stint.basis) == (150, "employer")
    overlap = claiming(browser, since="12pm", until="1pm")
    assert "overlap with “=School talk”" in overlap
    assert 'value="12pm"' in overlap
    assert "in the future" in claiming(browser, days_ago=-2)
    address = f"/my-hours/{stint.id}/whose-time"
    assert "Whose time it was is noted" in sent(browser, page(browser, address), address, basis="own_time")
    assert b"'=School talk" in browser.get("/my-hours.csv").data
    assert "Your claim is withdrawn" in sent(browser, page(browser, "/my-hours"), f"/my-hours/{stint.id}/withdraw")
    db.session.expire_all()
    assert (stint.counted, stint.void_words) == (0, "Withdrawn")


def test_the_page_of_ones_duties_says_the_same_as_the_ledger(client: FlaskClient, special: Volunteer) -> None:
    an_attendance(a_sign_up(a_duty(starts_at=clock.now() - timedelta(minutes=200)), special), minutes=90)
    month = clock.on(clock.now() - timedelta(minutes=200))
    browser = signed_in(client, special.account)
    assert "1 hour 30 minutes" in page(browser, f"/my-hours?month={month:%Y-%m}")
    assert "1 hour 30 minutes" in page(browser, "/my-duties")


def test_staff_certify_what_is_ticked_and_never_their_own(client: FlaskClient, special: Volunteer) -> None:
    account = an_account(Role.SUPERVISOR)
    mine = a_volunteer(account=account, first_name="Own", last_name="Person")
    one, own = hours_of(special, days_ago=1), hours_of(mine, days_ago=1)
    browser = signed_in(client, account)
    shown = page(browser, "/staff/hours")
    assert "Safety talk" in shown
    assert '__name">Own Person' not in shown
    assert "Tick the hours" in sent(browser, shown, "/staff/hours")
    assert "Nobody certifies" in sent(browser, shown, "/staff/hours", stint=str(own.id))
    assert "1 stretch of work certified" in sent(browser, shown, "/staff/hours", stint=str(one.id))
    db.session.expire_all()
    assert one.is_certified
    assert not own.certified


def test_hours_are_adjusted_to_a_number_and_a_claim_is_sent_back(client: FlaskClient, special: Volunteer) -> None:
    stint = hours_of(special, hours=2)
    browser = signed_in(client, an_account(Role.COORDINATOR))
    address = f"/staff/hours/{stint.id}"
    shown = sent(browser, page(browser, address), f"{address}/adjust", counted="1:30", reason="It ended early")
    assert "Adjusted minus 30 minutes" in shown
    wrong = sent(browser, page(browser, address), f"{address}/adjust", counted="ninety", reason="It ended early")
    assert "Enter hours and minutes" in wrong
    assert "sent back" in sent(browser, page(browser, address), f"{address}/send-back", words="It was a duty")
    db.session.expire_all()
    assert (stint.counted, stint.void_words) == (0, "It was a duty")


def test_the_report_adds_up_by_unit_and_leaves_as_a_file(client: FlaskClient, session: object) -> None:
    unit = a_unit(area=SOMERSET)
    first = a_volunteer(first_name="Ada", last_name="Alpha", unit_id=unit.id)
    a_volunteer(first_name="Bea", last_name="=Beta")
    begun = clock.start_of_day(clock.month_of(clock.today())) - timedelta(days=5)
    an_attendance(a_sign_up(a_duty(starts_at=begun), first), minutes=16 * 60)
    hours_of(first, starts_at=begun + timedelta(days=1), hours=1)
    browser = signed_in(client, an_account(Role.COORDINATOR))
    month = f"from={clock.on(begun):%Y-%m}&to={clock.on(begun):%Y-%m}"
    shown = page(browser, f"/staff/hours/report?{month}")
    assert "16 hours met" in shown
    assert "No hours of 16" in shown
    assert shown.count("17:00") == 2  # the person, and everyone: 16 of them in the unit, 1 in none
    assert "no unit" in shown
    assert "Alpha" not in page(browser, f"/staff/hours/report?{month}&name=beta")
    response = browser.post(f"/staff/hours/report/sheet?{month}&kind=csv", data=sent_form(shown))
    text = response.data.decode("utf-8-sig")
    assert '"Bea =Beta"' in text
    assert '"Everyone","","5","16","1","0","0","17","16","0","1","17","0",""' in text
    from openpyxl import load_workbook

    book = browser.post(f"/staff/hours/report/sheet?{month}&kind=xlsx", data=sent_form(shown)).data
    assert load_workbook(io.BytesIO(book)).active["A4"].value == "Ada Alpha"


@pytest.mark.parametrize("path", ["/staff/hours/{0}", "/staff/hours/report"])
def test_what_is_out_of_scope_is_not_found(client: FlaskClient, special: Volunteer, path: str) -> None:
    stint = hours_of(special)
    elsewhere = signed_in(client, an_account(grants=[Grant(Role.SUPERVISOR, "cadets", "bristol")], for_children=False))
    page(elsewhere, path.format(stint.id), status=404)
