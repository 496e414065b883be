"""Plans, objectives, milestones, indicators and withdrawn targets, on their pages."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Grant, Role
from volunteers.trends.models import Indicator, Milestone, Objective, Plan, Target, TargetQuarter
from volunteers.trends.service import import_plans

PLANS = "/staff/trends/plans"
PLAN = {
    "name": "Police and Crime Plan 2029 to 2033", "commissioner": "Someone Else", "from_on": ["1", "4", "2029"],
    "until_on": ["31", "3", "2033"], "url": "https://plan.example/2029", "source_on": ["1", "9", "2025"],
}  # fmt: skip
INDICATOR = {
    "name": "public confidence in the police", "value": "80.5", "unit": "percent", "as_at": ["1", "3", "2024"],
    "source": "Crime Survey", "source_url": "https://survey.example",
}  # fmt: skip
TARGET = {
    "strand": "special_constabulary", "area": "whole_force", "measure": "joiners", "shape": "quarters",
    "kind": "working_aim", "source": "Minutes of the board", "source_on": ["1", "1", "2024"],
    "high": "", "low": "",
}  # fmt: skip


@pytest.fixture
def plans(session: Session) -> list[Plan]:
    import_plans()
    session.flush()
    return list(session.scalars(select(Plan).order_by(Plan.from_on)))


def analyst(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.OPCC_ANALYST, None, None)]))


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)))


def test_three_plans_come_as_published_with_no_number_and_only_once(session: Session, plans: list[Plan]) -> None:
    plans[1].name = "Put right by staff"
    session.flush()

    assert import_plans() == len(plans) == 3
    assert session.scalars(select(Plan.name).where(Plan.code == "shelford_2021")).one() == "Put right by staff"
    assert session.query(Objective).count() == 3
    assert session.query(Indicator).count() == 2
    assert session.query(Target).count() == 0


def test_a_plan_of_staff_for_the_same_days_keeps_the_published_one_out(session: Session, plans: list[Plan]) -> None:
    session.execute(delete(Objective))
    session.execute(delete(Plan).where(Plan.code == "moody_2024"))
    plans[1].until_on = plans[2].until_on
    session.flush()

    import_plans()

    assert session.query(Plan).count() == 2


def test_the_page_tells_the_plan_in_force_and_the_context(client: FlaskClient, plans: list[Plan]) -> None:
    page = analyst(client).get(PLANS).text

    assert page.index("Police and Crime Plan 2024 to 2029") < page.index("Police and Crime Plan 2021 to 2025")
    assert "Context, not our figures" in page
    assert "78%" in page
    assert "58%" in page
    assert "Published target" not in page
    older = client.get(f"{PLANS}/{plans[0].id}").text
    assert "More people joining the Special Constabulary" in older
    assert "More are wanted, without a number." in older or "Nothing has been counted yet." in older


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"from_on": ["1", "4", "2028"]}, "Police and Crime Plan 2024 to 2029 is in force from 10 December 2024"),
        ({"until_on": ["31", "3", "2028"]}, "The plan must not end before it begins."),
        ({"source_on": ["1", "1", "2099"]}, "The document&#39;s date must not lie in the future."),
        ({"url": "plan.example"}, "Enter a web address that begins with https:// or http://."),
        ({"url": ""}, "Enter the web address where anyone can read the plan."),
        ({"source_on": ["", "", ""]}, "Enter the date of the document."),
        ({"name": ""}, "Enter the name of the plan."),
    ],
)
def test_a_plan_that_will_not_do_is_refused_in_words(
    client: FlaskClient, session: Session, change: dict[str, Any], words: str
) -> None:
    staff = analyst(client)

    response = staff.post(f"{PLANS}/new", data=sent_form(staff.get(f"{PLANS}/new").text, **{**PLAN, **change}))

    assert response.status_code == 200
    assert words in response.text
    assert "Someone Else" in response.text
    assert session.query(Plan).count() == 3


def test_a_new_plan_ends_the_one_it_replaces_the_day_before(
    client: FlaskClient, session: Session, plans: list[Plan]
) -> None:
    staff, before = analyst(client), plans[2]
    sent = {**PLAN, "from_on": ["1", "4", "2028"], "replaces": str(before.id)}
    data = sent_form(staff.get(f"{PLANS}/new").text, **sent)

    assert staff.post(f"{PLANS}/new", data=data).status_code == 303
    assert staff.post(f"{PLANS}/new", data=data).status_code == 303  # sent twice, kept once
    session.expire_all()
    assert (before.until_on.isoformat(), before.version) == ("2028-03-31", 2)
    assert session.query(Plan).count() == 4
    assert acts(session)[-2:] == ["plan_replaced", "plan_entered"]


def test_a_change_made_on_an_older_state_is_a_conflict_and_loses_nothing(
    client: FlaskClient, session: Session, plans: list[Plan]
) -> None:
    staff, address = analyst(client), f"{PLANS}/{plans[2].id}/edit"
    seen = staff.get(address).text
    dates = {"from_on": ["10", "12", "2024"], "until_on": ["31", "3", "2029"]}
    data = sent_form(seen, **{**PLAN, **dates, "commissioner": "Clare J. Moody"})

    assert staff.post(address, data=data).status_code == 303
    stale = staff.post(address, data={**data, "commissioner": "Typed later"})

    assert stale.status_code == 409
    assert "Someone else has just changed this plan." in stale.text
    assert "Typed later" in stale.text
    session.expire_all()
    assert (plans[2].commissioner, plans[2].version) == ("Clare J. Moody", 2)


def test_the_database_itself_holds_one_plan_at_a_time(session: Session, plans: list[Plan]) -> None:
    plans[1].until_on = plans[2].from_on
    with pytest.raises(IntegrityError, match="ex_plans_one_in_force"):
        session.flush()


def test_objectives_and_milestones_to_the_day_they_are_reached(
    client: FlaskClient, session: Session, plans: list[Plan]
) -> None:
    staff, home = analyst(client), f"{PLANS}/{plans[2].id}"
    objective = {
        "words": "More volunteers everywhere", "said_in": "page 9", "source_url": "https://plan.example/9",
        "direction": "more",
    }  # fmt: skip
    form = staff.get(f"{home}/objectives/new").text
    assert "Choose the measure that shows" in staff.post(
        f"{home}/objectives/new", data=sent_form(form, **objective)
    ).text  # fmt: skip
    form = staff.get(f"{home}/objectives/new").text
    assert (
        staff.post(f"{home}/objectives/new", data=sent_form(form, **objective, measure="headcount")).status_code == 303
    )

    todo = {"words": "Hold an evening", "said_in": "Action plan", "due_on": ["1", "6", "2025"]}
    form = staff.get(f"{home}/milestones/new").text
    outside = staff.post(f"{home}/milestones/new", data=sent_form(form, **{**todo, "due_on": ["1", "6", "2035"]}))
    assert "It must be due while the plan is in force" in outside.text
    assert staff.post(f"{home}/milestones/new", data=sent_form(form, **todo)).status_code == 303
    assert "Overdue" in staff.get(home).text

    milestone = session.query(Milestone).one()
    address = f"/staff/trends/milestones/{milestone.id}/reached"
    form = staff.get(address).text
    ahead = staff.post(address, data=sent_form(form, reached_on=["1", "1", "2099"]))
    assert "The day it was reached must not lie in the future." in ahead.text
    assert staff.post(address, data=sent_form(form, reached_on=["3", "6", "2025"])).status_code == 303
    page = staff.get(home).text
    assert "Overdue" not in page
    assert "on 3 June 2025, 2 days late" in page
    again = staff.post(address, data=sent_form(staff.get(address).text, reached_on=["4", "6", "2025"]))
    assert again.status_code == 409
    assert acts(session)[-3:] == ["objective_added", "milestone_added", "milestone_reached"]


@pytest.mark.usefixtures("plans")
def test_an_indicator_has_a_history_and_stands_apart(client: FlaskClient, session: Session) -> None:
    staff, address = analyst(client), "/staff/trends/indicators/new"
    for change, words in (
        ({"value": "101"}, "A percentage must not be over 100."),
        ({"value": "many"}, "Enter a number, such as 78 or 58.5."),
        ({"value": "1.234"}, "Enter a number with two decimal places at most."),
        ({"as_at": ["1", "1", "2099"]}, "The date of the value must not lie in the future."),
        ({"source": ""}, "Enter who measured it."),
        ({"unit": "number"}, "Earlier values of this indicator are in another unit."),
        ({"as_at": ["1", "4", "2019"]}, "There is a value of this indicator for that date already."),
    ):
        answer = staff.post(address, data=sent_form(staff.get(address).text, **{**INDICATOR, **change}))
        assert words in answer.text, change
    assert staff.post(address, data=sent_form(staff.get(address).text, **INDICATOR)).status_code == 303

    page = staff.get(PLANS).text
    assert page.index("80.5%") < page.index("78%, in the plan as refreshed in 2019")
    assert acts(session)[-1] == "indicator_entered"


def test_ranges_by_quarter_are_entered_row_by_row(client: FlaskClient, session: Session, plans: list[Plan]) -> None:
    staff, address = analyst(client), "/staff/trends/targets/new"
    form = staff.get(f"{address}?plan={plans[2].id}").text
    start = form.split('id="quarter_1"')[1].split('value="')[2].split('"')[0]
    half = staff.post(address, data=sent_form(form, **TARGET, quarter_1=start, low_2="4", plan="none"))
    assert "Row 1: enter the low end of the quarter&#39;s range." in half.text
    assert "Row 2: choose the quarter." in half.text

    done = staff.post(
        address, data=sent_form(form, **TARGET, quarter_1=start, low_1="10", high_1="20", plan=str(plans[2].id))
    )

    assert done.headers["Location"] == f"{PLANS}/{plans[2].id}#targets"
    kept, row = session.query(Target).one(), session.query(TargetQuarter).one()
    assert (kept.low, kept.plan_id, row.low, row.high) == (None, plans[2].id, 10, 20)


def test_a_withdrawn_target_stays_on_record_with_its_reason(
    client: FlaskClient, session: Session, plans: list[Plan]
) -> None:
    staff = analyst(client)
    moved = {
        **TARGET, "shape": "direction", "wanted": "more", "baseline_on": ["31", "3", "2023"],
        "due_on": ["31", "3", "2029"], "plan": str(plans[2].id),
    }  # fmt: skip
    form = staff.get("/staff/trends/targets/new").text
    assert (
        "Our figures do not reach back" in staff.post("/staff/trends/targets/new", data=sent_form(form, **moved)).text
    )
    sent = sent_form(form, **moved, baseline="40")
    assert staff.post("/staff/trends/targets/new", data=sent).status_code == 303
    kept = session.query(Target).one()
    address = f"/staff/trends/targets/{kept.id}/withdraw"
    empty = staff.post(address, data=sent_form(staff.get(address).text, reason=""))
    assert "Say why the target is withdrawn." in empty.text

    assert staff.post(address, data=sent_form(staff.get(address).text, reason="It was never agreed")).status_code == 303
    assert acts(session)[-1] == "target_withdrawn"
    session.expire_all()
    assert kept.withdrawn_reason == "It was never agreed"
    again = staff.post(address, data=sent_form(staff.get(address).text, reason="Again"))
    assert again.status_code == 409


@pytest.mark.parametrize("grant", [Grant(Role.OPCC_ANALYST, None, "bristol"), Grant(Role.OPCC_ANALYST, "cadets", None)])
def test_plans_are_kept_by_those_who_have_the_whole_force(client: FlaskClient, plans: list[Plan], grant: Grant) -> None:
    staff = signed_in(client, an_account(grants=[grant]))
    data = sent_form(staff.get(f"{PLANS}/new").text, **PLAN)

    assert staff.post(f"{PLANS}/new", data=data).status_code == 404
    assert f"{PLANS}/{plans[2].id}/edit" not in staff.get(PLANS).text
