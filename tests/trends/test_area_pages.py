"""The areas in order, and one area in full, as each viewer may see them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, an_account, signed_in
from tests.trends.builders import someone_serving
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.trends.service import compute_figures, import_published

AREAS = "/staff/trends/areas"
ANALYST, COORDINATOR = Grant(Role.OPCC_ANALYST), Grant(Role.COORDINATOR)
OF_BRISTOL = Grant(Role.COORDINATOR, SPECIALS, "bristol")


@pytest.fixture
def a_small_force(session: Session) -> None:
    """Forty in Bristol, six in Somerset of whom three came in this year, and three in North Somerset."""
    month = clock.month_of(clock.today())
    for area, long_ago, lately in (("bristol", 40, 0), ("somerset", 3, 3), ("north_somerset", 3, 0)):
        for number in range(long_ago + lately):
            someone_serving((clock.add_months(month, -24 if number < long_ago else -3), None, area))
    import_published()
    compute_figures()


def get(client: FlaskClient, grant: Grant, path: str) -> str:
    response = signed_in(client, an_account(grants=[grant])).get(path)
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page)


@pytest.mark.usefixtures("a_small_force")
@pytest.mark.parametrize(
    ("by", "first"),
    [("headcount", ["Bristol", "Somerset", "North Somerset"]), ("joiners", ["Somerset"]), ("change", ["Somerset"])],
)
def test_areas_stand_in_the_order_asked_for(client: FlaskClient, by: str, first: list[str]) -> None:
    assert names(get(client, COORDINATOR, f"{AREAS}?by={by}"))[: len(first)] == first


@pytest.mark.usefixtures("a_small_force")
def test_a_rate_comes_with_what_chance_allows_and_is_held_against_all_areas(client: FlaskClient) -> None:
    page = get(client, COORDINATOR, AREAS)
    bristol, somerset = (page[page.index(f">{name}</a>") :].split("</tr>")[0] for name in ("Bristol", "Somerset"))

    assert "Above, by more than chance" in bristol
    assert "Below, by more than chance" in somerset


@pytest.mark.usefixtures("a_small_force")
def test_few_people_are_hidden_and_hold_no_place_in_the_order(client: FlaskClient) -> None:
    page = get(client, ANALYST, f"{AREAS}?by=headcount")
    hidden = page[page.index(">North Somerset</a>") :].split("</tr>")[0]

    assert "fewer than 5" in hidden
    assert "Too few to show" in hidden
    assert names(page)[:2] == ["Bristol", "Somerset"]


@pytest.mark.usefixtures("a_small_force")
def test_one_area_is_held_against_all_by_who_may_see_all(client: FlaskClient) -> None:
    page = get(client, COORDINATOR, f"{AREAS}/bristol")
    assert ">40<" in page
    assert "Above, by more than chance" in page

    theirs = get(client, OF_BRISTOL, f"{AREAS}/bristol")
    assert ">40<" in theirs
    assert "by more than chance" not in theirs
    assert names(get(client, OF_BRISTOL, AREAS)) == ["Bristol"]


@pytest.mark.parametrize(
    ("grant", "path"),
    [
        (OF_BRISTOL, f"{AREAS}/somerset"),
        (ANALYST, f"{AREAS}/atlantis"),
        (ANALYST, f"{AREAS}?by=beauty"),
        (ANALYST, f"{AREAS}?until=1999-01"),
        (OF_BRISTOL, f"{AREAS}?strand=cadets"),
    ],
)
def test_what_is_not_there_or_not_theirs_is_not_found(client: FlaskClient, grant: Grant, path: str) -> None:
    assert signed_in(client, an_account(grants=[grant])).get(path).status_code == 404
