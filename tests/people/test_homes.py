"""Where each viewer comes to."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import a_volunteer, an_account, signed_in
from volunteers.permissions import Role


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        ([Role.COORDINATOR], "onboarding.caseload"),
        ([Role.VETTING_OFFICER], "vetting.cases"),
        ([Role.SUPERVISOR], "rosters.staff_duties"),
        ([Role.OPCC_ANALYST], "trends.overview"),
        ([Role.VOLUNTEER], "rosters.my_duties"),
        ([Role.APPLICANT], "applications.mine"),
        ([Role.APPLICANT, Role.VOLUNTEER], "rosters.my_duties"),
        ([Role.VOLUNTEER, Role.COORDINATOR], "onboarding.caseload"),
    ],
)
def test_each_comes_to_the_page_they_need_first(
    client: FlaskClient, session: Session, roles: list[Role], page: str
) -> None:
    account = an_account(*roles)
    if Role.VOLUNTEER in roles:
        a_volunteer(account=account)
    signed_in(client, account)
    home = client.application.url_map.bind("").build(page)
    assert client.get("/staff").location == home
    assert client.get("/sign-in").location == home
    assert client.get(home).status_code == 200


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_everyone_on_the_staff_has_somewhere_to_go(client: FlaskClient, session: Session, role: Role) -> None:
    signed_in(client, an_account(role))
    assert client.get(client.get("/staff").location).status_code == 200


def test_nobody_is_sent_to_the_staff_sign_in(client: FlaskClient) -> None:
    assert client.get("/staff").location == "/staff/sign-in"
