"""Places at risk: found as soon as a date changes, told once for each reason, and told again when they are clear."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, SPECIALS_CLEARANCES, a_viewer, a_volunteer, an_account, signed_in
from tests.people.serving import on, put, told
from tests.places.builders import a_unit
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Clearance, GradePeriod, PostingPeriod, ServicePeriod, Volunteer
from volunteers.people.rules import Holding, StatusKind
from volunteers.permissions import Role
from volunteers.rosters.jobs import tell_of_places_at_risk
from volunteers.rosters.models import SignUpState
from volunteers.rosters.models.at_risk import PlaceAtRisk
from volunteers.rosters.queries.at_risk import list_at_risk


def let_lapse(volunteer: Volunteer, day: int, code: str = "medical") -> Clearance:
    held = db.session.scalars(
        select(Clearance).where(Clearance.volunteer_id == volunteer.id, Clearance.code == code)
    ).one()
    held.until_on = on(day)
    db.session.flush()
    return held


def codes_of(volunteer: Volunteer) -> list[tuple[str, ...]]:
    return [one.codes for one in list_at_risk(a_viewer(Role.COORDINATOR), volunteer_id=volunteer.id).lines]


def lapses(volunteer: Volunteer) -> None:
    let_lapse(volunteer, 9)


def goes_on_leave(volunteer: Volunteer) -> None:
    put(volunteer, StatusKind.LEAVE, 5, 20)


def loses_the_grade(volunteer: Volunteer) -> None:
    db.session.add(GradePeriod(volunteer_id=volunteer.id, strand=SPECIALS, grade="in_training", from_on=on(10)))
    db.session.flush()


def leaves(volunteer: Volunteer) -> None:
    period = db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).one()
    period.ended_on = on(10)
    db.session.flush()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lapses, "medical_lapsed"),
        (goes_on_leave, "leave"),
        (loses_the_grade, "grade"),
        (leaves, "not_serving"),
    ],
)
def test_a_date_that_changes_puts_the_later_duties_at_risk_and_no_other(
    session: Session, change: Callable[[Volunteer], None], code: str
) -> None:
    volunteer = a_volunteer()
    a_sign_up(a_duty(on=on(3)), volunteer)
    a_sign_up(a_duty(on=on(10)), volunteer)
    assert codes_of(volunteer) == []
    change(volunteer)
    assert codes_of(volunteer) == [(code,)]


def test_a_qualification_the_post_needs_is_looked_at_and_one_it_does_not_need_is_not(session: Session) -> None:
    held = [Holding("response_driver", on(-90), on(9)), Holding("first_aid", on(-90), on(9))]
    volunteer = a_volunteer(qualifications=held)
    a_sign_up(a_duty(on=on(10), posts=[a_post(needs=["response_driver"])]), volunteer)
    a_sign_up(a_duty(on=on(12)), volunteer)
    assert codes_of(volunteer) == [("response_driver_lapsed",)]


def test_someone_who_moves_is_at_risk_on_the_duties_of_the_unit_they_leave(session: Session, units) -> None:
    here, there = units
    volunteer = a_volunteer(unit_id=here)
    duty = a_duty(on=on(10), unit_id=here)
    duty.is_unit_only = True
    a_sign_up(duty, volunteer)
    assert codes_of(volunteer) == []
    period = db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).one()
    for day, unit_id in ((period.started_on, here), (on(8), there)):
        db.session.add(
            PostingPeriod(
                service_period_id=period.id, area="somerset", unit_id=unit_id, from_on=day, recorded_at=clock.now()
            )
        )
    db.session.flush()
    (found,) = list_at_risk(a_viewer(Role.COORDINATOR)).lines
    assert found.codes == ("unit",)
    assert "only for those posted to the unit that runs it" in found.refusals[0].message


@pytest.fixture
def units(session: Session) -> tuple[int, int]:
    return a_unit("Taunton", area="somerset").id, a_unit("Yeovil", area="somerset").id


def test_they_are_told_once_for_each_reason_and_again_when_it_clears(session: Session) -> None:
    volunteer = a_volunteer(first_name="Priya")
    a_sign_up(a_duty(on=on(10), title="Harbour patrol"), volunteer)
    a_sign_up(a_duty(on=on(12), title="Market patrol"), volunteer)
    tell_of_places_at_risk()
    assert told("places_at_risk") == []

    held = let_lapse(volunteer, 9)
    tell_of_places_at_risk()
    tell_of_places_at_risk()
    (message,) = told("places_at_risk")
    assert message.account_id == volunteer.account_id
    assert message.particulars["total"] == 2
    (first, reasons), _ = message.particulars["duties"]
    assert first.startswith("Harbour patrol, ")
    assert reasons[0].startswith("Your medical lapses on ")

    let_lapse(volunteer, 11, "vetting")
    tell_of_places_at_risk()
    assert [each.particulars["total"] for each in told("places_at_risk")] == [2, 1]

    held.until_on = on(400)
    tell_of_places_at_risk()
    (clear,) = told("places_clear")
    assert [one.split(",")[0] for one in clear.particulars["duties"]] == ["Harbour patrol"]
    let_lapse(volunteer, 400, "vetting")
    tell_of_places_at_risk()
    tell_of_places_at_risk()
    assert len(told("places_clear")) == 2
    let_lapse(volunteer, 9)
    tell_of_places_at_risk()
    assert len(told("places_at_risk")) == 3


def test_a_place_given_up_meanwhile_is_nobodys_news(session: Session) -> None:
    volunteer = a_volunteer()
    sign_up = a_sign_up(a_duty(on=on(10)), volunteer)
    held = let_lapse(volunteer, 9)
    tell_of_places_at_risk()
    sign_up.state = SignUpState.WITHDRAWN
    held.until_on = on(400)
    session.flush()
    tell_of_places_at_risk()
    assert told("places_clear") == []


def test_coordinators_of_the_scope_are_told_how_many_once_and_by_no_name(session: Session) -> None:
    ours, theirs = an_account(Role.COORDINATOR), a_viewer(Role.COORDINATOR, SPECIALS, "bristol")
    volunteer = a_volunteer(first_name="Priya")
    a_sign_up(a_duty(on=on(10)), volunteer)
    let_lapse(volunteer, 9)
    tell_of_places_at_risk()
    tell_of_places_at_risk()
    messages = [each for each in told("places_at_risk_counted") if each.account_id in (ours.id, theirs.account_id)]
    assert [(each.account_id, each.particulars) for each in messages] == [(ours.id, {"total": 1})]
    row = session.scalars(select(PlaceAtRisk)).one()
    assert row.staff_told_at is not None


def test_the_page_lists_those_in_scope_with_the_reason_and_their_record_says_so_too(
    client: FlaskClient, session: Session
) -> None:
    volunteer = a_volunteer(first_name="Priya", last_name="Shah")
    a_sign_up(a_duty(on=on(10), title="Harbour patrol"), volunteer)
    browser = signed_in(client, an_account(Role.COORDINATOR))
    assert "Nobody has a place that is at risk" in browser.get("/staff/duties/at-risk").get_data(as_text=True)
    let_lapse(volunteer, 9)
    page = browser.get("/staff/duties/at-risk").get_data(as_text=True)
    assert "Priya Shah" in page
    assert "Their medical lapses on " in page
    assert "1 place at risk" in page
    narrowed = browser.get("/staff/duties/at-risk?strand=cadets").get_data(as_text=True)
    assert "Nobody here has a place that is at risk" in narrowed
    record = browser.get(f"/staff/volunteers/{volunteer.id}").get_data(as_text=True)
    assert "1 place at risk" in record


def test_out_of_scope_is_not_listed(session: Session) -> None:
    volunteer = a_volunteer()
    a_sign_up(a_duty(on=on(10)), volunteer)
    let_lapse(volunteer, 9)
    assert list_at_risk(a_viewer(Role.SUPERVISOR, SPECIALS, "bristol")).total == 0
    assert list_at_risk(a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")).total == 1


def test_the_list_asks_as_often_at_every_size(app: Flask, session: Session) -> None:
    by = a_viewer(Role.COORDINATOR)

    def asked(people: int) -> int:
        for number in range(people):
            volunteer = a_volunteer(first_name=f"Person{number}")
            a_sign_up(a_duty(on=on(10)), volunteer)
            let_lapse(volunteer, 9, SPECIALS_CLEARANCES[number % 3])
        with counted_sql(app) as sql:
            list_at_risk(by)
        return sql.count

    asked(1)  # what areas are called is read once and kept
    assert asked(1) == asked(8)


def test_a_duty_that_has_begun_is_not_at_risk(session: Session) -> None:
    volunteer = a_volunteer()
    a_sign_up(a_duty(starts_at=clock.now() - timedelta(hours=1)), volunteer)
    let_lapse(volunteer, -1)
    assert codes_of(volunteer) == []
