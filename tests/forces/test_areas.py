"""The areas of the force as they are kept on screen: everywhere at once, and nothing old loses its name."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import a_viewer
from tests.sql_count import counted_sql
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import forget
from volunteers.forces import service
from volunteers.forces.queries import current_force, load_force
from volunteers.forces.rules.areas import AreaDraft, refusals_to_end_area
from volunteers.forces.rules.lists import code_of, in_order
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Role, Viewer
from volunteers.unit_of_work import unit_of_work

FILE = [area.name for area in load_force("avon_and_somerset").areas]


@pytest.fixture
def by(session: Session) -> Viewer:
    return a_viewer(Role.ADMINISTRATOR)


def names() -> list[str]:
    return [area.name for area in current_force().areas]


def nothing() -> list[str]:
    return []


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Mendip Hills", [], "mendip_hills"),
        ("Mendip  hills!", ["mendip_hills"], "mendip_hills_2"),
        ("Quayside & Łódź", [], "quayside_odz"),
        ("4th district", [], "area_4th_district"),
        ("湾岸", [], "area"),
        ("湾岸", ["area"], "area_2"),
        ("x" * 100, [], "x" * 60),
    ],
)
def test_a_code_is_made_from_the_name(name: str, taken: list[str], code: str) -> None:
    assert code_of(name, taken, otherwise="area") == code


@pytest.mark.parametrize(
    ("after", "order"), [(None, ["c", "a", "b"]), ("a", ["a", "c", "b"]), ("b", ["a", "b", "c"]), ("gone", list("cab"))]
)
def test_an_entry_stands_after_another_or_first(after: str | None, order: list[str]) -> None:
    assert in_order(["a", "b", "c"], "c", after) == order


@pytest.mark.parametrize(
    ("uses", "others", "codes"),
    [([], 1, []), (["3 units"], 1, ["in_use"]), ([], 0, ["last_area"]), (["1 unit"], 0, ["in_use", "last_area"])],
)
def test_when_an_area_may_end(uses: list[str], others: int, codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_to_end_area("Mendip", uses, others=others)] == codes


def test_the_file_stands_in_until_an_area_is_changed(session: Session, by: Viewer) -> None:
    assert names() == FILE
    with unit_of_work():
        service.change_area("bristol", AreaDraft("Greater Bristol", None), version=1, by=by)
    assert names() == ["Greater Bristol", *(name for name in FILE if name != "Bristol")]
    assert current_force().area("bristol").name == "Greater Bristol"
    assert load_force("avon_and_somerset").area("bristol").name == "Bristol"
    taken, changed = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id))
    assert (taken.act, changed.act) == ("areas_taken_over", "area_changed")
    assert changed.details["changed"] == {"name": {"from": "Bristol", "to": "Greater Bristol"}}


def test_an_added_area_has_a_code_of_its_own_for_good(by: Viewer) -> None:
    with unit_of_work():
        made = service.add_area(AreaDraft("New", "somerset"), by=by)
        service.change_area(made.code, AreaDraft("Newest", "somerset"), version=1, by=by)
    assert names() == [*FILE, "Newest"]
    assert current_force().areas[-1].code == "new_2"


def test_an_ended_area_is_offered_no_longer_and_keeps_its_name(session: Session, by: Viewer) -> None:
    with unit_of_work():
        service.end_area("bristol", version=1, uses=nothing, by=by)
        service.end_area("bristol", version=1, uses=nothing, by=by)
    assert "Bristol" not in names()
    assert current_force().area_names["bristol"] == "Bristol"
    assert current_force().area("bristol").is_ended
    with unit_of_work():
        service.offer_area_again("bristol", version=2, by=by)
    assert names() == FILE
    acts = list(session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)))
    assert acts == ["areas_taken_over", "area_ended", "area_offered_again"]


def test_one_in_use_stays_with_what_is_there_said(by: Viewer) -> None:
    with pytest.raises(Refused, match="Bristol is still in use: 2 units, 1 volunteer"):
        service.end_area("bristol", version=1, uses=lambda: ["2 units", "1 volunteer"], by=by)
    assert names() == FILE


def test_nobody_overwrites_what_they_have_not_seen(by: Viewer) -> None:
    service.change_area("bristol", AreaDraft("One", None), version=1, by=by)
    with pytest.raises(Conflict):
        service.change_area("bristol", AreaDraft("Two", None), version=1, by=by)
    with pytest.raises(Refused, match="“somerset” is in the list already"):
        service.change_area("bristol", AreaDraft("somerset", None), version=2, by=by)
    with pytest.raises(NotFound):
        service.end_area("atlantis", version=1, uses=nothing, by=by)


def test_a_name_that_was_taken_meanwhile_is_not_offered_twice(by: Viewer) -> None:
    service.end_area("bristol", version=1, uses=nothing, by=by)
    service.add_area(AreaDraft("Bristol", None), by=by)
    assert next(area.code for area in current_force().areas if area.name == "Bristol") == "bristol_2"
    with pytest.raises(Refused, match="in the list already"):
        service.offer_area_again("bristol", version=2, by=by)


def test_areas_are_asked_for_once_in_a_request(app: Flask, session: Session) -> None:
    forget()
    with counted_sql(app) as asked:
        for _ in range(3):
            assert current_force().areas
            assert current_force().area_names
        assert current_force().numbers.rest_hours
    assert asked.count == 1, asked


def test_without_an_application_the_file_is_read_alone() -> None:
    assert [area.name for area in current_force().areas] == FILE
