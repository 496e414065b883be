"""The front door, page by page: the start page, the page of each kind, the five questions, and what is near."""

import re
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy.orm import Session

from tests.openings.builders import an_opening
from tests.places.builders import a_unit
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import StageWait
from volunteers.applications.rules.asked import asked_about
from volunteers.places.models import UnitKind
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import Strand, StrandCode

SPECIALS, CADETS = StrandCode.SPECIAL_CONSTABULARY, StrandCode.CADETS
PATROL = {"age": "18", "time": "much", "draws": "patrol", "powers": "yes", "where": "around"}


def text(client: FlaskClient, address: str, **query: str) -> str:
    response = client.get(address, query_string=query or None)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


def words(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition('id="main-content">')[2]).split())


# ---- the start page


def test_the_start_page_asks_the_database_nothing(app: Flask, client: FlaskClient) -> None:
    text(client, "/")
    with counted_sql(app) as asked:
        text(client, "/")
    assert asked.count == 0, asked


def test_the_start_page_leads_everywhere(client: FlaskClient) -> None:
    page = text(client, "/")
    for address in ("/which-suits-me/1", "/near", "/opportunities", "/sign-in", *_pages()):
        assert f'="{address}"' in page, address


def _pages() -> list[str]:
    return [f"/volunteer/{strand.slug}" for strand in all_strands()]


# ---- the page of a kind


@pytest.mark.parametrize("strand", all_strands(), ids=lambda strand: strand.slug)
def test_the_page_of_a_kind_answers_what_people_ask(client: FlaskClient, strand: Strand) -> None:
    page = text(client, f"/volunteer/{strand.slug}")
    assert len(asked_about(strand)) >= 3
    for asked in asked_about(strand):
        assert str(escape(asked.question)) in page
        assert str(escape(asked.answer)) in page
    for act in strand.what_you_do:
        assert str(escape(act)) in page


def measured(strand: str, stage: str, *, passed: int, low: int, high: int, session: Session) -> None:
    counted_at = clock.now()
    session.add(
        StageWait(strand=strand, stage=stage, passed=passed, days_low=low, days_high=high, counted_at=counted_at)
    )


def test_real_waits_are_told_from_ten_people_on(client: FlaskClient, session: Session) -> None:
    measured(SPECIALS, "interview", passed=10, low=20, high=36, session=session)
    measured(SPECIALS, "sift", passed=9, low=30, high=80, session=session)
    page = words(text(client, "/volunteer/special-constabulary"))
    assert "Most people at this stage wait 3 to 5 weeks" in page
    assert "About 2 weeks (our estimate)" in page
    assert "months to" not in page
    assert "The other times are estimates, to be confirmed by the force" in page


def test_the_whole_way_is_told_when_it_was_measured(client: FlaskClient, session: Session) -> None:
    measured(SPECIALS, "appointed", passed=40, low=150, high=240, session=session)
    page = words(text(client, "/volunteer/special-constabulary"))
    assert "most people took 5 to 8 months from sending the form" in page


def test_without_any_record_the_times_are_called_estimates(client: FlaskClient) -> None:
    page = words(text(client, "/volunteer/special-constabulary"))
    assert "Most people" not in page
    assert "These times are an estimate, to be confirmed by the force" in page


def test_what_is_open_stands_on_the_page_and_what_has_closed_does_not(client: FlaskClient) -> None:
    an_opening(strand=SPECIALS, title="Last winter's intake", opens=-90, closes=-60)
    an_opening(strand=SPECIALS, title="Autumn intake", opens=-3, closes=20)
    an_opening(strand=SPECIALS, title="Spring intake", opens=60, closes=90, starts=120)
    an_opening(strand=CADETS, title="New cadets", opens=-3, closes=20)
    page = words(text(client, "/volunteer/special-constabulary"))
    assert "Autumn intake" in page
    assert "Spring intake" in page
    assert "Opens soon" in page
    assert "New cadets" not in page
    assert "winter" not in page


@pytest.mark.parametrize(
    ("slug", "said"),
    [("special-constabulary", "at any time of the year"), ("cadets", "Nothing is open at the moment")],
)
def test_without_an_opening_a_kind_says_how_it_is_joined(client: FlaskClient, slug: str, said: str) -> None:
    assert said in words(text(client, f"/volunteer/{slug}"))


