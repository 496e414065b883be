"""The pages of the list of occupations, in a browser without JavaScript."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from tests.strands.builders import SPECIALS, an_occupation
from volunteers.forces.queries import current_force
from volunteers.permissions import Role
from volunteers.strands.models import Occupation
from volunteers.strands.queries import list_offered

LIST = "/staff/reference/occupations"
FILLED = {"name": "Beekeeper", "outcome": "refer", "note": "Bring honey.", "strands": [SPECIALS], "after": "first"}
MOST_SQL = 6


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.ADMINISTRATOR))


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_keep_the_list(client: FlaskClient, role: Role) -> None:
    signed_in(client, an_account(role))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}/take-over").status_code == 403


def test_the_force_files_list_is_taken_over_at_one_press(admin: FlaskClient) -> None:
    page = text(admin, LIST)
    assert "The list of the force file is in use" in page
    assert admin.post(f"{LIST}/take-over", data=sent_form(page)).status_code == 303
    page = text(admin, LIST)
    assert current_force().occupations[-1].name in page
    assert "Cannot apply" in page


def test_an_occupation_is_added_once(admin: FlaskClient, session: Session) -> None:
    an_occupation("Clown")
    form = sent_form(text(admin, f"{LIST}/new"), **FILLED)
    places = {admin.post(f"{LIST}/new", data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    page = text(admin, places.pop())
    assert "Beekeeper: added to the list" in page
    assert [row.name for row in list_offered()] == ["Beekeeper", "Clown"]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": ""}, "Enter the name of the occupation."),
        ({"name": "x" * 201}, "Occupation must be 200 characters or fewer."),
        ({"name": "Clown"}, "“Clown” is in the list already."),
        ({"outcome": "perhaps"}, "Choose what it means."),
        ({"note": "Bring honey"}, "End the note with a full stop"),
        ({"note": "x" * 301}, "must be 300 characters or fewer."),
        ({"strands": []}, "Choose at least one kind of volunteering."),
        ({"strands": ["cadets"]}, "Choose at least one kind of volunteering."),
        ({"after": "99"}, "Choose where it stands in the list."),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    admin: FlaskClient, changed: dict[str, object], error: str
) -> None:
    an_occupation("Clown")
    response = admin.post(f"{LIST}/new", data=sent_form(text(admin, f"{LIST}/new"), **{**FILLED, **changed}))
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert error in page
    assert "<title>Error: " in page
    assert f'value="{changed.get("note", FILLED["note"])}"' in page


def test_a_page_with_what_is_kept_is_changed(admin: FlaskClient, session: Session) -> None:
    kept = an_occupation("Clown", note="Is fun.")
    other = an_occupation("Diver")
    address = f"{LIST}/{kept.id}"
    page = text(admin, address)
    assert 'value="Clown"' in page
    assert 'value="Is fun."' in page
    sent = admin.post(address, data=sent_form(page, **{**FILLED, "name": "Juggler", "after": str(other.id)}))
    assert "Juggler: changed" in text(admin, sent.headers["Location"])
    assert [row.name for row in list_offered()] == ["Diver", "Juggler"]


def test_two_who_change_the_same_lose_nothing(admin: FlaskClient, session: Session) -> None:
    kept = an_occupation("Clown", note="Is fun.")
    address = f"{LIST}/{kept.id}"
    first, second = text(admin, address), text(admin, address)
    admin.post(address, data=sent_form(first, **{**FILLED, "name": "Juggler"}))
    clash = admin.post(address, data=sent_form(second, **{**FILLED, "name": "Acrobat"})).get_data(as_text=True)
    assert "Someone else changed this occupation meanwhile" in clash
    assert 'value="Acrobat"' in clash
    assert "Juggler: Can apply; a person looks at it first" in clash
    again = admin.post(address, data=sent_form(clash, **{**FILLED, "name": "Acrobat"}))
    assert again.status_code == 303
    assert session.scalars(select(Occupation.name)).all() == ["Acrobat"]


def test_one_ends_and_is_offered_again(admin: FlaskClient, session: Session) -> None:
    kept = an_occupation("Clown")
    an_occupation("Diver")
    address = f"{LIST}/{kept.id}"
    ended = admin.post(f"{address}/end", data={**sent_form(text(admin, address)), "version": "1"})
    page = text(admin, ended.headers["Location"])
    assert "Clown: no longer offered" in page
    assert "No longer offered</h2>" in page
    page = text(admin, address)
    assert "No longer offered since" in page
    again = admin.post(f"{address}/again", data=sent_form(page))
    assert "Clown: offered again" in text(admin, again.headers["Location"])


@pytest.mark.parametrize("version", ["", "0", "x", "-1", "9" * 40, "٣"])
def test_a_button_that_has_not_seen_the_row_is_told_so(admin: FlaskClient, session: Session, version: str) -> None:
    kept = an_occupation("Clown")
    page = text(admin, f"{LIST}/{kept.id}")
    response = admin.post(f"{LIST}/{kept.id}/end", data={**sent_form(page), "version": version})
    assert response.status_code == 200
    assert "Someone else changed this occupation meanwhile" in response.get_data(as_text=True)
    assert not kept.is_ended


@pytest.mark.parametrize("address", [f"{LIST}/99", f"{LIST}/99999999999", f"{LIST}/x"])
def test_what_is_not_there_is_not_found(admin: FlaskClient, address: str) -> None:
    assert admin.get(address).status_code == 404


def test_names_come_back_character_for_character(admin: FlaskClient, session: Session) -> None:
    name = "<b>Ω’s “Ärzte” & {{ 7*7 }} 🐝</b>"
    sent = admin.post(f"{LIST}/new", data=sent_form(text(admin, f"{LIST}/new"), **{**FILLED, "name": name}))
    assert sent.status_code == 303
    assert list_offered()[0].name == name
    assert "&lt;b&gt;Ω’s “Ärzte” &amp; {{ 7*7 }} 🐝&lt;/b&gt;" in text(admin, LIST)


def test_the_list_asks_no_more_of_the_database_as_it_grows(app: Flask, admin: FlaskClient, session: Session) -> None:
    for number in range(40):
        an_occupation(f"Occupation {number}")
    text(admin, LIST)
    with counted_sql(app) as asked:
        text(admin, LIST)
    assert asked.count <= MOST_SQL, asked
