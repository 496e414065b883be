"""Ten openings of the week that is over, before the auditors."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import an_account, signed_in
from tests.vetting.builders import a_taken_case, an_officer, open_it
from volunteers.notifications.models import Message
from volunteers.permissions import Role
from volunteers.vetting.jobs import sample_openings
from volunteers.vetting.models import SampledOpening, VettingOpening
from volunteers.vetting.service.sampling import last_week

MONDAY = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)
PAGE = "/staff/vetting-sample"


@pytest.mark.parametrize(
    ("day", "week"),
    [("2026-03-16", "2026-03-09"), ("2026-03-22", "2026-03-09"), ("2026-03-23", "2026-03-16")],
)
def test_the_week_that_is_over(day: str, week: str) -> None:
    assert last_week(datetime.fromisoformat(day).date()).isoformat() == week


def opened(count: int, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        officer = an_officer(full_name="Ruth Calloway")
        case = a_taken_case(officer, opened=False)
        for _ in range(count):
            open_it(case, officer, "enquiries")


def test_ten_are_drawn_once_and_the_auditors_are_told_where(client: FlaskClient, session: Session) -> None:
    auditor = an_account(Role.AUDITOR, email="joan@force.example")
    opened(14, MONDAY - timedelta(days=3))
    opened(3, MONDAY - timedelta(days=8))
    opened(3, MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        sample_openings()
        sample_openings()
    drawn = session.scalars(select(SampledOpening.opening_id)).all()
    assert len(drawn) == len(set(drawn)) == 10
    days = session.scalars(select(VettingOpening.at).where(VettingOpening.id.in_(drawn))).all()
    assert {each.date() for each in days} == {(MONDAY - timedelta(days=3)).date()}
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.to_address) == ("vetting_sample_drawn", auditor.email)
    assert set(message.particulars) == {"name"}
    shown = signed_in(client, auditor).get(PAGE).get_data(as_text=True)
    assert shown.count("To go on with enquiries") == 10
    assert "Ruth Calloway" in shown
    assert "To look at the form" not in shown


def test_a_quiet_week_is_told_to_nobody(client: FlaskClient, session: Session) -> None:
    browser = signed_in(client, an_account(Role.AUDITOR))
    sample_openings()
    assert session.scalars(select(Message)).all() == []
    assert "No sample has been drawn yet." in browser.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.VETTING_OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.SUPERVISOR])
def test_it_is_for_the_auditors_alone(client: FlaskClient, session: Session, role: Role) -> None:
    assert signed_in(client, an_account(role)).get(PAGE).status_code == 403
