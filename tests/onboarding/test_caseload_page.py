"""The caseload as coordinators and others see it: what waits on them, lists, filters and the search."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application, stage_of
from tests.onboarding.builders import a_case, a_check
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.onboarding.models import CheckState
from volunteers.onboarding.queries.caseload import PAGE
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role
from volunteers.places.models import Unit, UnitKind
from volunteers.strands.rules import Party

SPECIALS = "special_constabulary"
ADDRESS = "/staff/applications"
ALL_OPEN = f"{ADDRESS}?list=open"


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
        client,
        Grant(Role.COORDINATOR, "police_support_volunteers", "bristol"),
        Grant(Role.COORDINATOR, SPECIALS, "somerset"),
    )
    a_case(first_name="Own", area="somerset")
    a_case(first_name="Cross", area="bristol")
    a_case(first_name="Support", strand="police_support_volunteers", area="bristol")
    a_case(first_name="Crossing", strand="police_support_volunteers", area="somerset")
    for address in (ADDRESS, ALL_OPEN):
        assert sorted(names(page(browser, address))) == ["Own Lovelace", "Support Lovelace"]
    assert names(found(browser, "cross")) == []


def test_what_waits_on_them_is_their_own_cases_and_then_those_that_are_nobodys(
    client: FlaskClient, session: Session
) -> None:
    helen, other = (an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "bristol")]) for _ in range(2))
    browser = signed_in(client, helen)
    a_case("submitted", first_name="Nobodys", **days_ago(40))
    a_case("submitted", first_name="Mine", **days_ago(1)).owner_id = helen.id
    a_case("interview", first_name="Older", **days_ago(50)).owner_id = helen.id
    a_case("submitted", first_name="Theirs").owner_id = other.id
    a_case("sift", first_name="Waiting").owner_id = helen.id
    a_case("submitted", first_name="Far", area="somerset").owner_id = helen.id
    shown = page(browser)
    assert names(shown) == ["Older Lovelace", "Mine Lovelace", "Nobodys Lovelace"]
    assert shown.index("Your cases") < shown.index("Mine Lovelace") < shown.index("Nobody’s yet</caption>")
    assert "<strong>2</strong> of your cases" in shown
    assert "<strong>1</strong> that nobody has taken" in shown


def test_all_open_begins_with_what_a_coordinator_has_to_do_then_the_longest_overdue(browser: FlaskClient) -> None:
    a_case("sift", first_name="Late", **days_ago(60))
    a_case("sift", first_name="Later", **days_ago(90))
    a_case("submitted", first_name="Fresh", **days_ago(1))
    a_case("interview", first_name="Old", **days_ago(50))
    shown = page(browser, ALL_OPEN)
    assert names(shown) == ["Old Lovelace", "Fresh Lovelace", "Later Lovelace", "Late Lovelace"]
    ours, others = shown.index("For a coordinator to do"), shown.index("Waiting on others")
    assert ours < shown.index("Fresh Lovelace") < others < shown.index("Later Lovelace")


def test_a_decision_that_is_due_waits_on_the_coordinator(browser: FlaskClient) -> None:
    application = a_case("sift", first_name="Ready")
    application.stand(stage_of(application, "sift"), (Party.COORDINATOR,), decision_due=True)
    a_check(application, "sift")
    shown = page(browser)
    assert "Move to Interview" in shown
    assert "Waiting on others" not in page(browser, ALL_OPEN)


def test_a_line_says_days_lateness_whom_it_waits_on_what_is_missing_and_whose_it_is(browser: FlaskClient) -> None:
    application = a_case("pre_employment_checks", first_name="Grace", **days_ago(200))
    application.owner_id = an_account(Role.COORDINATOR, full_name="Helen Marsh").id
    a_check(application, "references")
    a_check(application, "medical", CheckState.ASKED)
    application.stand(
        stage_of(application, "pre_employment_checks"), (Party.MEDICAL_PROVIDER, Party.FORCE, Party.VETTING_OFFICER)
    )
    shown = page(browser, ALL_OPEN)
    for words in (
        "Grace Lovelace",
        application.reference,
        "200 <span",
        "Overdue",
        "The force medical officer, the force and the vetting officer",
        "1 of 5 in. Missing: Fitness test, Medical, Biometrics and drugs test, Recruitment vetting",
        "Helen Marsh",
    ):
        assert words in shown, words


def test_counts_by_stage_narrow_the_list_and_say_what_is_red_and_amber(browser: FlaskClient) -> None:
    a_case("submitted", first_name="One", **days_ago(2))
    a_case("sift", first_name="Two", **days_ago(90))
    a_case("sift", first_name="Slow", **days_ago(25))
    a_case("sift", first_name="Three", **days_ago(2))
    shown = page(browser, ALL_OPEN)
    chips = re.findall(r'__count">([^<]+)</span>\s*<span class="app-strip__name">([^<]+)<', shown)
    assert chips[:3] == [("4", "All open"), ("1", "Form review"), ("3", "Online sift")]
    assert shown.count("1 overdue") == shown.count("1 slow") == 2
    listed = page(browser, f"{ADDRESS}?strand={SPECIALS}&stage=sift")
    assert names(listed) == ["Two Lovelace", "Slow Lovelace", "Three Lovelace"]


def test_those_that_ended_are_listed_newest_first_when_asked_for(browser: FlaskClient) -> None:
    a_case("unsuccessful", first_name="Before", **days_ago(90))
    a_case("withdrawn", first_name="Between", **days_ago(30))
    a_case("unsuccessful", first_name="After", **days_ago(9))
    assert names(page(browser)) == []
    ended = page(browser, f"{ADDRESS}?list=ended")
    assert names(ended) == ["After Lovelace", "Between Lovelace", "Before Lovelace"]
    assert names(page(browser, f"{ADDRESS}?stage=unsuccessful")) == ["After Lovelace", "Before Lovelace"]


def test_several_areas_and_strands_can_be_narrowed(client: FlaskClient) -> None:
    browser = as_one_with(client, Grant(Role.COORDINATOR))
    a_case(first_name="Bristol", area="bristol")
    a_case(first_name="Somerset", area="somerset")
    a_case(first_name="Support", strand="police_support_volunteers", area="somerset")
    assert len(names(page(browser, ALL_OPEN))) == 3
    assert names(page(browser, f"{ADDRESS}?strand=police_support_volunteers")) == ["Support Lovelace"]
    assert names(page(browser, f"{ADDRESS}?strand={SPECIALS}&area=somerset")) == ["Somerset Lovelace"]


class TestFilters:
    """A case for each filter, found with it and not with its opposite."""

    @pytest.fixture
    def cases(self, session: Session) -> Account:
        helen, other = (an_account(grants=[Grant(Role.COORDINATOR, SPECIALS)]) for _ in range(2))
        unit = Unit(code="bris", name="Bristol Central", kind=UnitKind.STATION, strand=None, area="bristol")
        session.add(unit)
        session.flush()
        a_case("sift", first_name="Overdue", area="bristol", **days_ago(90)).owner_id = helen.id
        slow = a_case("sift", first_name="Slow", area="somerset", **days_ago(25))
        slow.owner_id = other.id
        fresh = a_case("submitted", first_name="Fresh", area="bristol", **days_ago(1))
        fresh.unit_id = unit.id
        fresh.answers = {**fresh.answers, "adjustments": {"needed": "yes"}}
        return helen

    @pytest.mark.parametrize(
        ("query", "who"),
        [
            ("late=overdue", ["Overdue"]),
            ("late=slow", ["Slow"]),
            ("late=either", ["Overdue", "Slow"]),
            ("owner=me", ["Overdue"]),
            ("owner=nobody", ["Fresh"]),
            ("owner=someone", ["Slow"]),
            ("waits_on=coordinator", ["Fresh"]),
            ("waits_on=applicant", ["Overdue", "Slow"]),
            ("adjustments=yes", ["Fresh"]),
            ("area=bristol", ["Fresh", "Overdue"]),
            ("area=bristol&late=overdue&owner=me&waits_on=applicant", ["Overdue"]),
            ("stage=sift&owner=me", ["Overdue"]),
            ("list=waiting&owner=me", []),
            ("list=waiting&owner=nobody&adjustments=yes", ["Fresh"]),
            ("area=&late=&owner=&stage=sift", ["Overdue", "Slow"]),
        ],
    )
    def test_it_narrows(self, client: FlaskClient, cases: Account, query: str, who: list[str]) -> None:
        shown = page(signed_in(client, cases), f"{ADDRESS}?{query}")
        assert [name.removesuffix(" Lovelace") for name in names(shown)] == who

    def test_a_unit_is_offered_once_the_area_is_known(self, client: FlaskClient, cases: Account) -> None:
        browser = signed_in(client, cases)
        assert "Bristol Central" not in page(browser, ALL_OPEN)
        number = re.search(r'<option value="(\d+)">Bristol Central', page(browser, f"{ALL_OPEN}&area=bristol"))
        assert number is not None
        assert names(page(browser, f"{ADDRESS}?area=bristol&unit={number[1]}")) == ["Fresh Lovelace"]

    def test_each_that_is_on_can_be_taken_off(self, client: FlaskClient, cases: Account) -> None:
        browser = signed_in(client, cases)
        shown = page(browser, f"{ALL_OPEN}&area=bristol&late=overdue")
        chips = dict(re.findall(r'app-chips__chip" href="([^"]+)"><span[^>]+>Take off: </span>([^<]+)<', shown))
        by_words = {words: html.unescape(href) for href, words in chips.items()}
        assert set(by_words) == {"Bristol", "Overdue"}
        assert names(page(browser, by_words["Overdue"])) == ["Fresh Lovelace", "Overdue Lovelace"]

    def test_a_stage_of_another_strand_is_left_out(self, client: FlaskClient) -> None:
        browser = as_one_with(client, Grant(Role.COORDINATOR))
        a_case(strand="police_support_volunteers", first_name="Support")
        assert names(page(browser, f"{ADDRESS}?strand=police_support_volunteers&stage=sift")) == ["Support Lovelace"]


@pytest.mark.parametrize(
    "query",
    [
        "strand=nothing",
        "strand=cadets",
        "area=nowhere",
        "area=somerset",
        "stage=draft",
        "stage=no",
        "found=x",
        "late=never",
        "owner=7",
        "waits_on=god",
        "unit=-1",
        "unit=x",
        "list=all",
    ],
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
    first = page(browser, ALL_OPEN)
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


@pytest.mark.parametrize("role", [Role.OPCC_ANALYST, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.APPLICANT])
def test_those_who_read_no_applications_have_no_access(client: FlaskClient, role: Role) -> None:
    page(as_one_with(client, Grant(role)), ADDRESS, 403)


def test_who_is_not_signed_in_is_asked_to(client: FlaskClient) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 303
    assert "/staff/sign-in" in response.location


@pytest.mark.parametrize("address", [ADDRESS, ALL_OPEN, f"{ADDRESS}?list=ended", f"{ADDRESS}/board"])
def test_the_same_number_of_statements_at_every_size(app: Flask, browser: FlaskClient, address: str) -> None:
    def asked() -> int:
        with counted_sql(app) as sql:
            page(browser, address)
        return sql.count

    for stage in ("submitted", "withdrawn"):
        a_case(stage)
    few = asked()
    for number in range(24):
        a_check(a_case(("submitted", "sift", "interview", "withdrawn")[number % 4]), "medical", CheckState.ASKED)
    many = asked()
    assert few == many <= 10
