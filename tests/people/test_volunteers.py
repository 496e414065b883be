"""The volunteers as staff see them: whom, in which order, and what stands out."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, as_viewer, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.errors import NotFound
from volunteers.people import queries
from volunteers.people.rules import Holding
from volunteers.permissions import Grant, Role, Viewer

SQL_FOR_A_PAGE = 10
# Half of it is asked by the rooms above, each for its own part of the page.
SQL_FOR_A_RECORD = 38


def named(viewer: Viewer, **asked: object) -> list[str]:
    return [row.name for row in queries.list_volunteers(viewer, **asked).rows]  # type: ignore[arg-type]


def test_only_those_of_ones_own_pairs(session: Session) -> None:
    a_volunteer(first_name="Ann", area="somerset")
    a_volunteer(first_name="Ben", area="bristol")
    a_volunteer(first_name="Cat", area="bristol", strand="cadets", rank=None)
    pairs = [Grant(Role.COORDINATOR, SPECIALS, "somerset"), Grant(Role.SUPERVISOR, "cadets", "bristol")]
    both = as_viewer(an_account(grants=pairs))
    assert named(both) == ["Ann Hughes", "Cat Hughes"]
    assert named(a_viewer(Role.COORDINATOR, SPECIALS)) == ["Ann Hughes", "Ben Hughes"]
    assert named(a_viewer(Role.AUDITOR)) == []


def test_a_person_of_another_area_is_not_found(session: Session) -> None:
    volunteer = a_volunteer(area="bristol")
    with pytest.raises(NotFound):
        queries.get_record(volunteer.id, a_viewer(Role.COORDINATOR, SPECIALS, "somerset"))
    assert queries.get_record(volunteer.id, a_viewer(Role.COORDINATOR, SPECIALS, "bristol")).name == "Alex Hughes"


def test_service_elsewhere_is_not_shown(session: Session) -> None:
    account = an_account(Role.APPLICANT)
    volunteer = a_volunteer(account=account)
    a_volunteer(account=account, strand="cadets", area="bristol", rank=None, clearances=[])
    record = queries.get_record(volunteer.id, a_viewer(Role.COORDINATOR, SPECIALS, "somerset"))
    assert [row.strand_code for row in record.service] == [SPECIALS]
    assert [one.title for one in record.timeline if one.kind == "Grade"] == ["Qualified Special Constable"]
    assert not any("Cadets" in one.title for one in record.timeline)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("o'neill", ["Siân O'Neill"]),
        ("SIÂN", ["Siân O'Neill"]),
        ("neill si", ["Siân O'Neill"]),
        ("o", ["Siân O'Neill"]),
        ("%", []),
        ("_a", []),
        ("ar", ["Artie Marsh"]),
        ("arsh", ["Artie Marsh"]),
        ("nobody", []),
    ],
)
def test_parts_of_names_find_people(session: Session, search: str, found: list[str]) -> None:
    a_volunteer(first_name="Siân", last_name="O'Neill")
    a_volunteer(first_name="Artie", last_name="Marsh")
    assert named(a_viewer(Role.COORDINATOR), search=search) == found


def test_pages_follow_each_other_without_gap_or_repeat(session: Session) -> None:
    for number in range(5):
        a_volunteer(first_name="Same", last_name="Name" if number < 3 else f"Name{number}")
    viewer, seen, after = a_viewer(Role.COORDINATOR), [], None
    while True:
        page = queries.list_volunteers(viewer, after=after, limit=2)
        seen += [row.id for row in page.rows]
        if page.next_after is None:
            break
        after = page.next_after
    assert len(seen) == len(set(seen)) == 5


def test_those_who_left_are_shown_when_asked_for(session: Session) -> None:
    volunteer = a_volunteer()
    volunteer.service[0].ended_on = clock.today()
    viewer = a_viewer(Role.COORDINATOR)
    assert named(viewer) == []
    assert named(viewer, with_former=True) == ["Alex Hughes"]
    assert queries.get_record(volunteer.id, viewer).serves == ()


def test_what_lapsed_is_missing_or_lapses_soon_stands_out(session: Session) -> None:
    today = clock.today()
    a_volunteer(
        clearances=[
            Holding("vetting", today - timedelta(days=900), today - timedelta(days=1)),
            Holding("medical", today - timedelta(days=300), today + timedelta(days=20)),
        ]
    )
    row = queries.list_volunteers(a_viewer(Role.COORDINATOR)).rows[0]
    assert {held.name: held.words for held in row.attention} == {
        "Recruitment vetting": "Lapsed",
        "Medical": "Lapses soon",
        "Public and personal safety training": "None",
    }


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_asks_the_same_of_the_database_however_many(
    app: Flask, client: FlaskClient, session: Session, number: int
) -> None:
    for one in range(number):
        a_volunteer(last_name=f"Hughes{one}", qualifications=[Holding("first_aid", clock.today(), None)])
    signed_in(client, an_account(Role.COORDINATOR))
    with counted_sql(app) as asked:
        answer = client.get("/staff/volunteers")
    assert answer.status_code == 200
    assert asked.count <= SQL_FOR_A_PAGE, asked
    assert len(answer.data) <= 150_000
    assert ("Next page" in answer.get_data(as_text=True)) == (number > 25)


def test_the_record_shows_rank_status_and_dates(app: Flask, client: FlaskClient, session: Session) -> None:
    volunteer = a_volunteer(qualifications=[Holding("response_driver", clock.today(), None)])
    signed_in(client, an_account(Role.COORDINATOR))
    with counted_sql(app) as asked:
        page = client.get(f"/staff/volunteers/{volunteer.id}").get_data(as_text=True)
    assert asked.count <= SQL_FOR_A_RECORD, asked
    for words in ("Alex Hughes", "Special Constable", "Qualified Special Constable", "Response driver", "Somerset"):
        assert words in page
    assert client.get("/staff/volunteers/999999").status_code == 404


@pytest.mark.parametrize("after", ["99999999999", "-1", "x"])
@pytest.mark.parametrize("address", ["/staff/volunteers", "/staff/accounts"])
def test_a_page_that_begins_nowhere_is_no_failure(
    client: FlaskClient, session: Session, address: str, after: str
) -> None:
    signed_in(client, an_account(Role.COORDINATOR, Role.ADMINISTRATOR))
    assert client.get(f"{address}?after={after}").status_code == 200
