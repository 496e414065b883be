"""Units and areas as administrators keep them: on their pages, and wherever they are offered."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.appointments.builders import a_session
from tests.openings.builders import an_opening
from tests.pages import sent_form
from tests.people.builders import a_viewer, a_volunteer, an_account, signed_in
from tests.places.builders import a_unit
from tests.rosters.builders import a_duty
from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.forces.queries import current_force
from volunteers.history.models import HistoryEntry
from volunteers.onboarding.queries.case_file import list_units as list_for_case
from volunteers.openings.queries import unit_choices
from volunteers.permissions import Role, Viewer
from volunteers.places import service
from volunteers.places.models import Unit
from volunteers.places.queries import find_district, list_in_area, list_near
from volunteers.places.rules import Position
from volunteers.places.rules.keeping import NEW_UNITS, UnitDraft
from volunteers.places.rules.uses import Where
from volunteers.places.rules.where import read_where, where_in_words
from volunteers.rosters.queries import list_units as list_for_duty
from volunteers.unit_of_work import unit_of_work

AREAS, UNITS = "/staff/reference/areas", "/staff/reference/units"
STATION = NEW_UNITS[0]


@pytest.fixture
def by(session: Session) -> Viewer:
    return a_viewer(Role.ADMINISTRATOR)


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.ADMINISTRATOR))


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", None),
        ("51.0190, -3.1004", Position(51.019, -3.1004)),
        (" 51.019 −3.1004 ", Position(51.019, -3.1004)),
        ("51°, -3°", Position(51.0, -3.0)),
        ("bs1 4dj", find_district("BS1")),
        ("BS1", find_district("BS1")),
        ("-3.1004, 51.019", "where_abroad"),
        ("48.85, 2.35", "where_abroad"),
        ("ZZ99 9ZZ", "where_unknown"),
        ("by the church", "where"),
        ("51.019", "where"),
    ],
)
def test_where_a_unit_is_as_people_type_it(typed: str, found: Position | str | None) -> None:
    read = read_where(typed, middle_of=find_district)
    assert (read.code if isinstance(read, Refusal) else read) == found


def test_a_position_reads_as_it_is_typed() -> None:
    assert read_where(where_in_words(Position(51.019, -3.1004)), middle_of=find_district) == Position(51.019, -3.1004)
    assert where_in_words(None) == ""


def test_a_unit_is_added_renamed_and_moved_with_what_it_was(session: Session, by: Viewer) -> None:
    with unit_of_work():
        unit = service.add_unit(STATION, "somerset", UnitDraft("Wells team", None), by=by)
        service.change_unit(unit.id, UnitDraft("Wells and Street team", Position(51.2, -2.65)), version=1, by=by)
        service.change_unit(unit.id, UnitDraft("Wells and Street team", Position(51.2, -2.65)), version=2, by=by)
    added, changed = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id))
    assert (added.act, added.details) == ("unit_added", {"name": "Wells team", "area": "somerset"})
    assert changed.details["changed"] == {
        "name": {"from": "Wells team", "to": "Wells and Street team"},
        "position": {"from": None, "to": "51.2000, -2.6500"},
    }
    with pytest.raises(Conflict):
        service.change_unit(unit.id, UnitDraft("Mine", None), version=1, by=by)


@pytest.mark.parametrize(("area", "name", "code"), [("atlantis", "X", "unknown_area"), ("bristol", "it", "name_taken")])
def test_a_unit_that_cannot_be_added(by: Viewer, area: str, name: str, code: str) -> None:
    a_unit("It")
    with pytest.raises(Refused) as refused:
        service.add_unit(STATION, area, UnitDraft(name, None), by=by)
    assert [each.code for each in refused.value.refusals] == [code]


def offered_anywhere(unit: Unit) -> list[bool]:
    """Whether each list that offers units has it."""
    number, strand = unit.id, "special_constabulary"
    return [
        number in {each.id for each in list_in_area("bristol")},
        number in {each.id for each in list_near(Position(51.45, -2.59))},
        str(number) in dict(unit_choices(strand)),
        str(number) in dict(list_for_duty(strand, ["bristol"])),
        number in dict(list_for_case(strand, "bristol")),
    ]


def test_an_ended_unit_is_offered_nowhere_until_it_opens_again(by: Viewer) -> None:
    unit = a_unit()
    assert all(offered_anywhere(unit))
    with unit_of_work():
        service.end_unit(unit.id, version=1, by=by)
        service.end_unit(unit.id, version=1, by=by)
    assert unit.ended_on == clock.today()
    assert not any(offered_anywhere(unit))
    with unit_of_work():
        service.open_unit_again(unit.id, version=2, by=by)
    assert all(offered_anywhere(unit))


def test_what_still_needs_a_unit_or_an_area_is_counted(by: Viewer) -> None:
    unit = a_unit()
    assert service.uses_of(Where(unit_id=unit.id)) == []
    a_volunteer(area="bristol", unit_id=unit.id)
    an_opening(unit=unit)
    for stage in ("interview", "withdrawn"):
        an_application(stage=stage, area="bristol").unit_id = unit.id
    a_session(area="bristol").unit_id = unit.id
    a_duty(area="bristol", unit_id=unit.id, on=clock.today() + timedelta(days=3))
    there = ["1 volunteer", "1 opening that takes applications or will", "1 open application"]
    there += ["1 session to come", "1 duty to come"]
    assert service.uses_of(Where(unit_id=unit.id)) == there
    assert service.uses_of(Where(area="bristol")) == ["1 unit", *there]
    assert service.uses_of(Where(area="somerset")) == []
    with pytest.raises(Refused, match="still in use: 1 volunteer, 1 opening"):
        service.end_unit(unit.id, version=1, by=by)


def test_a_renamed_area_is_seen_by_the_public_at_once(admin: FlaskClient) -> None:
    form = sent_form(text(admin, f"{AREAS}/bristol"), name="Greater Bristol")
    assert admin.post(f"{AREAS}/bristol", data=form).status_code == 303
    page = text(admin, f"{AREAS}?done=changed&which=bristol")
    assert "Greater Bristol: changed" in page
    assert "Name: from “Bristol” to “Greater Bristol”" in page
    assert "Greater Bristol" in text(admin, "/opportunities")


def test_an_area_in_use_says_what_is_there_and_has_no_button(admin: FlaskClient) -> None:
    a_unit()
    page = text(admin, f"{AREAS}/bristol")
    assert "1 unit" in page
    assert "End this area" not in page
    assert "End this area" in text(admin, f"{AREAS}/somerset")
    stale = sent_form(page)
    assert "still in use: 1 unit" in admin.post(f"{AREAS}/bristol/end", data=stale).get_data(as_text=True)


def test_an_area_is_added_ended_and_offered_again(admin: FlaskClient) -> None:
    form = sent_form(text(admin, f"{AREAS}/new"), name="Mendip")
    places = {admin.post(f"{AREAS}/new", data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert "Mendip: added to the list" in text(admin, places.pop())
    assert [area.code for area in current_force().areas][-1] == "mendip"
    assert admin.post(f"{AREAS}/mendip/end", data=sent_form(text(admin, f"{AREAS}/mendip"))).status_code == 303
    ended = text(admin, f"{AREAS}/mendip")
    assert "This area has ended" in ended
    assert admin.post(f"{AREAS}/mendip/again", data=sent_form(ended)).status_code == 303
    assert admin.get(f"{AREAS}/atlantis").status_code == 404


def test_a_unit_is_added_moved_and_ended_on_its_pages(admin: FlaskClient, session: Session) -> None:
    typed = {"what": "station", "area": "bristol", "name": "Clifton team"}
    page = admin.post(f"{UNITS}/new", data=sent_form(text(admin, f"{UNITS}/new"), **typed, where="there"))
    again = page.get_data(as_text=True)
    assert "Enter a postcode like BS1 4DJ" in again
    done = admin.post(f"{UNITS}/new", data=sent_form(again, **typed, where="BS8"))
    listed = text(admin, done.headers["Location"])
    assert "Clifton team: added to the list" in listed
    unit = session.scalars(select(Unit).where(Unit.name == "Clifton team")).one()
    assert unit.position == find_district("BS8")
    one = f"{UNITS}/{unit.id}"
    assert (
        admin.post(one, data=sent_form(text(admin, one), name="Clifton team", where="51.46, -2.62")).status_code == 303
    )
    assert unit.position == Position(51.46, -2.62)
    assert admin.post(f"{one}/end", data=sent_form(text(admin, one))).status_code == 303
    assert "This unit ended on" in text(admin, one)
    assert "Clifton team" in text(admin, f"{UNITS}?area=bristol")
    assert "Clifton team" not in text(admin, f"{UNITS}?area=somerset").split("Latest changes")[0]
    assert admin.post(f"{one}/again", data=sent_form(text(admin, one))).status_code == 303


def test_a_stale_unit_keeps_what_was_typed(admin: FlaskClient, by: Viewer) -> None:
    unit = a_unit()
    form = sent_form(text(admin, f"{UNITS}/{unit.id}"), name="Mine")
    service.change_unit(unit.id, UnitDraft("Theirs", None), version=1, by=by)
    page = admin.post(f"{UNITS}/{unit.id}", data=form).get_data(as_text=True)
    assert "Someone else changed this meanwhile" in page
    assert 'value="Mine"' in page
    assert "Theirs, not on the map" in page
