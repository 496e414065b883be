"""Staff are told once of each duty that is short of people some days before, in one mail a person."""

from datetime import timedelta

import pytest

from tests.people.builders import SPECIALS, a_volunteer, an_account
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_special
from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.notifications.models import Message
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import DutyState
from volunteers.rosters.models.cover import ShortDutyAlert
from volunteers.rosters.service.short_duties import tell_of_short_duties


@pytest.fixture(autouse=True)
def _session(session):
    """Every test is undone."""


def in_hours(hours: float):
    return clock.now() + timedelta(hours=hours)


def within() -> int:
    """The hours within which a duty counts."""
    return 24 * current_force().numbers.duty_short_days


def sent() -> list[Message]:
    return db.session.query(Message).filter_by(kind="duties_short").order_by(Message.id).all()


def told_to(account) -> list[Message]:
    """What one account was sent; tests that make volunteers make coordinators too."""
    return [one for one in sent() if one.account_id == account.id]


def a_supervisor(area: str | None = None, strand: str | None = SPECIALS, **more):
    return an_account(grants=[Grant(Role.SUPERVISOR, strand, area)], **more)


def test_each_is_told_of_the_short_duties_of_their_scope_in_one_mail():
    near, everywhere = a_supervisor("somerset"), an_account(Role.COORDINATOR)
    a_supervisor("somerset", "farm_watch")
    an_account(Role.OPCC_ANALYST)
    for title, area in (("One", "somerset"), ("Two", "somerset"), ("Far", "bristol")):
        a_duty(title=title, area=area, starts_at=in_hours(within() - 1), by=everywhere)
    assert tell_of_short_duties() == 2
    by_account = {one.account_id: one for one in sent()}
    assert set(by_account) == {near.id, everywhere.id}
    assert by_account[near.id].particulars["total"] == 2
    assert "Far" not in by_account[near.id].particulars["list"]
    assert by_account[everywhere.id].particulars["total"] == 3


def test_nobody_is_told_twice_and_later_ones_are_told_of_later():
    told = a_supervisor()
    first = a_duty(starts_at=in_hours(10), by=told)
    assert tell_of_short_duties() == 1
    assert tell_of_short_duties() == 0
    a_duty(title="Another", starts_at=in_hours(11), by=told)
    assert tell_of_short_duties() == 1
    assert [one.particulars["total"] for one in sent()] == [1, 1]
    assert db.session.get_one(ShortDutyAlert, first.id).told_at <= clock.now()


def test_only_published_duties_soon_to_come_that_cannot_run_count():
    by = a_supervisor()
    enough = a_duty(starts_at=in_hours(5), by=by, posts=[a_post(places=6)])
    crew = [a_special(f"Crew{number}") for number in range(3)]
    for one in crew:
        a_sign_up(enough, one)
    a_duty(starts_at=in_hours(within() + 1), by=by)
    a_duty(starts_at=in_hours(-1), by=by)
    a_duty(starts_at=in_hours(5), by=by, state=DutyState.DRAFT)
    a_duty(starts_at=in_hours(5), by=by, state=DutyState.CANCELLED)
    assert tell_of_short_duties() == 0
    enough.minimum_to_run = 4
    db.session.flush()
    tell_of_short_duties()
    assert len(told_to(by)) == 1


def test_a_full_duty_without_the_independent_officer_it_needs_counts():
    by = a_supervisor()
    duty = a_duty(starts_at=in_hours(5), by=by)
    for number in range(2):
        a_sign_up(duty, a_volunteer(grade="accompanied", last_name=f"New{number}"))
    assert tell_of_short_duties() == 0
    duty.needs_independent = True
    db.session.flush()
    tell_of_short_duties()
    assert "nobody on it may be alone" in told_to(by)[0].particulars["list"]


def test_duties_of_cadets_are_told_only_to_those_cleared_for_children():
    cleared = an_account(Role.COORDINATOR)
    an_account(Role.COORDINATOR, for_children=False)
    a_duty(strand="cadets", starts_at=in_hours(5), by=cleared)
    tell_of_short_duties()
    assert [one.account_id for one in sent()] == [cleared.id]


def test_many_are_named_up_to_a_number_and_counted_after_it():
    by = a_supervisor()
    for number in range(23):
        a_duty(title=f"Patrol {number:02}", starts_at=in_hours(5 + number), by=by)
    tell_of_short_duties()
    (message,) = sent()
    assert (message.particulars["total"], message.particulars["more"]) == (23, 3)
    assert message.particulars["list"].count("\n") == 19
    assert message.particulars["list"].startswith("- Patrol 00")
