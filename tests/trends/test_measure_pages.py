"""All measures, and one of them in full, as each viewer may see them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SOMERSET, SPECIALS, an_account, signed_in
from tests.trends.builders import an_attended_duty, someone_serving
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.trends.rules.measured import SHOWN
from volunteers.trends.service import compute_figures

LIST = "/staff/trends/measures"
ANALYST, COORDINATOR = Grant(Role.OPCC_ANALYST), Grant(Role.COORDINATOR, SPECIALS)


@pytest.fixture
def a_small_force(session: Session) -> None:
    """Twelve in Bristol and three in Somerset for a year and a half; one of them worked last month."""
    month = clock.month_of(clock.today())
    began = clock.add_months(month, -18)
    for area, many in (("bristol", 12), (SOMERSET, 3)):
        for _ in range(many):
            volunteer = someone_serving((began, None, area))
    an_attended_duty(volunteer, f"{clock.add_months(month, -1)} 10:00", 180)
    compute_figures()


def get(client: FlaskClient, grant: Grant, path: str) -> str:
    response = signed_in(client, an_account(grants=[grant])).get(path)
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


@pytest.mark.usefixtures("a_small_force")
def test_every_measure_stands_in_the_list_and_leads_to_a_page(client: FlaskClient) -> None:
    staff = signed_in(client, an_account(grants=[COORDINATOR]))
    page = staff.get(LIST).get_data(as_text=True)

    for measure in SHOWN:
        assert f"{LIST}/{measure.value}?" in page
        assert staff.get(f"{LIST}/{measure.value}").status_code == 200


@pytest.mark.usefixtures("a_small_force")
@pytest.mark.parametrize(("grant", "somerset", "bristol"), [(COORDINATOR, "3", "12"), (ANALYST, "fewer than 5", "12")])
def test_areas_are_told_as_each_may_see_them(client: FlaskClient, grant: Grant, somerset: str, bristol: str) -> None:
    page = get(client, grant, f"{LIST}/headcount")

    areas = page[page.index(">By area<") :].split("</table>")[0]
    assert f'<th scope="row">Somerset</th><td class="app-table__number">{somerset}</td>' in areas
    assert f'<th scope="row">Bristol</th><td class="app-table__number">{bristol}</td>' in areas
    assert "15 at the end of" in page


@pytest.mark.usefixtures("a_small_force")
def test_hours_are_split_and_officers_say_their_divisor(client: FlaskClient) -> None:
    assert "Operational, own time" in get(client, COORDINATOR, f"{LIST}/hours")
    assert "hours a year of one officer, the divisor from" in get(client, COORDINATOR, f"{LIST}/officer_equivalent")


def test_nothing_counted_says_so_and_what_is_no_measure_is_not_there(client: FlaskClient, session: Session) -> None:
    staff = signed_in(client, an_account(grants=[COORDINATOR]))
    assert "Nothing has been counted here yet" in staff.get(LIST).get_data(as_text=True)
    assert "Nothing has been counted here yet" in staff.get(f"{LIST}/headcount").get_data(as_text=True)
    assert staff.get(f"{LIST}/reached_stage").status_code == 404
    assert staff.get(f"{LIST}?area=nowhere").status_code == 404
