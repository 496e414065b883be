"""Forecast, What if and How good, as each persona sees them."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from tests.trends.builders import someone_serving
from tests.trends.foreseen import a_forecast, a_scenario, ends_ahead
from volunteers import clock
from volunteers.extensions import db, queue
from volunteers.permissions import Grant, Role
from volunteers.trends.jobs import forecast_scenario
from volunteers.trends.models import BackTest, Over, Scenario, Target, Way
from volunteers.trends.rules import Measure
from volunteers.trends.service import compute_figures

FORECAST, WHAT_IF = "/staff/trends/forecast", "/staff/trends/scenarios"
HOW_GOOD, NEW = "/staff/trends/forecast/how-good", "/staff/trends/scenarios/new"
ANALYST, COORDINATOR = Grant(Role.OPCC_ANALYST), Grant(Role.COORDINATOR)
DRAFT = {
    "name": "Two more intakes", "more_intakes": "2", "places_each": "16", "stage": "none", "stage_percent": "100",
    "leavers_percent": "90%", "applications_percent": "100",
}  # fmt: skip


@pytest.fixture
def eight_serving(session: Session) -> None:
    """Eight people of two areas, three of them in one."""
    month = clock.month_of(clock.today())
    for number in range(8):
        someone_serving((clock.add_months(month, -14), None, "bristol" if number < 5 else "somerset"))
    compute_figures()


@pytest.fixture
def empty_queue(app: Flask, session: Session) -> Iterator[None]:
    queue("figures").empty()
    yield
    queue("figures").empty()


def a_target(low: int, due_on: date, **more: object) -> None:
    said: dict[str, object] = {
        "strand": SPECIALS, "measure": Measure.HEADCOUNT, "area": None, "low": low, "high": None, "due_on": due_on,
        "is_published": False, "source": "A working paper", "source_on": date(2026, 1, 1),
        "entered_by_id": an_account(Role.OPCC_ANALYST).id, "entered_at": clock.now(),
    }  # fmt: skip
    db.session.add(Target(**{**said, **more}))
    db.session.flush()


def page_for(client: FlaskClient, path: str, *grants: Grant) -> str:
    response = signed_in(client, an_account(grants=grants or (COORDINATOR,))).get(path)
    assert response.status_code == 200
    return response.text


@pytest.mark.usefixtures("eight_serving")
def test_the_page_says_what_is_expected_how_likely_the_target_is_and_where_it_comes_from(client: FlaskClient) -> None:
    due = ends_ahead()[11]
    a_target(312, due)
    a_forecast(300, assumptions=[{"name": "Leavers", "value": "2 in 100 a month", "from_what": "24 months"}])
    a_forecast(280, 0.5, method=Way.SERIES)

    page = page_for(client, FORECAST)

    by = f"By {due.day} {due:%B %Y}"
    said = "we expect 300, most likely between 275 and 325; the range that holds 8 times in 10 is 260 to 340."
    assert f"{by} {said}" in page
    assert "The chance of reaching at least 312 is about 4 in 10." in page
    assert "From the series of this measure alone: very unlikely (less than 1 in 20)." in page
    assert "Working aim – not a published target" in page
    assert "2 in 100 a month" in page
    assert page.count('class="app-chart__band-80"') == 2 * 2 * 2  # two ways, two sizes, and each with its key


@pytest.mark.usefixtures("eight_serving")
def test_a_date_can_be_chosen_and_one_that_is_not_there_is_the_last(client: FlaskClient) -> None:
    a_forecast(300)
    first, last = ends_ahead()[0], ends_ahead()[-1]

    assert f"By {first.day} {first:%B %Y} we expect" in page_for(client, f"{FORECAST}?to={first:%Y-%m}")
    assert f"By {last.day} {last:%B %Y} we expect" in page_for(client, f"{FORECAST}?to=never")


@pytest.mark.usefixtures("eight_serving")
def test_what_is_counted_is_forecast_over_twelve_months(client: FlaskClient) -> None:
    a_forecast(4, 0.05, measure=Measure.JOINERS)
    a_forecast(41, measure=Measure.JOINERS, over=Over.YEAR)

    assert "In the twelve months to" in page_for(client, f"{FORECAST}?measure=joiners")


@pytest.mark.usefixtures("eight_serving")
def test_too_little_data_is_said_and_no_forecast_is_shown(client: FlaskClient) -> None:
    a_forecast(refusal="There are too few people for a forecast.")

    page = page_for(client, FORECAST)

    assert "No forecast is shown. There are too few people for a forecast." in page
    assert "app-chart__band" not in page
    assert "we expect" not in page


@pytest.mark.usefixtures("eight_serving")
@pytest.mark.parametrize("address", [FORECAST, WHAT_IF])
def test_no_forecast_of_a_number_that_is_hidden(client: FlaskClient, address: str) -> None:
    a_forecast(3, 0.01, area="somerset", assumptions=[{"name": "x", "value": "3 people", "from_what": "y"}])

    guarded = page_for(client, f"{address}?area=somerset", ANALYST)

    assert "too small to be shown to you" in guarded
    assert "app-chart__band" not in guarded
    assert "3 people" not in guarded
    assert "app-chart__band" in page_for(client, f"{address}?area=somerset", COORDINATOR)


@pytest.mark.usefixtures("eight_serving")
def test_small_counts_in_assumptions_are_for_those_who_may_open_the_applications(client: FlaskClient) -> None:
    a_forecast(300, assumptions=[{"name": "Sift", "value": "33% move on", "from_what": "3 who left it, over 40 days"}])

    assert "3 who left it" in page_for(client, FORECAST, COORDINATOR)
    guarded = page_for(client, FORECAST, ANALYST)
    assert "fewer than 5 who left it, over 40 days" in guarded
    assert "33%" not in guarded


@pytest.mark.parametrize(
    ("path", "grant"),
    [
        (f"{FORECAST}?measure=luck", ANALYST),
        (f"{FORECAST}?area=atlantis", ANALYST),
        (f"{WHAT_IF}?strand=knights", ANALYST),
        (f"{HOW_GOOD}?area=somerset", Grant(Role.COORDINATOR, SPECIALS, "bristol")),
        (f"{NEW}?area=somerset", Grant(Role.COORDINATOR, SPECIALS, "bristol")),
    ],
)
def test_what_is_not_there_or_not_theirs_is_not_found(client: FlaskClient, path: str, grant: Grant) -> None:
    assert signed_in(client, an_account(grants=[grant])).get(path).status_code == 404


def test_who_sees_one_area_is_there_at_once(client: FlaskClient) -> None:
    bristol = Grant(Role.COORDINATOR, SPECIALS, "bristol")

    assert "Ask what if" in page_for(client, NEW, bristol)
    assert "Choose an area." not in page_for(client, FORECAST, bristol)


def test_before_anything_is_computed_every_page_says_so(client: FlaskClient) -> None:
    assert "No forecast has been made here yet." in page_for(client, FORECAST)
    assert "No forecast has been made here yet." in page_for(client, WHAT_IF)
    assert "These tests have not been made yet." in page_for(client, HOW_GOOD)


@pytest.mark.usefixtures("eight_serving")
def test_scenarios_stand_beside_things_as_they_are(client: FlaskClient) -> None:
    a_target(312, ends_ahead()[11])
    a_forecast(300)
    a_forecast(40, measure=Measure.JOINERS, over=Over.YEAR)
    a_forecast(320, scenario_id=a_scenario("Keep more").id)
    a_scenario("Not there yet")

    page = page_for(client, WHAT_IF)

    assert "10% fewer leavers" in page
    assert ">20 more<" in page
    assert "About 6 in 10" in page
    assert "Being computed." in page
    assert page.count('class="app-multiples__name"') == 2
    assert "320, “Keep more”" in page


@pytest.mark.usefixtures("empty_queue")
def test_a_scenario_is_asked_once_and_taken_away(client: FlaskClient) -> None:
    staff = signed_in(client, an_account(grants=[ANALYST]))
    sent = {**sent_form(staff.get(f"{NEW}?try=intakes").text), **DRAFT}

    for _ in range(2):
        assert staff.post(NEW, data=sent).headers["Location"].startswith(WHAT_IF)

    made = db.session.scalars(db.select(Scenario)).one()
    assert (made.changes["more_intakes"], made.changes["leavers_percent"]) == (2, 90)
    [job] = queue("figures").jobs
    assert job.func_name == "volunteers.trends.jobs.forecast_scenario"
    forecast_scenario(*job.args)  # nothing was ever counted, so there is nothing to forecast; but it is understood
    assert list(job.args) == [[made.id]]

    a_forecast(300)
    remove = f"/staff/trends/scenarios/{made.id}/remove"
    staff.post(remove, data={"csrf_token": sent["csrf_token"]})
    assert made.removed_at is not None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Give the scenario a name."),
        ({"more_intakes": "two"}, "Enter a whole number, such as 2 or 50."),
        ({"leavers_percent": "-5"}, "Enter a whole number, such as 2 or 50."),
        ({"leavers_percent": "999"}, "must be from 10% to 300%"),
        ({"stage": "moon"}, "Choose a stage, or no stage."),
        ({"more_intakes": "0", "leavers_percent": "100"}, "Change something"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_lost(
    client: FlaskClient, typed: dict[str, str], says: str
) -> None:
    staff = signed_in(client, an_account(grants=[ANALYST]))

    answer = staff.post(NEW, data={**sent_form(staff.get(NEW).text), **DRAFT, "places_each": "17", **typed})

    assert answer.status_code == 200
    assert says in answer.text
    assert 'value="17"' in answer.text
    assert db.session.scalars(db.select(Scenario)).all() == []


@pytest.mark.parametrize("example", ["intakes", "vetting", "leavers"])
def test_each_example_fills_in_the_form(client: FlaskClient, example: str) -> None:
    page = page_for(client, f"{NEW}?try={example}", ANALYST)

    fills = {"intakes": 'value="2"', "vetting": 'value="50"', "leavers": 'value="90"'}
    assert fills[example] in page
    assert ('<option value="none" selected' in page) is (example != "vetting")


def test_those_who_may_only_read_are_offered_nothing_to_change(client: FlaskClient) -> None:
    auditor = Grant(Role.AUDITOR)

    assert "What if we open" not in page_for(client, WHAT_IF, auditor)
    assert signed_in(client, an_account(grants=[auditor])).get(NEW).status_code == 403


@pytest.mark.usefixtures("eight_serving")
def test_how_good_says_plainly_how_far_to_trust_it(client: FlaskClient) -> None:
    a_forecast(300)
    scores = [
        {"method": "ours", "mase": 0.9, "held80": 0.6, "origins": 96, "is_ours": True},
        {"method": "drift", "mase": 1.0, "held80": None, "origins": 96, "is_ours": False},
    ]
    db.session.add(
        BackTest(
            code="home_office", title="24 forces", asked_words="Told 7 points, asked for 4.", source="Home Office",
            source_url=None, series=24, points=96, horizon=4, scores=scores, digest="x", made_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()

    page = page_for(client, HOW_GOOD, ANALYST)

    assert "Its error is 18% less than that of the best simple way (last value)." in page
    assert "Its 80% range held 60% of the time: too seldom" in page
    assert "Told 7 points, asked for 4." in page