def test_the_page_of_a_kind_asks_little_of_the_database(app: Flask, client: FlaskClient) -> None:
    with counted_sql(app) as asked:
        text(client, "/volunteer/special-constabulary")
    assert asked.count <= 3, asked


# ---- the five questions


def test_the_five_questions_one_after_the_other(client: FlaskClient) -> None:
    assert client.get("/which-suits-me").headers["Location"] == "/which-suits-me/1"
    given: dict[str, str] = {}
    for number, (code, value) in enumerate(PATROL.items(), 1):
        page = text(client, f"/which-suits-me/{number}", **given)
        assert f"Question {number} of 5" in page
        assert f'name="{code}" type="radio" value="{value}"' in page
        for known, chosen in given.items():
            assert f'<input type="hidden" name="{known}" value="{chosen}">' in page
        target = "/which-suits-me/result" if number == 5 else f"/which-suits-me/{number + 1}"
        assert f'action="{target}"' in page
        given[code] = value
    page = words(text(client, "/which-suits-me/result", **given))
    assert page.startswith("What suits you best")
    assert page.index("Special Constabulary") < page.index("Police Support Volunteers") < page.index("Police Cadets")
    assert "You would go on patrol with police teams" in page
    assert "It is for people of 13 to 17." in page


def test_no_cookie_is_set_and_nothing_is_stored(app: Flask, client: FlaskClient) -> None:
    with counted_sql(app) as asked:
        for address in ("/which-suits-me/1", f"/which-suits-me/result?{urlencode(PATROL)}"):
            assert "Set-Cookie" not in client.get(address).headers
    assert asked.count == 0, asked


def test_going_on_without_an_answer_comes_back_with_an_error(client: FlaskClient) -> None:
    back = client.get("/which-suits-me/2").headers["Location"]
    assert back == "/which-suits-me/1?missing=yes"
    page = text(client, back)
    assert "<title>Error: How old are you?" in page
    assert page.count("Choose one of the answers.") == 2
    assert client.get("/which-suits-me/3?age=18").headers["Location"] == "/which-suits-me/2?age=18&missing=yes"
    assert client.get("/which-suits-me/5").headers["Location"] == "/which-suits-me/1"
    assert client.get("/which-suits-me/result").headers["Location"] == "/which-suits-me/1"
    last = {code: value for code, value in PATROL.items() if code != "where"}
    asked_again = client.get("/which-suits-me/result", query_string=last).headers["Location"]
    assert asked_again.startswith("/which-suits-me/5?")
    assert asked_again.endswith("missing=yes")


def test_an_answer_can_be_changed_and_leads_straight_back(client: FlaskClient) -> None:
    page = text(client, "/which-suits-me/2", **PATROL)
    assert re.search(r'value="much" checked', page)
    assert 'action="/which-suits-me/result"' in page


@pytest.mark.parametrize("nonsense", ["<script>", "17", "", "yes\x00", "a" * 5_000])
def test_an_answer_that_is_none_of_the_choices_counts_as_none(client: FlaskClient, nonsense: str) -> None:
    assert client.get("/which-suits-me/2", query_string={"age": nonsense}).status_code == 303


@pytest.mark.parametrize("number", ["0", "6", "99999999999", "x"])
def test_there_are_five_questions(client: FlaskClient, number: str) -> None:
    assert client.get(f"/which-suits-me/{number}").status_code == 404


def test_someone_too_young_is_told_when(client: FlaskClient) -> None:
    page = words(text(client, "/which-suits-me/result", **{**PATROL, "age": "0"}))
    assert "You can join when you are older" in page
    assert "You can join when you are 13." in page


# ---- near a postcode


@pytest.fixture
def places(session: Session) -> None:
    a_unit("Bristol Central team", at=(51.45, -2.59))
    a_unit("Taunton team", area="somerset", at=(51.02, -3.10))
    a_unit("Kingswood cadets", kind=UnitKind.CADET_UNIT, strand=CADETS, area="south_gloucestershire", at=(51.46, -2.51))
    a_unit("Hidden cadets", kind=UnitKind.CADET_UNIT, strand=CADETS, at=None)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("typed", ["BS1 4DJ", "bs14dj", "BS1", "ＢＳ１ ４ＤＪ"])
