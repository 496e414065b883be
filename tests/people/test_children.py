"""Staff who are not cleared for children meet nothing of the cadets, whatever else they are trusted with."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.guardians.builders import a_cadet
from tests.onboarding.builders import a_case
from tests.openings.builders import a_unit, an_opening
from tests.pages import sent_form
from tests.people.builders import a_viewer, a_volunteer, an_account, signed_in
from tests.rosters.builders import a_duty
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.people.models import RoleGrant
from volunteers.people.queries.accounts import get_staff_account
from volunteers.people.service import accounts
from volunteers.permissions import Grant, Role

CADETS, SPECIALS = "cadets", "special_constabulary"
CLEARED = Grant(Role.CLEARED_FOR_CHILDREN)
# Pages that list, and a word of the cadets and of the Specials on each.
LISTS = {
    "/staff/applications?list=open": ("Tiller", "Lovelace"),
    "/staff/openings": ("Cadets in June", "Specials in June"),
    "/staff/duties": ("Cadets parade", "Evening patrol"),
    "/staff/volunteers": ("Youngson", "Grownup"),
}


@pytest.fixture
def places(session: Session) -> dict[str, str]:
    """What there is of the cadets and of the Specials, and the pages of each; all in Bristol."""
    young = a_cadet("application")
    young.area = "bristol"
    a_case(area="bristol", strand=SPECIALS)
    units = [a_unit(strand=strand, area="bristol", name=f"Unit of {strand}") for strand in (CADETS, SPECIALS)]
    openings = [
        an_opening(strand=strand, unit=unit, title=f"{name} in June")
        for strand, unit, name in zip((CADETS, SPECIALS), units, ("Cadets", "Specials"), strict=True)
    ]
    duties = [
        a_duty(strand=strand, area="bristol", title=title)
        for strand, title in ((CADETS, "Cadets parade"), (SPECIALS, "Evening patrol"))
    ]
    volunteer = a_volunteer(strand=CADETS, area="bristol", rank=None, last_name="Youngson", clearances=[])
    a_volunteer(strand=SPECIALS, area="bristol", last_name="Grownup")
    return {
        "case": f"/staff/applications/{young.reference}",
        "move": f"/staff/applications/{young.reference}/move",
        "opening": f"/staff/openings/{openings[0].id}",
        "new opening": "/staff/openings/new/cadets",
        "duty": f"/staff/duties/{duties[0].id}",
        "volunteer": f"/staff/volunteers/{volunteer.id}",
        "record": "/staff/record/cadets",
    }


def a_coordinator(client: FlaskClient, *, strand: str | None, for_children: bool) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, strand)], for_children=for_children))


@pytest.mark.parametrize("for_children", [True, False])
@pytest.mark.parametrize("address", LISTS)
def test_lists_hold_cadets_for_those_who_are_cleared(
    client: FlaskClient, places: dict[str, str], address: str, for_children: bool
) -> None:
    browser = a_coordinator(client, strand=None, for_children=for_children)
    young, grown = LISTS[address]
    shown = browser.get(address).get_data(as_text=True)
    assert grown in shown
    assert (young in shown) is for_children


@pytest.mark.parametrize("strand", [None, CADETS])
@pytest.mark.parametrize("for_children", [True, False])
def test_pages_of_cadets_are_not_found_without(
    client: FlaskClient, places: dict[str, str], strand: str | None, for_children: bool
) -> None:
    browser = a_coordinator(client, strand=strand, for_children=for_children)
    statuses = {name: browser.get(address).status_code for name, address in places.items()}
    wanted = 200 if for_children else 404
    assert statuses == dict.fromkeys(places, wanted)


def test_searching_finds_no_cadet_without(client: FlaskClient, places: dict[str, str]) -> None:
    for for_children in (True, False):
        browser = a_coordinator(client.application.test_client(), strand=None, for_children=for_children)
        form = sent_form(browser.get("/staff/applications").get_data(as_text=True), words="tiller")
        found = browser.get(browser.post("/staff/applications", data=form).headers["Location"])
        assert (places["case"] in found.get_data(as_text=True)) is for_children
        listed = browser.get("/staff/volunteers?search=youngson").get_data(as_text=True)
        assert (places["volunteer"] in listed) is for_children


def test_one_whose_clearance_is_taken_away_is_out_at_the_next_step(
    client: FlaskClient, session: Session, places: dict[str, str]
) -> None:
    account = an_account(Role.COORDINATOR)
    signed_in(client, account)
    assert client.get(places["case"]).status_code == 200
    cleared = session.scalars(
        select(RoleGrant.id).where(RoleGrant.role == CLEARED.role, RoleGrant.account_id == account.id)
    )
    accounts.remove_role(cleared.one(), account_id=account.id, by=a_viewer(Role.ADMINISTRATOR))
    assert client.get(places["case"]).status_code == 404


def test_it_is_given_over_the_whole_force_and_by_two(session: Session) -> None:
    first, second = a_viewer(Role.ADMINISTRATOR), a_viewer(Role.ADMINISTRATOR)
    staff = an_account(Role.COORDINATOR, for_children=False)
    with pytest.raises(Refused, match="over the whole force"):
        accounts.ask_for_role(staff.id, Grant(CLEARED.role, CADETS), by=first)
    with pytest.raises(Refused, match="has to agree"):
        accounts.grant_role(staff.id, CLEARED, by=first)
    assert get_staff_account(staff.id).is_kept_from_children
    accounts.grant_role(staff.id, CLEARED, by=second, asked_by=first.account_id)
    session.refresh(staff)
    assert CLEARED in {one.as_grant() for one in staff.role_grants}
    assert not get_staff_account(staff.id).is_kept_from_children


def test_an_administrator_reads_on_the_account_who_is_cleared(client: FlaskClient, session: Session) -> None:
    signed_in(client, an_account(Role.ADMINISTRATOR))
    pages = [
        client.get(f"/staff/accounts/{an_account(Role.COORDINATOR, for_children=cleared).id}").get_data(as_text=True)
        for cleared in (True, False)
    ]
    held = [bool(re.search(r'<th scope="row">Cleared for children</th>', page)) for page in pages]
    assert held == [True, False]
    assert ["Not cleared for children" in page for page in pages] == [False, True]


def test_holding_it_alone_makes_nobody_staff(client: FlaskClient, session: Session) -> None:
    someone = an_account(grants=[CLEARED])
    signed_in(client, someone)
    assert client.get("/staff/applications").status_code == 403
    assert client.get("/staff/confirm").status_code == 403
    signed_in(client, an_account(Role.ADMINISTRATOR))
    assert client.get(f"/staff/accounts/{someone.id}").status_code == 404
    assert db.session.get(RoleGrant, someone.role_grants[0].id) is not None
