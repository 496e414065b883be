"""Walking through the staff pages of applications as a browser does."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.onboarding.queries import find_open_proposal
from volunteers.permissions import Grant, Role

SPECIALS = "special_constabulary"
OF_BRISTOL = Grant(Role.COORDINATOR, SPECIALS, "bristol")


def as_one_with(client: FlaskClient, *grants: Grant) -> FlaskClient:
    return signed_in(client, an_account(grants=grants))


def at(application: Application, below: str = "") -> str:
    return f"/staff/applications/{application.reference}{below}"


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return str(response.get_data(as_text=True))


def send(browser: FlaskClient, address: str, **answers: object) -> tuple[int, str]:
    """Fill in the form of a page and send it: the status, and where it leads or the page it gives."""
    response = browser.post(address, data=sent_form(page(browser, address), **answers))
    return response.status_code, response.location or response.get_data(as_text=True)


def a_day(name: str, days_ago: int) -> dict[str, str]:
    day = clock.today() - timedelta(days=days_ago)
    return {name: [str(day.day), str(day.month), str(day.year)]}  # type: ignore[dict-item]


def another(browser: FlaskClient, *grants: Grant, full_name: str = "Priya Nair") -> FlaskClient:
    """A second browser, of someone else with these rights: without any named, a coordinator of the Specials."""
    account = an_account(grants=grants or [OF_BRISTOL], full_name=full_name)
    return signed_in(browser.application.test_client(), account)


def proposal_of(application: Application) -> str:
    """The address of the decision about an application that waits for a second person."""
    found = find_open_proposal(application.id)
    assert found is not None
    return at(application, f"/decisions/{found.id}")


def agree(browser: FlaskClient, application: Application) -> None:
    """Be the second person."""
    status, location = send(browser, proposal_of(application), answer="agree")
    assert (status, location) == (303, at(application))
