"""The pages of SpeedWatch without scripts: nothing typed is lost, and no page shows a registration afterwards."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.rosters.coordinating import page, send
from tests.speedwatch.builders import PLATE, SPEEDWATCH, AScheme, a_returned, a_scheme, a_session, places_of
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import SignIn, Volunteer
from volunteers.permissions import Grant, Role
from volunteers.speedwatch.models import RoadsideSession, SeenVehicle

SHEET = {"weather": "dry", "stood_from": "11:05", "stood_until": "12:55", "counted": "200", "checked": "y"}
ROW = {"at": "12:10", "registration": "wx19kde", "make": "Ford", "colour": "Blue", "speed": "38"}


@pytest.fixture
def scheme(session: Session) -> AScheme:
    return a_scheme()


def as_(client: FlaskClient, volunteer: Volunteer) -> FlaskClient:
    return signed_in(client, volunteer.account)


def as_staff(client: FlaskClient, role: Role = Role.COORDINATOR) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(role, SPEEDWATCH, "somerset")]))


def typed(scheme: AScheme, one: RoadsideSession, **row: str) -> dict[str, Any]:
    here = {f"here_{place}": "y" for place in places_of(one)[:3]}
    cells = {f"row_0_{name}": value for name, value in {**ROW, **row}.items()}
    return {**SHEET, **here, **cells, "device": str(scheme.device.id)}


def test_a_coordinator_plans_and_is_told_the_rule(client: FlaskClient, scheme: AScheme) -> None:
    browser, address = as_(client, scheme.team[0]), f"/my-speedwatch/schemes/{scheme.unit.id}/plan"
    on = clock.today() + timedelta(days=5)
    day: dict[str, Any] = {
        "day": [str(on.day), str(on.month), str(on.year)],
        "site": str(scheme.site.id),
        "direction": "both",
    }
    status, said = send(browser, address, **day, starts="1am", ends="2am", places="4")
    assert status == 409
    assert "Daylight: the sun rises there at" in said
    assert "Hours: sessions are held from 07:00 to 22:00." in said
    assert 'value="1am"' in said
    status, location = send(browser, address, **day, starts="11am", ends="1pm", places="4")
    assert status == 303
    assert "Stand behind the wall." in page(browser, location)
    assert scheme.unit.name in page(browser, "/my-duties")
    assert "Plan a session" in page(browser, "/my-speedwatch")


def test_a_return_keeps_what_is_wrong_and_is_sent_once(client: FlaskClient, scheme: AScheme) -> None:
    one = a_session(scheme)
    browser, address = as_(client, scheme.team[0]), f"/my-speedwatch/sessions/{one.id}/return"
    status, location = send(browser, address, **typed(scheme, one, registration="WXI9 KDE"), do="more")
    assert (status, "#sheet" in location) == (303, True)
    shown = page(browser, address)
    assert 'value="WXI9 KDE"' in shown
    assert 'name="row_19_at"' in shown
    stale = sent_form(shown)
    status, said = send(browser, address, **typed(scheme, one, registration="WXI9 KDE"), do="send")
    assert status == 200
    assert "Row 1, registration: No vehicle can have this registration. Did you mean WX19 KDE?" in said
    answer = browser.post(address, data={**stale, "row_0_registration": "mine", "do": "save"})
    assert answer.status_code == 409
    assert "Someone else has saved this return" in answer.get_data(as_text=True)
    assert 'value="mine"' in answer.get_data(as_text=True)
    status, _ = send(browser, address, **typed(scheme, one, registration="WX19 KDE"), do="send")
    assert status == 303
    assert (one.recorded, db.session.query(SeenVehicle).count()) == (1, 1)
    assert browser.post(address, data={**stale, "do": "send"}).status_code == 303
    assert db.session.query(SeenVehicle).count() == 1
    assert PLATE not in page(browser, f"/my-speedwatch/sessions/{one.id}")


def test_what_was_typed_when_the_sign_in_had_run_out_comes_back(client: FlaskClient, scheme: AScheme) -> None:
    one = a_session(scheme)
    browser, address = as_(client, scheme.team[0]), f"/my-speedwatch/sessions/{one.id}/return"
    sent = sent_form(page(browser, address), **typed(scheme, one))
    db.session.execute(db.update(SignIn).values(ended_at=clock.now()))
    assert browser.post(address, data={**sent, "do": "save"}).status_code == 401
    shown = page(as_(client, scheme.team[0]), address)
    assert 'value="wx19kde"' in shown
    assert "What you typed before you signed in again is below." in shown
    status, _ = send(browser, address, **typed(scheme, one), do="save")
    assert status == 303
    assert "before you signed in again" not in page(browser, address)


def test_too_few_can_only_be_closed(client: FlaskClient, scheme: AScheme) -> None:
    one = a_session(scheme)
    browser, address = as_(client, scheme.team[0]), f"/my-speedwatch/sessions/{one.id}/return"
    sent = typed(scheme, one)
    del sent[f"here_{places_of(one)[2]}"]
    status, said = send(browser, address, **sent, do="send")
    assert status == 409
    assert "Team: at least three are at the roadside, and these are two." in said
    status, _ = send(browser, f"/my-speedwatch/sessions/{one.id}/not-run", reason="too_few")
    assert status == 303
    assert one.not_run_because == "Too few people came"


def test_others_of_the_team_see_the_day_and_not_the_return(client: FlaskClient, scheme: AScheme) -> None:
    one = a_session(scheme)
    browser = as_(client, scheme.team[1])
    assert "Jo Toye" in page(browser, f"/my-speedwatch/sessions/{one.id}")
    page(browser, f"/my-speedwatch/sessions/{one.id}/return", 404)
    stranger = as_(client, a_scheme().team[0])
    page(stranger, f"/my-speedwatch/sessions/{one.id}", 404)


def test_calling_off_takes_one_press(client: FlaskClient, scheme: AScheme) -> None:
    one = a_session(scheme, on=clock.today() + timedelta(days=1))
    browser, day = as_(client, scheme.team[0]), f"/my-speedwatch/sessions/{one.id}"
    status, _ = send(browser, f"{day}/call-off", day, why="ice")
    assert status == 303
    assert "Called off" in page(browser, day)


def test_the_file_is_whole_and_can_be_opened_by_anything(client: FlaskClient, scheme: AScheme) -> None:
    one = a_returned(scheme)
    browser = as_staff(client)
    assert one.reference in page(browser, "/staff/speedwatch")
    sent = sent_form(
        page(browser, f"/staff/speedwatch/hand-over?session={one.id}"), sessions=str(one.id), reason="usual"
    )
    answer = browser.post("/staff/speedwatch/hand-over", data=sent)
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))
    assert [len(row) for row in rows] == [11, 11]
    assert rows[1][7:] == [PLATE, "Ford", "Blue", "38"]
    assert answer.headers["Cache-Control"] == "no-store"
    detail = f"/staff/speedwatch/sessions/{one.id}"
    status, _ = send(browser, f"{detail}/received")
    assert status == 303
    assert "Registrations erased" in page(browser, detail)
    status, said = send(browser, f"{detail}/outcomes", of_first_letter="9")
    assert (status, "Check the numbers" in said, 'value="9"' in said) == (409, True, True)
    assert send(browser, f"{detail}/outcomes", of_first_letter="1")[0] == 303
    assert "First letter: 1" in page(browser, f"/staff/speedwatch/schemes/{scheme.unit.id}")


def test_staff_keep_devices_and_thresholds(client: FlaskClient, scheme: AScheme) -> None:
    browser, address = as_staff(client), f"/staff/speedwatch/schemes/{scheme.unit.id}"
    status, _ = send(
        browser, f"{address}/devices/new", make="Bushnell", serial="B-7", calibrated_until=["1", "6", "2030"]
    )
    assert status == 303
    assert "Calibrated until 1 June 2030" in page(browser, address)
    status, said = send(browser, f"{address}/threshold", limit="30", threshold="29")
    assert (status, "must be above the limit" in said) == (409, True)
    assert send(browser, f"{address}/threshold", limit="30", threshold="36")[0] == 303
    send(browser, f"/staff/speedwatch/devices/{scheme.device.id}/retire", address)
    assert scheme.device.serial not in page(browser, address)


def test_a_supervisor_reads_and_takes_nothing_out(client: FlaskClient, scheme: AScheme) -> None:
    one = a_returned(scheme)
    browser = as_staff(client, Role.SUPERVISOR)
    assert "Hand it over" not in page(browser, f"/staff/speedwatch/sessions/{one.id}")
    page(browser, "/staff/speedwatch/hand-over", 403)
