"""The pages of members and of staff, walked as people walk them."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.farms.builders import FARM_WATCH, SOMERSET, a_member, a_report, a_sent_alert, a_visit, an_item, some_premises
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers.farms.models import FarmAlert, FarmPremises, FarmReply, FarmReport, MarkedItem
from volunteers.permissions import Grant, Role

COORDINATOR = Grant(Role.COORDINATOR, FARM_WATCH, SOMERSET)


def _send(client: FlaskClient, address: str, **typed: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, address
    return client.post(address, data=sent_form(page.text, **typed))


def test_a_member_keeps_their_own(client: FlaskClient, session: Session) -> None:
    member = a_member()
    signed_in(client, member.account)
    new = {"name": "Lower Mead", "kept": "Sheep", "postcode": "BA5 2PT", "typed": "ST 554 458"}
    bad = _send(client, "/my-farm/premises/new", **new)
    assert "8 or 10 figures" in bad.text
    assert 'value="Lower Mead"' in bad.text
    assert _send(client, "/my-farm/premises/new", **{**new, "typed": "SV 9000 1000"}).status_code == 409
    assert _send(client, "/my-farm/premises/new", **{**new, "typed": "ST 5541 4583"}).status_code == 303
    premises = session.scalars(select(FarmPremises)).one()
    changed = _send(client, f"/my-farm/premises/{premises.id}", **new | {"typed": "ST 5541 4583", "name": "Top Mead"})
    assert changed.status_code == 303
    assert _send(client, "/my-farm/alerts-i-want", crimes=["equine"], miles="20").status_code == 303
    assert _send(client, f"/my-farm/premises/{premises.id}/visit", wanted="Quad bikes").status_code == 303
    page = client.get("/my-farm").text
    assert all(words in page for words in ("Top Mead", "ST 5541 4583", "equine crime", "We tell you the day"))
    assert "Farm Watch" in client.get("/my-duties").text


def test_a_member_reports_answers_and_reads_their_register(client: FlaskClient, session: Session) -> None:
    member = a_member()
    premises = some_premises(member)
    alert, item = a_sent_alert(member), an_item(premises)
    signed_in(client, member.account)
    said = {"crime": "equine", "what": "Two men looked at the horses", "seen_when": "6am", "vehicle": "WX12 ABC"}
    assert "Enter the point" in _send(client, "/my-farm/report", **said, place="elsewhere").text
    assert _send(client, "/my-farm/report", **said, place=str(premises.id)).status_code == 303
    assert session.scalars(select(FarmReport)).one().reference == premises.reference
    answered = _send(client, f"/my-farm/alerts/{alert.id}", body="I saw it go west", seen_when="5am")
    assert answered.status_code == 303
    assert session.scalars(select(FarmReply)).one().volunteer_id == member.id
    assert "FW1001" in client.get("/my-farm/register").text
    assert _send(client, f"/my-farm/register/{item.id}/stolen").location.endswith(f"/my-farm/report?item={item.id}")
    assert "Stolen" in client.get("/my-farm/register").text


def test_staff_see_to_a_report_with_an_alert(client: FlaskClient, session: Session) -> None:
    report = a_report(a_member())
    signed_in(client, an_account(grants=[COORDINATOR]))
    assert "A white van" in client.get("/staff/farms/reports").text
    assert "WX12 ABC" in client.get(f"/staff/farms/reports/{report.id}").text
    address = f"/staff/farms/alerts/new?report={report.id}"
    assert "WX12" not in client.get(address).text
    typed = {
        "crime": "agricultural", "area": SOMERSET, "title": "Van at gates", "body": "A white van", "typed": "",
        "days": "7",
    }  # fmt: skip
    assert "reaches 1 member" in _send(client, address, **typed, count="yes").text
    assert "registration" in _send(client, address, **{**typed, "body": "WX12 ABC"}, send="yes").text
    assert _send(client, address, **typed, send="yes").status_code == 303
    alert = session.scalars(select(FarmAlert)).one()
    assert _send(client, f"/staff/farms/alerts/{alert.id}", body="Found", over="y").status_code == 303
    assert "Over" in client.get("/staff/farms/alerts").text
    assert "A white van" in client.get("/staff/farms/reports?show=closed").text
    other = a_report(a_member())
    assert _send(client, f"/staff/farms/reports/{other.id}", answer="We spoke to them").status_code == 303


def test_staff_plan_a_visit_and_enter_what_was_marked(client: FlaskClient, session: Session) -> None:
    premises = some_premises(a_member(), name="Coombe Farm")
    visit = a_visit(premises)
    signed_in(client, an_account(grants=[COORDINATOR]))
    day = {"visit_on": ["1", "1", "2030"], "when_words": "10am", "who_goes": "PC Hart"}
    assert _send(client, f"/staff/farms/visits/{visit.id}", **day).status_code == 303
    done = f"/staff/farms/visits/{visit.id}/done"
    assert "Coombe Farm" in client.get("/staff/farms/visits").text
    things = {"kind_0": "Quad bike", "mark_0": "FW1", "serial_0": "SN7", "kind_2": "Saddle"}
    more = _send(client, done, **things, more="yes").text
    assert 'value="SN7"' in more
    assert "kind_5" in more
    today = {"visit_on": ["1", "11", "2026"]}
    assert "Enter its mark" in _send(client, done, **things, **today).text
    assert _send(client, done, **things, **today, mark_2="FW2").status_code == 303
    assert [one.mark for one in session.scalars(select(MarkedItem).order_by(MarkedItem.id))] == ["FW1", "FW2"]
    assert "Coombe Farm" in client.get("/staff/farms/visits?show=done").text
    assert "SN7" in _send(client, "/staff/farms/register", words="sn7", reason="found").text
    page = client.get(f"/staff/farms/premises/{premises.id}").text
    assert "FW2" in page
    assert "Nothing was said" in _send(client, f"/staff/farms/premises/{premises.id}").text
    assert "ST 5541 4583" in client.get("/staff/farms?q=coombe").text
    other = a_visit(some_premises(a_member()))
    assert _send(client, f"/staff/farms/visits/{other.id}/cancel").status_code == 303
