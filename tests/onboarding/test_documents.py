"""Staff open what an applicant sent: the reason first, then the file."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents.builders import a_document
from tests.onboarding.builders import a_case
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers.applications.models import Application
from volunteers.documents.rules import ScanState
from volunteers.history.models import HistoryEntry
from volunteers.people.models import RoleGrant
from volunteers.permissions import Grant, Role

SPECIALS = "special_constabulary"


def as_one_with(client: FlaskClient, *grants: Grant) -> FlaskClient:
    return signed_in(client, an_account(grants=grants))


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, Grant(Role.COORDINATOR, SPECIALS, "bristol"))


def at(application: Application, number: int) -> str:
    return f"/staff/applications/{application.reference}/documents/{number}"


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return str(response.get_data(as_text=True))


def case_page(browser: FlaskClient, application: Application) -> str:
    return page(browser, f"/staff/applications/{application.reference}")


def openings(session: Session) -> list[HistoryEntry]:
    return list(session.scalars(select(HistoryEntry).where(HistoryEntry.act == "document_opened")))


@pytest.mark.parametrize(
    ("scan", "words", "opens"),
    [
        (ScanState.NOT_SCANNED, "Not scanned for viruses", True),
        (ScanState.CLEAN, "no virus found", True),
        (ScanState.WAITING, "Waiting for its virus scan", False),
        (ScanState.INFECTED, "Had a virus, and was deleted", False),
    ],
)
def test_the_case_lists_them_with_what_the_scanner_said(
    browser: FlaskClient, scan: ScanState, words: str, opens: bool
) -> None:
    application = a_case()
    document = a_document(application, name="my passport.pdf", scan=scan)
    shown = case_page(browser, application)
    assert "Identity" in shown
    assert "my passport.pdf" in shown
    assert words in shown
    assert (at(application, document.id) in shown) is opens


def test_a_case_with_none_says_so(browser: FlaskClient) -> None:
    assert "None sent yet." in case_page(browser, a_case())


def test_the_reason_is_asked_first_and_stands_in_the_history(browser: FlaskClient, session: Session) -> None:
    application = a_case()
    document = a_document(application, content=b"as it was", name="my passport.pdf")
    asked = page(browser, at(application, document.id))
    assert "Not scanned for viruses" in asked
    response = browser.post(at(application, document.id), data=sent_form(asked))
    assert "Choose why you are opening it." in response.get_data(as_text=True)
    assert openings(session) == []

    response = browser.post(at(application, document.id), data=sent_form(asked, reason="check_identity"))
    assert response.data == b"as it was"
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="{application.reference}-identity')
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    shown = case_page(browser, application)
    for words in ("Identity document sent", "Identity document opened", "To check who they are"):
        assert words in shown, words
    (entry,) = openings(session)
    assert entry.details == {"document": document.id, "kind": "identity", "reason": "check_identity"}
    assert (entry.subject, entry.subject_id) == ("application", application.id)


@pytest.mark.parametrize("reason", ["", "because", "<script>"])
def test_only_a_reason_of_the_list_will_do(browser: FlaskClient, session: Session, reason: str) -> None:
    application = a_case()
    address = at(application, a_document(application).id)
    response = browser.post(address, data=sent_form(page(browser, address), reason=reason))
    assert "Choose why you are opening it." in response.get_data(as_text=True)
    assert openings(session) == []


@pytest.mark.parametrize("scan", [ScanState.WAITING, ScanState.INFECTED])
def test_what_may_have_a_virus_is_not_given_to_anyone(browser: FlaskClient, session: Session, scan: ScanState) -> None:
    application = a_case()
    good, bad = a_document(application), a_document(application, scan=scan)
    assert "<form" not in page(browser, at(application, bad.id)).partition("<main")[2]
    sent = sent_form(page(browser, at(application, good.id)), reason="check_identity")
    response = browser.post(at(application, bad.id), data=sent)
    assert response.status_code == 409
    assert response.mimetype == "text/html"
    assert openings(session) == []


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
def test_nobody_else_opens_one(client: FlaskClient, session: Session, grant: Grant, status: int) -> None:
    application = a_case("pre_employment_checks", area="bristol")
    document = a_document(application)
    browser = as_one_with(client, grant)
    page(browser, at(application, document.id), status)
    assert browser.post(at(application, document.id), data={"reason": "check_identity"}).status_code == status
    assert openings(session) == []


def test_a_vetting_officer_sees_no_list_of_them(client: FlaskClient) -> None:
    application = a_case("pre_employment_checks")
    a_document(application, name="my passport.pdf")
    page(as_one_with(client, Grant(Role.VETTING_OFFICER)), f"/staff/applications/{application.reference}", 403)


def test_the_rights_of_one_role_do_not_reach_over_the_area_of_another(client: FlaskClient) -> None:
    application = a_case("pre_employment_checks", area="bristol")
    document = a_document(application)
    both = (Grant(Role.COORDINATOR, SPECIALS, "somerset"), Grant(Role.VETTING_OFFICER))
    page(as_one_with(client, *both), at(application, document.id), 404)


def test_nobody_opens_their_own_as_staff(client: FlaskClient) -> None:
    application = a_case()
    document = a_document(application)
    application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
    browser = signed_in(client, application.account)
    page(browser, at(application, document.id), 404)
    assert "passport.pdf" not in case_page(browser, application)


def test_a_file_of_another_application_is_not_found(browser: FlaskClient) -> None:
    application, other = a_case(), a_case()
    document = a_document(other)
    page(browser, at(application, document.id), 404)
    page(browser, at(application, 2**40), 404)
