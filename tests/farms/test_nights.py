"""Patrol nights are told of once, stolen things fill in a report, kit is lent and comes back, and all is counted."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.farms.builders import (
    FARM_WATCH,
    SOMERSET,
    a_loan,
    a_member,
    a_night,
    a_report,
    a_sent_alert,
    an_item,
    some_premises,
    staff,
    viewer_of,
)
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.farms import queries, service
from volunteers.farms.models import FarmNight
from volunteers.farms.rules import Crime, LoanKind
from volunteers.permissions import Grant, Role

pytestmark = pytest.mark.usefixtures("session")


def _send(client: FlaskClient, address: str, **typed: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, address
    return client.post(address, data=sent_form(page.text, **typed))


def test_a_member_tells_of_a_night_once_and_reports_what_they_saw(client: FlaskClient, session: Session) -> None:
    member = a_member()
    was, comes, other = a_night(member), a_night(member, days=6), a_night(a_member())
    signed_in(client, member.account)
    page = client.get("/my-farm").text
    assert f"/my-farm/nights/{was.id}" in page
    assert f"/duties/{comes.id}" in page
    assert "You are on this" in page
    assert {client.get(f"/my-farm/nights/{one.id}").status_code for one in (comes, other)} == {404}
    address, said = f"/my-farm/nights/{was.id}", {"where_words": "Priddy lanes", "saw": "yes"}
    assert "Write what you saw" in _send(client, address, **said).text
    sent = _send(client, address, **said, what="A van without lights")
    night = session.scalars(select(FarmNight)).one()
    assert sent.location.endswith(f"/my-farm/report?night={night.id}")
    report = client.get(sent.location).text
    assert "A van without lights" in report
    assert "Priddy lanes" in report
    assert _send(client, address, where_words="Again", saw="no").status_code == 409
    assert f"/my-farm/nights/{was.id}" not in client.get("/my-farm").text
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, FARM_WATCH, SOMERSET)]))
    assert "Priddy lanes" in client.get("/staff/farms/nights").text


def test_a_stolen_thing_fills_in_a_report_for_its_member_alone(client: FlaskClient) -> None:
    member = a_member()
    item, of_another = an_item(some_premises(member)), an_item(some_premises(a_member()), mark="OTHER")
    signed_in(client, member.account)
    page = client.get(_send(client, f"/my-farm/register/{item.id}/stolen").location).text
    assert "Stolen: Quad bike, marked FW1001." in page
    assert 'value="agricultural" checked' in page
    assert client.get(f"/my-farm/report?item={of_another.id}").status_code == 404


def test_kit_is_lent_shown_overdue_first_and_comes_back(client: FlaskClient) -> None:
    member = a_member()
    premises = some_premises(member)
    overdue = a_loan(premises)
    with pytest.raises(Refused):
        service.lend(premises.id, LoanKind.CAMERA, "CA-1", due_on=overdue.due_on, by=staff())
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, FARM_WATCH, SOMERSET)]))
    address, said = f"/staff/farms/premises/{premises.id}/lend", {"kind": "camera", "due_on": ["1", "1", "2030"]}
    assert _send(client, address, **said, serial="CA-1").status_code == 303
    twice = _send(client, address, **said, serial="ca-1")
    assert "out on loan already" in twice.text
    assert [one.serial for one in queries.list_loans(staff())] == ["AL-1", "CA-1"]
    assert [one.serial for one in queries.list_own_loans(viewer_of(member))] == ["AL-1", "CA-1"]
    page = client.get("/staff/farms/kit").text
    assert page.count(">Overdue<") == 1
    client.post(f"/staff/farms/kit/{overdue.id}/back", data=sent_form(page))
    assert "AL-1" in client.get("/staff/farms/kit?show=back").text
    with pytest.raises(Conflict):
        service.take_back(overdue.id, by=staff())
    with pytest.raises(NotFound):
        service.take_back(overdue.id, by=staff("bristol"))


def test_what_comes_of_it_is_counted_by_month_and_category(client: FlaskClient) -> None:
    member = a_member()
    a_report(member)
    a_sent_alert(member)
    item = an_item(some_premises(member))
    service.say_stolen(item.id, by=viewer_of(member))
    some_premises(member, reference="ST 5000 4000")
    other, night = a_member(), a_night(member)
    service.tell_of_night(night.id, "Lanes", what=None, by=viewer_of(member))
    found = queries.get_measures(staff())
    rows = {row.month: row for row in found.months}
    assert len(rows) == 12
    now, farm = rows[clock.month_of(clock.today())], list(Crime).index(Crime.AGRICULTURAL)
    assert (now.reports[farm], now.alerts[farm], sum(now.reports)) == (1, 1, 1)
    assert (now.visits, now.marked, now.stolen) == (1, 1, 1)
    assert rows[clock.month_of(clock.on(night.starts_at))].nights == 1
    assert (found.premises, found.with_marked) == (2, 1)
    assert queries.get_measures(staff("bristol")).premises == 0
    assert not queries.list_own_nights(viewer_of(other))
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, FARM_WATCH, SOMERSET)]))
    assert "1 report" in client.get("/staff/farms/figures").text
