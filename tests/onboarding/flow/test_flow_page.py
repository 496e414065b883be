"""The page of flow: what it counts, for whom, and in how many statements."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.applications.builders import an_application, stage_of
from tests.people.builders import an_account, as_viewer, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.onboarding.queries.flow import Flow, FlowWanted, get_flow
from volunteers.onboarding.rules.flow import Period
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Party

SPECIALS = "special_constabulary"
ADDRESS = "/staff/flow"
PATH = [stage.code for stage in get_strand(SPECIALS).pipeline.path[1:]]


@pytest.fixture
def coordinator(session: Session) -> Viewer:
    return as_viewer(an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "bristol")]))


def months(number: int = 12) -> Period:
    return Period(clock.add_months(clock.today(), -number), clock.today())


def a_way(*stages: tuple[str, int], reason: str | None = None, area: str = "bristol", strand: str = SPECIALS,
          usual: str = "submitted") -> Application:  # fmt: skip
    """An application that came to these stages so many days ago."""
    application = an_application(stage="draft", area=area, strand=strand)
    for code, days in stages:
        at = clock.start_of_day(clock.today() - timedelta(days=days)) + timedelta(hours=12)
        application.move_to(stage_of(application, code), by=None, at=at, reason=reason)
        application.submitted_at = application.submitted_at or at
    db.session.flush()
    return application


def flow_of(viewer: Viewer, period: Period | None = None, **wanted: str) -> Flow:
    return get_flow(FlowWanted(period or months(), **wanted), viewer)


def test_who_was_sent_in_the_period_is_followed_until_today(coordinator: Viewer) -> None:
    for _ in range(3):
        a_way((PATH[0], 60), (PATH[1], 20))
    a_way((PATH[0], 50), ("withdrawn", 40), reason="no_time")
    a_way((PATH[0], 50), (PATH[1], 30), ("unsuccessful", 10), reason="words about one person")
    a_way((PATH[0], 400), (PATH[1], 5))  # sent before it

    funnel = flow_of(coordinator, months(3)).funnel

    assert [row.reached for row in funnel.rows[:3]] == [5, 4, 0]
    assert [(row.still, row.unsuccessful, row.withdrew) for row in funnel.rows[:2]] == [(0, 0, 1), (3, 1, 0)]
    assert funnel.rows[1].of_previous == "80%"


def test_a_period_in_the_past_is_followed_beyond_its_end(coordinator: Viewer) -> None:
    a_way((PATH[0], 100), (PATH[1], 10))
    a_way((PATH[0], 20))
    past = Period(clock.today() - timedelta(days=120), clock.today() - timedelta(days=80))

    flow = flow_of(coordinator, past)

    assert (flow.funnel.sent, flow.funnel.rows[1].reached) == (1, 1)
    assert [(row.stage, row.spread.came, row.spread.longest) for row in flow.stays] == [(PATH[0], 1, 90)]


def test_days_at_a_stage_are_london_days_and_those_who_wait_count(coordinator: Viewer) -> None:
    for days in (10, 10, 20):
        a_way((PATH[0], 40), (PATH[1], 40 - days))
    for _ in range(2):
        a_way((PATH[0], 30))
    a_way((PATH[0], 30), ("withdrawn", 25))

    spread = flow_of(coordinator).stays[0].spread

    # 6 came; 2 left after 10 days, of 5 who had stood so long; 1 after 20, of 3: 1 - 2/5 = 0.6, then 0.6 * 2/3 = 0.4.
    assert (spread.came, spread.left, spread.withdrew, spread.waiting) == (6, 3, 1, 2)
    assert (spread.low, spread.median, spread.high) == (10, 20, None)


def test_where_people_wait_and_on_whom(coordinator: Viewer) -> None:
    late = a_way((PATH[0], 300))
    for application in (late, a_way((PATH[0], 2))):
        application.stand(stage_of(application, PATH[0]), (Party.REFEREE, Party.COORDINATOR))
    db.session.flush()

    standing = flow_of(coordinator).standing

    assert (standing.number, standing.overdue, standing.counted_twice) == (2, 1, True)
    assert {(row.party, row.number, row.overdue, row.oldest_days) for row in standing.rows} == {
        ("referee", 2, 1, 300), ("coordinator", 2, 1, 300),
    }  # fmt: skip


def test_endings_are_counted_in_the_period_they_came_in_and_no_words_are_read(coordinator: Viewer) -> None:
    a_way((PATH[0], 700), (PATH[1], 600), ("withdrawn", 30), reason="took_too_long")
    a_way((PATH[0], 100), ("withdrawn", 30), reason="She rang to say that her mother is ill")
    a_way((PATH[0], 100), ("unsuccessful", 30), reason="no_time")
    a_way((PATH[0], 700), ("unsuccessful", 600), reason="long ago")

    leaving = flow_of(coordinator).leaving

    assert (leaving.unsuccessful, leaving.withdrew) == (1, 2)
    assert dict(leaving.reasons) == {"It has taken too long": 1, "No reason from the list was kept": 1}
    assert [(row.stage, row.unsuccessful, row.withdrew) for row in leaving.rows] == [(PATH[0], 1, 1), (PATH[1], 0, 1)]


def test_only_what_is_in_scope_is_counted(session: Session, coordinator: Viewer) -> None:
    a_way((PATH[0], 10), area="bristol")
    a_way((PATH[0], 10), area="somerset")
    both = as_viewer(an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, area) for area in ("bristol", "somerset")]))

    assert flow_of(coordinator).funnel.sent == 1
    assert flow_of(both).funnel.sent == 2
    assert flow_of(both, area="somerset").funnel.sent == 1
    for wanted in ({"area": "somerset"}, {"strand": "farm_watch"}, {"strand": "none"}, {"unit": "1"}, {"unit": "x"}):
        with pytest.raises(NotFound):
            flow_of(coordinator, **wanted)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SUPERVISOR])
def test_the_page_says_how_everything_is_counted(client: FlaskClient, role: Role) -> None:
    for _ in range(5):
        a_way((PATH[0], 300))
    browser = signed_in(client, an_account(grants=[Grant(role, SPECIALS, "bristol")]))

    page = browser.get(ADDRESS).text

    assert page.count("Counted: ") == 4
    assert "Kaplan and Meier" in page
    assert "style=" not in page
    linked = re.search(r'href="/staff/applications\?([^"]*late=overdue[^"]*)"', page)
    assert bool(linked) is (role is Role.COORDINATOR)
    if linked:
        assert {"strand=special_constabulary", "stage=submitted", "waits_on=applicant", "late=overdue"} & set(
            linked[1].split("&amp;")
        ) >= {"strand=special_constabulary", "stage=submitted", "late=overdue"}


@pytest.mark.parametrize("role", [Role.VETTING_OFFICER, Role.OPCC_ANALYST, Role.ADMINISTRATOR, Role.AUDITOR])
def test_it_is_for_coordinators_and_supervisors(client: FlaskClient, role: Role) -> None:
    assert signed_in(client, an_account(role)).get(ADDRESS).status_code == 403


def test_months_upside_down_are_said_and_stay_chosen(client: FlaskClient) -> None:
    browser = signed_in(client, an_account(Role.COORDINATOR))
    this, before = (f"{day:%Y-%m}" for day in (clock.today(), clock.add_months(clock.today(), -3)))

    page = browser.get(f"{ADDRESS}?from={this}&to={before}").text
    right = browser.get(f"{ADDRESS}?from={before}&to={this}").text

    assert "The first month comes after the last one." in page
    assert f'<option value="{this}" selected>' in page
    assert "There is a problem" not in right
    first: date = clock.add_months(clock.today(), -3).replace(day=1)
    assert f"{first.day} {first:%B %Y} to" in right


def test_a_last_month_alone_ends_a_year(client: FlaskClient) -> None:
    ends = clock.add_months(clock.today().replace(day=1), -2)
    page = signed_in(client, an_account(Role.COORDINATOR)).get(f"{ADDRESS}?to={ends:%Y-%m}").text
    first, last = clock.add_months(ends, -11), clock.add_months(ends, 1) - timedelta(days=1)
    assert f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}" in page


@pytest.mark.parametrize("query", ["period=99", "from=1066-10", "strand=none", "area=atlantis", "unit=-1"])
def test_what_no_list_offers_is_not_found(client: FlaskClient, query: str) -> None:
    assert signed_in(client, an_account(Role.COORDINATOR)).get(f"{ADDRESS}?{query}").status_code == 404


def test_as_many_statements_for_one_as_for_many(app: Flask, session: Session, coordinator: Viewer) -> None:
    asked = []
    flow_of(coordinator)  # what is read once for each request
    for number in (1, 30):
        for _ in range(number):
            a_way((PATH[0], 60), (PATH[1], 20))
        session.commit()
        with counted_sql(app) as counted:
            flow_of(coordinator)
        asked.append(counted.count)
    assert asked == [5, 5]
