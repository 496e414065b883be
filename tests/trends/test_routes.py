"""Having the figures counted again, and the form for a target."""

from collections.abc import Iterator
from typing import Any

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import SPECIALS, an_account, signed_in
from volunteers.extensions import queue
from volunteers.permissions import Grant, Role
from volunteers.trends.jobs import compute_figures
from volunteers.trends.models import FigureRun, Target

PAGE, COMPUTE, NEW = "/staff/trends", "/staff/trends/figures", "/staff/trends/targets/new"
ANSWERS = {
    "strand": SPECIALS, "area": "whole_force", "plan": "none",
    "measure": "headcount", "shape": "number", "low": "300", "high": "1,350",
    "due_on": ["31", "3", "2029"], "kind": "published",
    "source": "Police and Crime Plan, page 12", "source_on": ["30", "1", "2025"],
    "source_url": "https://plan.example/12",
}  # fmt: skip


@pytest.fixture
def empty_queue(app: Flask, session: Session) -> Iterator[None]:
    queue("figures").empty()
    yield
    queue("figures").empty()


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.parametrize("role", [Role.OPCC_ANALYST, Role.ADMINISTRATOR])
def test_the_button_asks_the_queue(client: FlaskClient, role: Role) -> None:
    staff = signed_in(client, an_account(role))

    response = staff.post(COMPUTE, data=sent_form(staff.get(PAGE).text), follow_redirects=True)

    assert "The figures are being computed again." in response.text
    asked = ["compute_figures", "make_forecasts"]  # and what is made of the figures, after them
    assert [job.func_name for job in queue("figures").jobs] == [f"volunteers.trends.jobs.{name}" for name in asked]


@pytest.mark.usefixtures("empty_queue")
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR, Role.VOLUNTEER])
def test_others_have_no_button_and_no_way_round_it(client: FlaskClient, role: Role) -> None:
    staff = signed_in(client, an_account(role))

    assert "Compute again now" not in staff.get(PAGE).text
    assert staff.post(COMPUTE).status_code == 403
    assert queue("figures").count == 0


@pytest.mark.usefixtures("empty_queue")
def test_without_the_forms_own_token_nothing_is_asked(client: FlaskClient) -> None:
    staff = signed_in(client, an_account(Role.OPCC_ANALYST))

    assert "Press the button again." in staff.post(COMPUTE, follow_redirects=True).text
    assert queue("figures").count == 0


def test_with_redis_away_the_page_says_so_kindly(app: Flask, client: FlaskClient) -> None:
    staff = signed_in(client, an_account(Role.OPCC_ANALYST))
    data = sent_form(staff.get(PAGE).text)
    there = app.extensions["redis"]
    app.extensions["redis"] = redis.Redis(host="127.0.0.1", port=1, socket_connect_timeout=1)
    try:
        page = staff.post(COMPUTE, data=data, follow_redirects=True).text
    finally:
        app.extensions["redis"] = there

    assert "the queue does not answer" in page
    assert "computed every night" in page


def test_the_job_counts(session: Session) -> None:
    compute_figures()

    assert session.query(FigureRun).count() == 1


def analyst(client: FlaskClient, strand: str | None = None, area: str | None = None) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.OPCC_ANALYST, strand, area)]))


def test_a_target_is_entered_once_however_often_it_is_sent(client: FlaskClient, session: Session) -> None:
    staff = analyst(client)
    data = sent_form(staff.get(f"{NEW}?strand=cadets").text, **ANSWERS)

    first, second = staff.post(NEW, data=data), staff.post(NEW, data=data)

    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"] == f"{PAGE}/plans#no-plan"
    kept = session.query(Target).one()
    assert (kept.low, kept.high, kept.area, kept.is_published) == (300, 1350, None, True)
    assert kept.source_url == "https://plan.example/12"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"high": "200"}, "The high end of the range must not be lower than the low end."),
        ({"source_url": ""}, "A published target needs the web address where anyone can read it."),
        ({"source_url": "javascript:alert(1)"}, "Enter a web address that begins with https:// or http://."),
        ({"source": ""}, "Enter the name of the document it comes from."),
        (
            {"source_on": ["30", "1", ""]},
            "The date of the document must include a day, a month and a year, in numbers.",
        ),
        ({"source_on": ["30", "1", "2099"]}, "The document&#39;s date must not lie in the future."),
        ({"due_on": ["31", "2", "2029"]}, "The date to reach it by must be a real date."),
        ({"due_on": ["31", "3", "2024"]}, "The date to reach it by must not be before the document&#39;s date."),
        ({"low": "many"}, "Enter a whole number, such as 320 or 1,200."),
        ({"low": ""}, "Enter the low end of the range."),
        ({"low": "99,999,999"}, "The low end must be a number from 0 to 10,000,000."),
        ({"measure": "leavers"}, "Choose a measure of which more is better."),
        ({"measure": "dropped_out"}, "Choose what is to be reached."),
        ({"area": "atlantis"}, "Choose the whole force or an area."),
        ({"kind": ""}, "Say whether the target is published or a working aim."),
    ],
)
def test_what_will_not_do_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, change: dict[str, Any], words: str
) -> None:
    staff = analyst(client)

    response = staff.post(NEW, data=sent_form(staff.get(NEW).text, **{**ANSWERS, **change}))

    assert response.status_code == 200
    assert words in response.text
    assert ANSWERS["source"] in response.text or change.get("source") == ""
    assert session.query(Target).count() == 0


def test_a_working_aim_needs_no_address(client: FlaskClient, session: Session) -> None:
    staff = analyst(client)
    data = sent_form(staff.get(NEW).text, **{**ANSWERS, "kind": "working_aim", "source_url": "", "high": ""})

    assert staff.post(NEW, data=data).status_code == 303
    kept = session.query(Target).one()
    assert (kept.is_published, kept.high, kept.source_url) == (False, None, None)


def test_an_analyst_of_one_area_is_offered_that_area_alone(client: FlaskClient) -> None:
    page = analyst(client, SPECIALS, "bristol").get(NEW).text

    assert "Bristol</option>" in page.replace("\n", "")
    assert "Whole force" not in page
    assert "Cadets" not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_entering_targets_is_for_analysts(client: FlaskClient, role: Role) -> None:
    staff = signed_in(client, an_account(role))

    assert staff.get(NEW).status_code == 403
    assert "Enter a target" not in staff.get(PAGE).text
