"""The board: stages side by side, counts, the cards that are latest, and who sees it."""

import re

import pytest
from flask.testing import FlaskClient

from tests.onboarding.builders import a_case
from tests.onboarding.test_caseload_page import SPECIALS, as_one_with, days_ago, page
from volunteers.onboarding.queries.board import CARDS
from volunteers.permissions import Grant, Role
from volunteers.strands.queries import get_strand

BOARD = "/staff/applications/board"


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    return as_one_with(client, Grant(Role.COORDINATOR, SPECIALS, "bristol"))


def columns(shown: str) -> dict[str, str]:
    """The text of each column by the name of its stage."""
    parts = shown.split('<li class="app-board__column')[1:]
    return {re.findall(r"<h3[^>]*><a[^>]*>([^<]+)</a>", part)[0]: part for part in parts}


def cards(column: str) -> list[str]:
    return re.findall(r'app-case-card__name"[^>]*>([^<]+)</a>', column)


def test_every_open_stage_is_a_column_and_the_latest_stand_first(browser: FlaskClient) -> None:
    a_case("sift", first_name="Fresh", **days_ago(1))
    a_case("sift", first_name="Overdue", **days_ago(90))
    a_case("sift", first_name="Slow", **days_ago(25))
    a_case("sift", first_name="Elsewhere", area="somerset")
    shown = columns(page(browser, BOARD))
    assert list(shown) == [stage.name for stage in get_strand(SPECIALS).pipeline.open_stages]
    sift = shown["Online sift"]
    assert cards(sift) == ["Overdue Lovelace", "Slow Lovelace", "Fresh Lovelace"]
    assert '<span class="app-board__count">3</span>' in sift
    assert "1 overdue</a>" in sift
    assert "1 slow</a>" in sift
    assert "Nobody is here." in shown["Form review"]


def test_a_card_says_how_long_whom_it_waits_on_and_whose_it_is_and_leads_on(browser: FlaskClient) -> None:
    application = a_case("sift", first_name="Grace", **days_ago(25))
    sift = columns(page(browser, BOARD))["Online sift"]
    for words in ("25 days", "Slow", "Waits on the applicant", "Nobody yet", "Next step"):
        assert words in sift, words
    assert f'href="/staff/applications/{application.reference}#next-step"' in sift


def test_what_a_coordinator_has_to_do_is_said_on_the_card(browser: FlaskClient) -> None:
    a_case("submitted")
    assert "Review, then move to Online sift" in columns(page(browser, BOARD))["Form review"]


def test_a_column_shows_its_first_cards_and_leads_to_all(browser: FlaskClient) -> None:
    for _ in range(CARDS + 2):
        a_case("sift")
    sift = columns(page(browser, BOARD))["Online sift"]
    assert len(cards(sift)) == CARDS
    assert f"All {CARDS + 2}<" in sift


def test_cards_of_several_areas_stand_in_one_order(client: FlaskClient) -> None:
    areas = ("bristol", "somerset")
    browser = as_one_with(client, *(Grant(Role.COORDINATOR, SPECIALS, area) for area in areas))
    for number in range(CARDS):
        a_case("sift", first_name=f"P{number}", area=areas[number % 2], **days_ago(50 - number))
    sift = columns(page(browser, BOARD))["Online sift"]
    assert cards(sift) == [f"P{number} Lovelace" for number in range(CARDS)]
    assert f'count">{CARDS}<' in sift


def test_filters_narrow_it_and_a_stage_does_not(browser: FlaskClient) -> None:
    a_case("sift", first_name="Fresh", **days_ago(1))
    a_case("sift", first_name="Overdue", **days_ago(90))
    shown = columns(page(browser, f"{BOARD}?late=overdue&stage=submitted"))
    assert cards(shown["Online sift"]) == ["Overdue Lovelace"]


@pytest.mark.parametrize("query", ["strand=cadets", "strand=no", "area=somerset", "late=x"])
def test_what_is_out_of_scope_is_not_found(browser: FlaskClient, query: str) -> None:
    page(browser, f"{BOARD}?{query}", 404)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR, Role.APPLICANT])
def test_those_who_read_no_applications_have_no_board(client: FlaskClient, role: Role) -> None:
    page(as_one_with(client, Grant(role)), BOARD, 403)
