"""Other forces beside ours and the long history, from what others published."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers.permissions import Role
from volunteers.trends.models import PublishedCount
from volunteers.trends.queries.other_forces import KINDS
from volunteers.trends.rules.comparison import Period, compare, ordinal
from volunteers.trends.service import import_published

FORCES, HISTORY = "/staff/trends/forces", "/staff/trends/since-1979"
FIRST, LAST = date(2018, 9, 30), date(2019, 9, 30)


@pytest.fixture
def analyst(client: FlaskClient) -> FlaskClient:
    import_published()
    return signed_in(client, an_account(Role.OPCC_ANALYST))


def read(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_first_sentence_says_how_ours_fared(analyst: FlaskClient) -> None:
    page = read(analyst, FORCES)

    assert (
        "Special Constables in Avon and Somerset fell by 40% from September 2014 to September 2019 (516 to 308); in "
        "England and Wales they fell by 40%: 13th of 24 forces by change, the best first." in page
    )
    assert "24 of the 43 forces are in the file." in page
    assert "Open Government Licence v3.0" in page
    assert page.count('class="app-multiples__panel') == 24


def test_the_ranking_runs_from_the_best_change_to_the_worst(analyst: FlaskClient) -> None:
    changes = re.findall(r'app-ranks__words">([+−]?\d+)%', read(analyst, FORCES))

    found = [int(words.replace("−", "-")) for words in changes]
    assert found == sorted(found, reverse=True)
    assert len(found) == 25  # the 24 and England and Wales


@pytest.mark.parametrize(
    ("query", "panels", "words"),
    [
        ("group=region", 2, "2nd of 2 forces"),
        ("group=size", 11, "4th of 11 forces"),
        ("strand=police-support-volunteers", 43, "(285 to 244)"),
        ("period=1997-09.2001-09", 24, "(629 to 391)"),
        ("period=1980-12.2019-09", 24, "(530 to 308)"),
    ],
)
def test_period_group_and_kind_are_chosen(analyst: FlaskClient, query: str, panels: int, words: str) -> None:
    page = read(analyst, f"{FORCES}?{query}")

    assert page.count('class="app-multiples__panel') == panels
    assert words in page


def test_what_is_not_available_is_said_and_ranked_last(analyst: FlaskClient) -> None:
    page = read(analyst, f"{FORCES}?strand=police-support-volunteers")
    ranking = page[page.index('id="ranking"') : page.index('id="each"')]

    assert re.findall(r"not available to ([0-9]+)", ranking) == ["24", "313"]
    assert re.search(r"in \d\d forces together they (rose|fell) by", page)
    assert "England and Wales" not in ranking
    assert "left out of the drawing: Merseyside, Gwent." in page
    assert "Northumbria" in ranking.split("app-ranks__row")[-2] + ranking.split("app-ranks__row")[-1]


@pytest.mark.parametrize("query", ["strand=cadets", "period=2014-09.2018-03", "group=friends"])
def test_what_is_not_compared_is_not_found(analyst: FlaskClient, query: str) -> None:
    assert analyst.get(f"{FORCES}?{query}").status_code == 404


def test_before_anything_is_taken_in_the_pages_say_so(client: FlaskClient) -> None:
    signed_in(client, an_account(Role.OPCC_ANALYST))

    assert "The file says nothing of Special Constables" in read(client, FORCES)
    assert "No published series has been taken in yet." in read(client, HISTORY)


def test_every_period_has_our_force_at_both_ends(session: Session) -> None:
    import_published()
    for kind in KINDS:
        series = f"{kind.by_force}/avon_and_somerset"
        known = {row.as_at for row in session.query(PublishedCount).filter_by(series=series)}
        assert all({period.first, period.last} <= known for period in kind.periods)


def test_a_force_that_began_with_nobody_has_no_change() -> None:
    values = {"avon_and_somerset": {FIRST: 10, LAST: 20}, "kent": {FIRST: 0, LAST: 9}, "essex": {FIRST: 5, LAST: 20}}
    found = compare(
        values, {FIRST: 15, LAST: 15}, ours="avon_and_somerset", place="Here", period=Period(FIRST, LAST), group="all"
    )

    assert [one.name for one in found.courses] == ["Essex", "Avon and Somerset", "Kent"]
    assert found.sentence("Specials") == (
        "Specials in Here rose by 100% from September 2018 to September 2019 (10 to 20); in England and Wales they "
        "stayed about the same: 2nd of 2 forces by change, the best first."
    )
    assert found.courses[2].change_words == "not available"


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd",
    ]  # fmt: skip


def test_the_long_history_marks_gaps_and_precision(analyst: FlaskClient) -> None:
    page = read(analyst, HISTORY)

    assert "Latest known: 235, as at 31 March 2023." in page
    assert "nor between 30 September 2001 and 30 September 2014." in page
    assert "Avon and Somerset had 235 Special Constables as at 31 March 2023, the fewest ever counted." in page
    assert "lower bound" in page
    assert "3.07% as at 30 September 2019" in page
    assert "3,041 joined and 5,008 left" in page
    assert re.search(r'data-label="Number">81,572<', page)


def test_both_pages_take_the_same_few_statements(app: Flask, analyst: FlaskClient) -> None:
    for path in (FORCES, f"{FORCES}?strand=police-support-volunteers", HISTORY):
        with counted_sql(app) as sql:
            read(analyst, path)
        assert sql.count <= 6, sql
