"""What staff see: who was asked and when on the case page; what was said on a page of its own, written down."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case
from tests.people.builders import an_account, signed_in
from tests.references.builders import a_given_reference, an_asked_referee, named
from tests.sql_count import counted_sql
from volunteers.applications.models import Application
from volunteers.history.queries import list_of
from volunteers.people.models import RoleGrant
from volunteers.permissions import Grant, Role
from volunteers.references import service
from volunteers.references.models import Referee
from volunteers.references.rules import DeclineReason

SPECIALS = "special_constabulary"


@pytest.fixture
def application(session: Session) -> Application:
    return a_case("pre_employment_checks")


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, Grant(Role.COORDINATOR, SPECIALS, "bristol"))


def as_one_with(client: FlaskClient, *grants: Grant) -> FlaskClient:
    return signed_in(client, an_account(grants=grants))


def case(application: Application) -> str:
    return f"/staff/applications/{application.reference}"


def reference(referee: Referee) -> str:
    return f"/staff/applications/{referee.reference}/references/{referee.id}"


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return str(response.get_data(as_text=True))


def test_the_case_says_who_was_asked_and_what_became_of_it_without_a_word_of_it(
    browser: FlaskClient, application: Application
) -> None:
    assert "2 referees to name" in page(browser, case(application))
    given = a_given_reference(application)
    other = an_asked_referee(application, relation="colleague")
    other.reminders = 2
    shown = page(browser, case(application))
    for words in (given.name, given.email, "Latest employer", "Given", other.name, reference(given)):
        assert words in shown
    assert "About capacity" not in shown
    assert reference(other) not in shown
    service.decline(other.id, DeclineReason.NOT_ALLOWED)
    assert "I am not allowed to give references" in page(browser, case(application))


def test_when_all_are_in_the_coordinator_is_told_to_read_them_and_the_case_stands_first(
    browser: FlaskClient, application: Application, session: Session
) -> None:
    a_given_reference(application)
    a_given_reference(application, relation="colleague")
    assert "All are in. Read them and say what you make of it." in page(browser, case(application))
    session.refresh(application)
    assert application.decision_due


def test_reading_one_stands_in_the_history(browser: FlaskClient, application: Application) -> None:
    given = a_given_reference(application)
    shown = page(browser, reference(given))
    for words in (given.name, "About capacity", "Would you trust them in this role?", "in confidence"):
        assert words in shown
    assert "Lovelace" not in shown.partition("</title>")[0]
    assert [entry.act for entry in list_of("application", application.id)].count("reference_opened") == 1


@pytest.mark.parametrize(
    ("grant", "status"),
    [
        (Grant(Role.COORDINATOR, SPECIALS, "somerset"), 404),
        (Grant(Role.COORDINATOR, "cadets", "bristol"), 404),
        (Grant(Role.VETTING_OFFICER), 403),
        (Grant(Role.SUPERVISOR), 403),
        (Grant(Role.ADMINISTRATOR), 403),
        (Grant(Role.AUDITOR), 403),
        (Grant(Role.OPCC_ANALYST), 403),
        (Grant(Role.APPLICANT), 403),
    ],
)
def test_nobody_else_reads_one(client: FlaskClient, application: Application, grant: Grant, status: int) -> None:
    given = a_given_reference(application)
    page(as_one_with(client, grant), reference(given), status)
    assert "reference_opened" not in [entry.act for entry in list_of("application", application.id)]


def test_a_vetting_officer_sees_no_referees_on_the_case(client: FlaskClient, application: Application) -> None:
    a_given_reference(application)
    page(as_one_with(client, Grant(Role.VETTING_OFFICER)), case(application), 403)


def test_nobody_reads_what_was_said_of_themself(client: FlaskClient, session: Session) -> None:
    coordinator = an_account(grants=[Grant(Role.COORDINATOR)])
    coordinator.role_grants.append(RoleGrant(role=Role.APPLICANT))
    own = a_case("pre_employment_checks", account=coordinator)
    given = a_given_reference(own)
    browser = signed_in(client, coordinator)
    assert given.name not in page(browser, case(own))
    page(browser, reference(given), 404)


def test_one_half_written_or_of_another_application_is_not_found(
    browser: FlaskClient, application: Application
) -> None:
    half, elsewhere = an_asked_referee(application), a_given_reference(relation="colleague")
    service.keep_page(half.id, {"capacity": "half"})
    page(browser, reference(half), 404)
    page(browser, f"{case(application)}/references/{elsewhere.id}", 404)


def test_replaced_ones_stay_in_the_record(browser: FlaskClient, application: Application) -> None:
    old = an_asked_referee(application)
    new = service.replace(old.id, referee=named(), by=old.account_id)
    shown = page(browser, case(application))
    assert "Replaced" in shown
    assert new.name in shown
    assert "1 referee to name" in shown


def test_a_case_asks_as_much_of_the_database_with_two_referees_as_with_none(
    app: Flask, browser: FlaskClient, application: Application
) -> None:
    counts = []
    for relations in (("latest_employer", "colleague"), ()):
        page(browser, case(application))
        with counted_sql(app) as asked:
            page(browser, case(application))
        counts.append(asked.count)
        for relation in relations:
            a_given_reference(application, relation=relation)
    assert counts[0] == counts[1]
