"""The caseload as coordinators, vetting officers and others see it."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.applications.builders import an_applicant, an_application
from tests.onboarding.builders import a_case, a_check
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.onboarding.models import CheckState
from volunteers.onboarding.queries.caseload import PAGE
from volunteers.permissions import Grant, Role

SPECIALS = "special_constabulary"
ADDRESS = "/staff/applications"


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, Grant(Role.COORDINATOR, SPECIALS, "bristol"))


def as_one_with(client: FlaskClient, *grants: Grant) -> FlaskClient:
    return signed_in(client, an_account(grants=grants))


def page(browser: FlaskClient, address: str = ADDRESS, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return str(response.get_data(as_text=True))


def names(shown: str) -> list[str]:
    return re.findall(r'href="/staff/applications/[^"]+">([^<]+)</a> <span class="app-lines', shown)


def found(browser: FlaskClient, words: str) -> str:
    response = browser.post(ADDRESS, data=sent_form(page(browser), words=words))
    assert response.status_code == 303, response.get_data(as_text=True)
    assert len(words) < 4 or words.lower() not in response.location.lower()
    return page(browser, response.location)


def days_ago(days: int) -> dict[str, object]:
    return {"submitted_at": clock.now() - timedelta(days=days), "days_between": 0}


def test_it_lists_what_is_in_scope_and_no_draft(browser: FlaskClient) -> None:
    a_case(first_name="Here", area="bristol")
    a_case(first_name="Elsewhere", area="somerset")
    a_case(first_name="Cadet", strand="cadets", area="bristol")
    an_application(first_name="Drafting", stage="draft", area="bristol")
    assert names(page(browser)) == ["Here Lovelace"]


def test_a_scope_is_made_of_pairs(client: FlaskClient) -> None:
    browser = as_one_with(
        client, Grant(Role.COORDINATOR, "cadets", "bristol"), Grant(Role.COORDINATOR, SPECIALS, "somerset")
    )
    a_case(first_name="Own", area="somerset")
    a_case(first_name="Cross", area="bristol")
    a_case(first_name="Young", strand="cadets", area="bristol")
    a_case(first_name="Crossing", strand="cadets", area="somerset")
    assert sorted(names(page(browser))) == ["Own Lovelace", "Young Lovelace"]
    assert names(found(browser, "cross")) == []


def test_what_waits_on_the_coordinator_comes_first_then_the_longest_overdue(browser: FlaskClient) -> None:
    a_case("sift", first_name="Late", **days_ago(60))
    a_case("sift", first_name="Later", **days_ago(90))
    a_case("submitted", first_name="Fresh", **days_ago(1))
    a_case("interview", first_name="Old", **days_ago(50))
    shown = page(browser)
    assert names(shown) == ["Old Lovelace", "Fresh Lovelace", "Later Lovelace", "Late Lovelace"]
    mine, others = shown.index("Waiting on you"), shown.index("Waiting on others")
    assert mine < shown.index("Fresh Lovelace") < others < shown.index("Later Lovelace")


def test_a_decision_that_is_due_waits_on_the_coordinator(browser: FlaskClient) -> None:
    application = a_case("sift", first_name="Ready")
    application.decision_due = True
    a_check(application, "sift")
    shown = page(browser)
    assert "Waiting on you" in shown
    assert "Move to Interview" in shown
    assert "Waiting on others" not in shown


def test_a_line_says_days_lateness_whom_it_waits_on_and_what_is_missing(browser: FlaskClient) -> None:
    application = a_case("pre_employment_checks", first_name="Grace", **days_ago(200))
    a_check(application, "references")
    a_check(application, "medical", CheckState.ASKED)
    shown = page(browser)
    for words in (
        "Grace Lovelace",
        application.reference,
        "200 <span",
        "Overdue",
        "The training team, the force medical officer, the force and the vetting officer",
        "1 of 5 in. Missing: Fitness test, Medical, Biometrics and drugs test, Recruitment vetting",
    ):
        assert words in shown, words


def test_counts_by_stage_narrow_the_list(browser: FlaskClient) -> None:
    a_case("submitted", first_name="One", **days_ago(2))
    a_case("sift", first_name="Two", **days_ago(90))
    a_case("sift", first_name="Three", **days_ago(2))
    shown = page(browser)
    chips = re.findall(r'__count">([^<]+)</span>\s*<span class="app-strip__name">([^<]+)<', shown)
    assert chips[:3] == [("3", "All open"), ("1", "Form review"), ("2", "Online sift")]
    assert "1 overdue" in shown
    assert names(page(browser, f"{ADDRESS}?strand={SPECIALS}&stage=sift")) == ["Two Lovelace", "Three Lovelace"]


def test_those_that_ended_are_listed_newest_first_when_asked_for(browser: FlaskClient) -> None:
    a_case("unsuccessful", first_name="Before", **days_ago(90))
    a_case("unsuccessful", first_name="After", **days_ago(9))
    assert names(page(browser)) == []
    assert names(page(browser, f"{ADDRESS}?stage=unsuccessful")) == ["After Lovelace", "Before Lovelace"]


def test_several_areas_and_strands_can_be_narrowed(client: FlaskClient) -> None:
    browser = as_one_with(client, Grant(Role.COORDINATOR))
    a_case(first_name="Bristol", area="bristol")
    a_case(first_name="Somerset", area="somerset")
    a_case(first_name="Cadet", strand="cadets", area="somerset")
    assert len(names(page(browser))) == 3
    assert names(page(browser, f"{ADDRESS}?strand=cadets")) == ["Cadet Lovelace"]
    assert names(page(browser, f"{ADDRESS}?strand={SPECIALS}&area=somerset")) == ["Somerset Lovelace"]


@pytest.mark.parametrize(
    "query",
    ["strand=nothing", "strand=cadets", "area=nowhere", "area=somerset", "stage=draft", "stage=no", "found=x"],
)
def test_what_is_unknown_or_out_of_scope_is_not_found(browser: FlaskClient, query: str) -> None:
    page(browser, f"{ADDRESS}?{query}", 404)


def test_a_broken_place_shows_the_first_page(browser: FlaskClient) -> None:
    a_case(first_name="Here", area="bristol")
    assert names(page(browser, f"{ADDRESS}?after=rubbish")) == ["Here Lovelace"]


def test_pages_follow_each_other_without_a_gap_or_a_repeat(browser: FlaskClient) -> None:
    at, number = clock.now() - timedelta(days=30), PAGE + 5
    for each in range(number):
        stage = ("submitted", "sift", "interview")[each % 3]
        an_application(stage=stage, first_name=f"P{each}", submitted_at=at, days_between=0)
    first = page(browser)
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward is not None
    second = page(browser, html.unescape(onward[1]))
    assert (len(names(first)), len(names(second))) == (PAGE, 5)
    assert {*names(first), *names(second)} == {f"P{each} Lovelace" for each in range(number)}
    assert 'rel="next"' not in second
    assert "Back to the first page" in second


def test_a_full_page_is_small(browser: FlaskClient) -> None:
    for _ in range(PAGE):
        an_application(stage="pre_employment_checks", first_name="Bartholomew", last_name="Featherstonehaugh")
    assert len(page(browser).encode()) < 150_000


class TestSearch:
    def test_by_name_reference_and_address_whatever_the_stage(self, browser: FlaskClient) -> None:
        account = an_applicant(email="grace.hopper@example.org")
        application = a_case("withdrawn", first_name="Grace", last_name="Hopper", account=account)
        a_case(first_name="Ada")
        for words in ("hopper", "GRACE hop", "hop grace", application.reference, "grace.hopper@example.org"):
            assert names(found(browser, words)) == ["Grace Hopper"], words

    @pytest.mark.parametrize("words", ["%", "_____", "100%", "\\", "' OR 1=1 --", "Zebedee"])
    def test_no_sign_means_anything_but_itself(self, browser: FlaskClient, words: str) -> None:
        a_case()
        assert "Nothing found" in found(browser, words)

    def test_a_short_word_is_a_whole_name(self, browser: FlaskClient) -> None:
        a_case(first_name="Li", last_name="Wong")
        a_case(first_name="Lina", last_name="Wong")
        assert names(found(browser, "li")) == ["Li Wong"]

    def test_drafts_and_others_are_not_found(self, browser: FlaskClient) -> None:
        an_application(stage="draft", first_name="Drafting")
        a_case(area="somerset", first_name="Elsewhere")
        assert names(found(browser, "lovelace")) == []

    def test_another_viewer_cannot_open_a_search(self, browser: FlaskClient, app: Flask) -> None:
        address = browser.post(ADDRESS, data=sent_form(page(browser), words="hopper")).location
        page(as_one_with(app.test_client(), Grant(Role.COORDINATOR)), address, 404)

    def test_nothing_typed_is_said_in_words(self, browser: FlaskClient) -> None:
        response = browser.post(ADDRESS, data=sent_form(page(browser), words=" "))
        assert "Enter a name, reference or e-mail address." in response.get_data(as_text=True)


class TestVettingOfficers:
    def test_only_what_is_still_to_be_vetted_is_listed(self, client: FlaskClient) -> None:
        browser = as_one_with(client, Grant(Role.VETTING_OFFICER))
        a_case("submitted", first_name="Early")
        a_case("pre_employment_checks", first_name="Waiting")
        asked = a_case("pre_employment_checks", first_name="Asked")
        a_check(asked, "vetting", CheckState.ASKED)
        a_check(a_case("pre_employment_checks", first_name="Done"), "vetting")
        lapsed = a_case("pre_employment_checks", first_name="Lapsed")
        a_check(lapsed, "vetting", valid_until=clock.today() - timedelta(days=1))
        shown = page(browser)
        assert sorted(names(shown)) == ["Asked Lovelace", "Lapsed Lovelace", "Waiting Lovelace"]
        assert "Form review" not in shown

    def test_an_early_stage_is_not_found_by_searching_or_asking(self, client: FlaskClient) -> None:
        browser = as_one_with(client, Grant(Role.VETTING_OFFICER))
        a_case("submitted", first_name="Early")
        assert names(found(browser, "early")) == []
        page(browser, f"{ADDRESS}?strand={SPECIALS}&stage=submitted", 404)


@pytest.mark.parametrize("role", [Role.OPCC_ANALYST, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.APPLICANT])
def test_those_who_read_no_applications_have_no_access(client: FlaskClient, role: Role) -> None:
    page(as_one_with(client, Grant(role)), ADDRESS, 403)


def test_who_is_not_signed_in_is_asked_to(client: FlaskClient) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 303
    assert "/staff/sign-in" in response.location


def test_the_same_number_of_statements_at_every_size(app: Flask, browser: FlaskClient) -> None:
    def asked() -> int:
        with counted_sql(app) as sql:
            page(browser)
        return sql.count

    a_case()
    few = asked()
    for number in range(40):
        a_check(a_case(("submitted", "sift", "interview")[number % 3]), "medical", CheckState.ASKED)
    many = asked()
    assert few == many <= 8