def test_what_is_near_a_postcode(client: FlaskClient, typed: str) -> None:
    page = text(client, "/near", postcode=typed)
    said = words(page)
    assert f'value="{typed}"' in page
    assert "Near BS1 " in said
    assert "Bristol Central team Bristol less than a mile away" in said
    assert "Kingswood cadets South Gloucestershire about 4 miles away" in said
    assert "Hidden cadets Bristol" in said
    assert "Contains Royal Mail data" in said
    # Farther than thirty miles while something is nearer, and without a unit of its own.
    assert "Taunton" not in said
    assert "You join these from your own home, street or farm: Neighbourhood Watch Farm Watch" in said


@pytest.mark.usefixtures("places")
def test_of_one_kind_alone(client: FlaskClient) -> None:
    said = words(text(client, "/near", postcode="BS1", strand="cadets"))
    assert "Kingswood cadets" in said
    assert "Bristol Central team" not in said


@pytest.mark.usefixtures("places")
def test_far_away_says_so(client: FlaskClient) -> None:
    said = words(text(client, "/near", postcode="AB10 1AA", strand="cadets"))
    assert "This looks to be outside Avon and Somerset Police" in said
    assert "Kingswood cadets" in said


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("typed", ["BT1 1AA", "ZZ99"])
def test_a_district_that_is_not_known_leads_to_the_areas(client: FlaskClient, typed: str) -> None:
    page = text(client, "/near", postcode=typed)
    assert "Choose your area instead" in page
    assert "<title>Find something near you" in page
    assert f'value="{typed}"' in page
    assert "Taunton team" in text(client, "/near", area="somerset")


@pytest.mark.usefixtures("places")
def test_in_an_area_without_distances(client: FlaskClient) -> None:
    said = words(text(client, "/near", area="bristol"))
    assert "In Bristol" in said
    assert "Hidden cadets" in said
    assert "miles away" not in said
    assert "Taunton" not in said


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter a postcode, or the first part of one."),
        ("   ", "Enter a postcode, or the first part of one."),
        ("Bristol", "Enter a postcode in full, like BS1 4DJ"),
        ("BS1 4D", "Enter a postcode in full, like BS1 4DJ"),
        ("<script>alert(1)</script>", "Enter a postcode in full, like BS1 4DJ"),
        ("'; DROP TABLE units; --", "Enter a postcode in full, like BS1 4DJ"),
        ("\u202e\U0001f600 Ω≈ç√", "Enter a postcode in full, like BS1 4DJ"),
    ],
)
def test_what_is_no_postcode_is_refused_in_words_and_kept(client: FlaskClient, typed: str, error: str) -> None:
    page = text(client, "/near", postcode=typed)
    assert page.count(error) == 2
    assert "<title>Error: Find something near you" in page
    assert f'value="{escape(typed)}"' in page


@pytest.mark.parametrize("typed", ["BS1\x00", "\x07\x1b[2J", "B" * 4_000])
def test_what_no_page_can_show_is_refused_too(client: FlaskClient, typed: str) -> None:
    assert "There is a problem" in text(client, "/near", postcode=typed)


def test_the_empty_form_is_no_error(client: FlaskClient) -> None:
    page = text(client, "/near", strand="nonsense", area="nonsense")
    assert "There is a problem" not in page
    assert "Set-Cookie" not in client.get("/near").headers


@pytest.mark.usefixtures("places")
def test_finding_asks_little_of_the_database(app: Flask, client: FlaskClient) -> None:
    with counted_sql(app) as asked:
        text(client, "/near", postcode="BS1")
    assert asked.count <= 3, asked  # one more: what the areas are called


def test_every_question_people_ask_ends_as_one_and_is_answered_briefly() -> None:
    for strand in all_strands():
        for asked in asked_about(get_strand(strand.code)):
            assert asked.question.endswith("?")
            assert asked.answer.endswith(".")
            assert len(asked.answer.split()) <= 45
