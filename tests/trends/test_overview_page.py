"""All strands at a glance: the four answers, a line for each strand, and what a viewer may see of them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, an_account, signed_in
from tests.sql_count import counted_sql
from tests.trends.builders import an_application_that_moved, someone_serving
from tests.trends.foreseen import a_forecast
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.trends.models import Target
from volunteers.trends.rules import Measure
from volunteers.trends.service import compute_figures, import_published

PAGE = "/staff/trends"
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


@pytest.fixture
def a_small_force(session: Session) -> None:
    """Specials of two areas and cadets in one. Of 66 Specials 21.7 were due in Somerset by its residents; it has 6.

    Six allow for up to 15.66 (see ``rules/test_missing_places.py``), so it takes at least 48 to tell; 46 would not do.
    """
    month = clock.month_of(clock.today())
    for number in range(66):
        someone_serving((clock.add_months(month, -24), None, "somerset" if number < 6 else "bristol"))
    for _ in range(7):
        someone_serving((clock.add_months(month, -24), None, "bristol"), strand="cadets")
    sent = clock.start_of_day(clock.add_months(month, -2)) + timedelta(hours=12)
    an_application_that_moved(("submitted", f"{sent:%Y-%m-%d %H:%M}"))
    import_published()
    compute_figures()


def main_for(client: FlaskClient, *grants: Grant, path: str = PAGE) -> str:
    response = signed_in(client, an_account(grants=grants)).get(path)
    assert response.status_code == 200, response.status
    return MAIN.findall(response.get_data(as_text=True))[0]


def a_target(session: Session, low: int) -> None:
    session.add(
        Target(
            strand=SPECIALS, measure=Measure.HEADCOUNT, area=None, low=low, high=None,
            due_on=clock.add_months(clock.today(), 6), is_published=False, source="Board minutes, item 4",
            source_on=clock.today(), entered_by_id=an_account(full_name="Sana Mirza").id, entered_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()


@pytest.mark.usefixtures("a_small_force")
def test_four_questions_are_answered_and_cadets_stand_apart_from_adults(client: FlaskClient) -> None:
    page = main_for(client, Grant(Role.OPCC_ANALYST))

    for question in ("Are we growing?", "Will we make it?", "Where is it stuck?", "Who is missing?"):
        assert f">{question}</h2>" in page
    assert "Adults: 66 at the end of" in page
    assert "73" not in page  # never adults and cadets in one number
    assert page.index(">Adults</h2>") < page.index("Special Constabulary</a>") < page.index(">Cadets</h2>")
    assert ">No target</p>" in page


@pytest.mark.usefixtures("a_small_force")
def test_the_place_with_too_few_for_its_residents_is_named_with_what_chance_allows(client: FlaskClient) -> None:
    page = main_for(client, Grant(Role.OPCC_ANALYST))

    assert '<p class="app-first-look__short">Somerset</p>' in page
    assert "exact Poisson interval of 99%" in page
    assert 'href="/staff/trends/areas/somerset">Somerset</a>' in page


@pytest.mark.usefixtures("a_small_force")
@pytest.mark.parametrize(
    ("middle", "refusal", "words"),
    [
        (100, None, "Very likely"),
        (50, None, "About "),
        (10, None, "Very unlikely"),
        (10, "There are too few months to judge by.", "There are too few months to judge by."),
        (None, None, "No forecast yet"),
    ],
)
def test_the_chance_of_a_target_is_said_as_the_forecast_gives_it(
    client: FlaskClient, session: Session, middle: float | None, refusal: str | None, words: str
) -> None:
    a_target(session, low=50)
    if middle is not None:
        a_forecast(middle, 0.2, refusal=refusal)

    page = main_for(client, Grant(Role.OPCC_ANALYST))

    assert words in page
    assert "Working aim – not a published target" in page


@pytest.mark.usefixtures("a_small_force")
def test_a_coordinator_of_one_area_sees_just_theirs(client: FlaskClient) -> None:
    page = main_for(client, Grant(Role.COORDINATOR, SPECIALS, "somerset"))

    assert "Adults: 6 at the end of" in page
    assert "60" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert "Bristol" not in page
    assert ">Cadets</h2>" not in page
    assert "Not compared" in page


@pytest.mark.usefixtures("a_small_force")
@pytest.mark.parametrize(
    ("query", "there"),
    [("strand=cadets", "strands/cadets"), ("strand=&area=bristol", "strands/special-constabulary?area=bristol")],
)
def test_addresses_of_before_lead_to_the_page_of_the_strand(client: FlaskClient, query: str, there: str) -> None:
    response = signed_in(client, an_account(Role.OPCC_ANALYST)).get(f"{PAGE}?{query}")

    assert (response.status_code, response.headers["Location"]) == (302, f"/staff/trends/{there}")


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.VOLUNTEER, Role.SUPERVISOR, Role.VETTING_OFFICER])
def test_those_without_the_permission_are_turned_away(client: FlaskClient, role: Role) -> None:
    assert signed_in(client, an_account(role)).get(PAGE).status_code == 403


def test_before_anything_is_counted_the_page_says_so(client: FlaskClient) -> None:
    page = main_for(client, Grant(Role.OPCC_ANALYST))

    assert "The figures have not been computed yet." in page
    assert "Nothing has been counted here yet." in page


@pytest.mark.usefixtures("a_small_force")
def test_as_many_statements_for_one_strand_as_for_all(app: Flask, client: FlaskClient, session: Session) -> None:
    a_target(session, low=50)
    grants = ([Grant(Role.OPCC_ANALYST, SPECIALS)], [Grant(Role.OPCC_ANALYST)])
    counts = []
    for each in grants:
        who = signed_in(client, an_account(grants=each))
        with counted_sql(app) as asked:
            assert who.get(PAGE).status_code == 200
        counts.append(asked.count)
    assert counts[0] == counts[1] <= 12, asked
