"""Asking a scenario: what can be asked, by whom, and that it is taken back whole."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.people.builders import SPECIALS, a_viewer
from tests.trends.forecast_builders import a_forecast, a_scenario
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.trends.models import Forecast, Scenario
from volunteers.trends.rules.scenarios import (
    LONGEST_NAME,
    Asked,
    ScenarioDraft,
    read_asked,
    refusals_of_scenario,
    words_of,
)
from volunteers.trends.service import make_scenario, remove_scenario

MORE = Asked(more_intakes=2, places_each=16)
DRAFT = ScenarioDraft(SPECIALS, None, "Two more intakes", MORE)
STAGES = ("sift", "interview")


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (DRAFT, []),
        (replace(DRAFT, name="  "), ["name"]),
        (replace(DRAFT, name="x" * (LONGEST_NAME + 1)), ["name"]),
        (replace(DRAFT, name="as it was"), ["name"]),
        (replace(DRAFT, asked=Asked()), ["nothing"]),
        (replace(DRAFT, asked=Asked(places_each=20, stage_percents=(("sift", 100),))), ["nothing"]),
        (replace(DRAFT, asked=replace(MORE, more_intakes=-1)), ["more_intakes"]),
        (replace(DRAFT, asked=replace(MORE, more_intakes=20)), []),
        (replace(DRAFT, asked=replace(MORE, more_intakes=21)), ["more_intakes"]),
        (replace(DRAFT, asked=replace(MORE, places_each=0)), ["places_each"]),
        (replace(DRAFT, asked=replace(MORE, places_each=500)), []),
        (replace(DRAFT, asked=replace(MORE, places_each=501)), ["places_each"]),
        (replace(DRAFT, asked=Asked(leavers_percent=10)), []),
        (replace(DRAFT, asked=Asked(leavers_percent=9)), ["leavers_percent"]),
        (replace(DRAFT, asked=Asked(applications_percent=300)), []),
        (replace(DRAFT, asked=Asked(applications_percent=301)), ["applications_percent"]),
        (replace(DRAFT, asked=Asked(conversion_percent=0)), ["conversion_percent"]),
        (replace(DRAFT, asked=Asked(stage_percents=(("sift", 50), ("interview", 5)))), ["stage-interview"]),
        (replace(DRAFT, asked=Asked(stage_percents=(("gone", 50),))), ["stage"]),
        (replace(DRAFT, name="", asked=Asked(more_intakes=99)), ["name", "more_intakes"]),
    ],
)
def test_what_can_be_asked(draft: ScenarioDraft, codes: list[str]) -> None:
    assert [one.code for one in refusals_of_scenario(draft, stages=STAGES, others=["As it was"])] == codes


def test_six_scenarios_of_a_place_are_enough() -> None:
    others = [f"Scenario {number}" for number in range(6)]

    assert [one.code for one in refusals_of_scenario(DRAFT, stages=STAGES, others=others)] == ["too_many"]
    assert refusals_of_scenario(DRAFT, stages=STAGES, others=others[:5]) == []


def test_changes_are_kept_and_said_in_words() -> None:
    asked = Asked(1, 12, (("sift", 50), ("interview", 100)), 90, 110, 120)

    assert read_asked(asked.as_stored()) == asked
    assert words_of(asked, {"sift": "Online sift"}) == [
        "1 more intake of 12", "Online sift takes 50% of its present time", "10% fewer leavers",
        "10% more applications", "20% more applicants come through",
    ]  # fmt: skip


@pytest.mark.usefixtures("session")
def test_a_scenario_is_kept_and_counted_against_those_of_its_place_alone() -> None:
    analyst = a_viewer(Role.OPCC_ANALYST)
    a_scenario(MORE, name="Two more intakes", area="somerset")

    made = make_scenario(replace(DRAFT, name=" Two more intakes "), by=analyst)

    assert (made.name, read_asked(made.changes), made.removed_at) == ("Two more intakes", MORE, None)
    with pytest.raises(Refused, match="already a scenario called Two more intakes"):
        make_scenario(DRAFT, by=analyst)
    remove_scenario(made.id, by=analyst)
    assert make_scenario(DRAFT, by=analyst).id != made.id


@pytest.mark.usefixtures("session")
def test_a_scenario_is_taken_back_with_what_was_forecast_of_it() -> None:
    analyst = a_viewer(Role.OPCC_ANALYST)
    scenario = a_scenario(MORE)
    base, of_it = a_forecast(), a_forecast(area="bristol")
    of_it.scenario_id = scenario.id
    db.session.flush()

    remove_scenario(scenario.id, by=analyst)
    remove_scenario(scenario.id, by=analyst)

    assert db.session.scalars(select(Forecast.id)).all() == [base.id]
    assert scenario.removed_at is not None


@pytest.mark.usefixtures("session")
def test_nobody_asks_outside_their_strands_and_areas() -> None:
    of_bristol = a_viewer(Role.COORDINATOR, SPECIALS, "bristol")
    elsewhere = a_scenario(MORE, area="somerset")

    for area in (None, "somerset"):
        with pytest.raises(NotFound):
            make_scenario(replace(DRAFT, area=area), by=of_bristol)
    for scenario_id in (elsewhere.id, elsewhere.id + 1):
        with pytest.raises(NotFound):
            remove_scenario(scenario_id, by=of_bristol)
    assert make_scenario(replace(DRAFT, area="bristol"), by=of_bristol).area == "bristol"
    assert len(db.session.scalars(select(Scenario)).all()) == 2
