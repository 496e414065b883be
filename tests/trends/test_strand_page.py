"""The trends page of one strand, as each persona sees it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_viewer, an_account, signed_in
from tests.sql_count import counted_sql
from tests.trends.builders import an_application_that_moved, an_attended_duty, someone_serving
from volunteers import clock
from volunteers.forces.rules.areas import AreaDraft
from volunteers.forces.service import add_area, end_area
from volunteers.permissions import Grant, Role
from volunteers.trends.models import MonthlyFigure, Target
from volunteers.trends.rules import Measure
from volunteers.trends.service import compute_figures, import_published

PAGE = "/staff/trends/strands/special-constabulary"
BODY = re.compile(r"<main.*</main>", re.DOTALL)


@pytest.fixture
def a_small_force(session: Session) -> None:
    """Eight people of two areas who began two years ago, one application and a duty."""
    month = clock.month_of(clock.today())
    people = [
        someone_serving((clock.add_months(month, -24), None, "bristol" if number < 6 else "somerset"))
        for number in range(8)
    ]
    sent = clock.start_of_day(clock.add_months(month, -2)) + timedelta(hours=12)
    an_application_that_moved(("submitted", f"{sent:%Y-%m-%d %H:%M}"))
    an_attended_duty(people[0], f"{sent:%Y-%m-%d %H:%M}", 150, area="bristol")
    compute_figures()


def page_for(client: FlaskClient, *grants: Grant, path: str = PAGE) -> str:
    response = signed_in(client, an_account(grants=grants)).get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


@pytest.mark.usefixtures("a_small_force")
def test_a_coordinator_reads_exact_numbers(client: FlaskClient) -> None:
    page = page_for(client, Grant(Role.COORDINATOR))

    assert "8 at the end of" in page
    assert "fewer than 5" not in page
    assert "Of 1 applications" in page


@pytest.mark.usefixtures("a_small_force")
def test_an_area_made_after_the_census_says_so_and_one_that_ended_keeps_its_past(client: FlaskClient) -> None:
    import_published()
    by = a_viewer(Role.ADMINISTRATOR)
    add_area(AreaDraft("Mendip", "somerset"), by=by)
    end_area("bristol", version=1, uses=list, by=by)
    page = page_for(client, Grant(Role.COORDINATOR))
    names = ("Mendip", "Bristol")
    mendip, bristol = (page[page.index(f'<th scope="row">{name}<') :].split("</tr>")[0] for name in names)
    assert "Not in the Census" in mendip
    assert ">6<" in bristol
    assert page_for(client, Grant(Role.COORDINATOR), path=f"{PAGE}?area=mendip")


@pytest.mark.usefixtures("a_small_force")
@pytest.mark.parametrize("role", [Role.OPCC_ANALYST, Role.ADMINISTRATOR, Role.AUDITOR])
def test_others_read_nothing_of_fewer_than_five_people(client: FlaskClient, role: Role) -> None:
    page = page_for(client, Grant(role))

    assert "8 at the end of" in page
    assert "Of fewer than 5 applications" in page
    somerset = page[page.index('<th scope="row">Somerset</th>') :].split("</tr>")[0]
    assert re.findall(r'data-label="Headcount">([^<]*)<', somerset) == ["fewer than 5"]


@pytest.mark.usefixtures("a_small_force")
def test_a_coordinator_of_one_area_sees_that_area_alone(client: FlaskClient) -> None:
    page = page_for(client, Grant(Role.COORDINATOR, SPECIALS, "bristol"))

    assert "6 at the end of" in page
    assert "Somerset</option>" not in page
    assert "Police Cadets" not in page


@pytest.mark.parametrize(
    ("grant", "query"),
    [
        (Grant(Role.COORDINATOR, SPECIALS, "bristol"), "area=somerset"),
        (Grant(Role.OPCC_ANALYST), "area=atlantis"),
        (Grant(Role.OPCC_ANALYST), "until=soon"),
        (Grant(Role.OPCC_ANALYST), "until=2026-13"),
        (Grant(Role.OPCC_ANALYST), "until=1999-01"),
        (Grant(Role.OPCC_ANALYST), "until=2999-01"),
    ],
)
def test_what_is_not_there_or_not_theirs_is_not_found(client: FlaskClient, grant: Grant, query: str) -> None:
    assert signed_in(client, an_account(grants=[grant])).get(f"{PAGE}?{query}").status_code == 404


@pytest.mark.parametrize(
    ("grant", "slug"),
    [(Grant(Role.COORDINATOR, SPECIALS, "bristol"), "cadets"), (Grant(Role.OPCC_ANALYST), "knights")],
)
def test_another_strand_is_not_found(client: FlaskClient, grant: Grant, slug: str) -> None:
    assert signed_in(client, an_account(grants=[grant])).get(f"/staff/trends/strands/{slug}").status_code == 404


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.VOLUNTEER, Role.SUPERVISOR, Role.VETTING_OFFICER])
def test_those_without_the_permission_are_turned_away(client: FlaskClient, role: Role) -> None:
    assert signed_in(client, an_account(role)).get(PAGE).status_code == 403


def test_an_anonymous_visitor_is_asked_to_sign_in(client: FlaskClient) -> None:
    response = client.get(PAGE)

    assert response.status_code == 303
    assert "/staff/sign-in" in response.headers["Location"]


def test_before_anything_is_counted_the_page_says_so(client: FlaskClient) -> None:
    page = page_for(client, Grant(Role.OPCC_ANALYST))

    assert "The figures have not been computed yet." in page
    assert "Nothing has been counted here yet." in page


@pytest.mark.usefixtures("a_small_force")
def test_an_earlier_year_is_shown_without_the_running_month(client: FlaskClient) -> None:
    until = clock.add_months(clock.month_of(clock.today()), -6)
    page = page_for(client, Grant(Role.COORDINATOR), path=f"{PAGE}?until={until:%Y-%m}")

    assert "so far" not in BODY.findall(page)[0].replace("appointed so far", "")
    assert f"whole months to {until:%B %Y}" in page
    assert f"{clock.today():%B %Y}, so far" in page_for(client, Grant(Role.COORDINATOR))


@pytest.mark.usefixtures("a_small_force")
@pytest.mark.parametrize(
    ("is_published", "words"), [(True, "Published target"), (False, "Working aim – not a published target")]
)
def test_a_target_is_shown_with_its_source_and_grade(
    client: FlaskClient, session: Session, is_published: bool, words: str
) -> None:
    session.add(
        Target(
            strand=SPECIALS, measure=Measure.HEADCOUNT, area=None, low=5, high=9,
            due_on=clock.add_months(clock.today(), 6),
            is_published=is_published, source="Board minutes, item 4", source_on=clock.today(),
            source_url="https://board.example" if is_published else None,
            entered_by_id=an_account(full_name="Sana Mirza").id, entered_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()

    page = page_for(client, Grant(Role.OPCC_ANALYST))

    assert words in page
    assert (words == "Published target") is ("not a published target" not in page)
    assert "Board minutes, item 4" in page
    assert "Entered by Sana Mirza" in page
    assert "8 is in the range, without a negative trend." in page


@pytest.mark.usefixtures("a_small_force")
def test_the_long_history_is_a_page_of_its_own(client: FlaskClient) -> None:
    import_published()
    page = page_for(client, Grant(Role.OPCC_ANALYST))

    assert 'href="/staff/trends/since-1979">The long history' in page
    assert "The long history" not in page_for(client, Grant(Role.OPCC_ANALYST), path="/staff/trends/strands/cadets")


@pytest.mark.usefixtures("a_small_force")
def test_the_same_few_statements_at_every_size(app: Flask, client: FlaskClient, session: Session) -> None:
    import_published()
    analyst = signed_in(client, an_account(Role.OPCC_ANALYST))
    with counted_sql(app) as small:
        analyst.get(PAGE)
    month = clock.month_of(clock.today())
    session.add_all(
        MonthlyFigure(
            strand=SPECIALS, measure=measure, month=clock.add_months(month, -back), area=area, part="", value=50
        )
        for measure in (Measure.JOINERS, Measure.LEAVERS)
        for back in range(48)
        for area in ("north_somerset", "south_gloucestershire")
    )
    session.flush()
    with counted_sql(app) as large:
        analyst.get(PAGE)

    assert large.count == small.count <= 12, large
