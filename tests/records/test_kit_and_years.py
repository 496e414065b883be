"""Kit that goes out and comes back, what is to be got back; years of service and thanks for them."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, as_viewer
from tests.records.builders import a_coordinator, a_kit_item, a_signer, a_special
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import ServicePeriod, ServiceStatus, Volunteer
from volunteers.people.rules.serving import StatusKind
from volunteers.permissions import Grant, Role
from volunteers.records import jobs, queries, service
from volunteers.records.rules import Condition
from volunteers.records.service import Issue

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def _a_may_day():
    with time_machine.travel(datetime(2026, 5, 4, 9, tzinfo=clock.LONDON), tick=False):
        yield


def a_radio(serial: str = "R-1", on: date | None = None) -> Issue:
    return Issue("radio", serial, on or clock.today())


def leave(volunteer: Volunteer, on: date) -> None:
    db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).one().ended_on = on
    db.session.flush()


def suspend(volunteer: Volunteer) -> None:
    period = db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).one()
    db.session.add(
        ServiceStatus(
            service_period_id=period.id, status=StatusKind.SUSPENDED, from_on=clock.today(), until_on=None,
            recorded_by_id=an_account().id, recorded_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusals[0].code


def test_a_serial_is_with_one_person_at_a_time_however_it_is_typed() -> None:
    first, second, by = a_special(), a_special(), a_coordinator()
    item = service.issue_kit(first.id, a_radio("r 1"), by=by)
    assert item.serial == "R1"
    with pytest.raises(Refused) as refused:
        service.issue_kit(second.id, a_radio("R1"), by=by)
    assert code_of(refused) == "out_already"
    assert first.name in refused.value.refusals[0].message
    service.take_kit_back(item.id, returned_on=clock.today(), condition=Condition.GOOD, note="", by=by)
    assert service.issue_kit(second.id, a_radio("R1"), by=by).serial == "R1"


def test_whose_it_is_in_another_area_is_not_said() -> None:
    special, elsewhere = a_special(), a_special(area="bristol", last_name="Faraway")
    a_kit_item(elsewhere, serial="R1")
    with pytest.raises(Refused) as refused:
        service.issue_kit(special.id, a_radio("R1"), by=a_coordinator())
    assert "Faraway" not in refused.value.refusals[0].message


def test_the_database_refuses_it_twice_and_allows_two_jackets_without_a_number(session: Session) -> None:
    special = a_special()
    a_kit_item(special, kind="hi_vis", serial=None)
    a_kit_item(special, kind="hi_vis", serial=None)
    a_kit_item(special, serial="R1")
    with pytest.raises(IntegrityError, match="ex_kit_items_one_place_at_a_time"), session.begin_nested():
        a_kit_item(a_special(), serial="R1", issued_on=clock.today())


@pytest.mark.parametrize(
    ("issue", "code"),
    [
        (Issue("sword", "", date(2026, 5, 4)), "unknown_kind"),
        (Issue("radio", " ", date(2026, 5, 4)), "no_serial"),
        (Issue("uniform", "", date(2026, 5, 5)), "issued_in_future"),
    ],
)
def test_what_cannot_be_issued(issue: Issue, code: str) -> None:
    with pytest.raises(Refused) as refused:
        service.issue_kit(a_special().id, issue, by=a_coordinator())
    assert code_of(refused) == code


def test_kit_comes_back_once_and_not_before_it_went_out() -> None:
    item, by = a_kit_item(a_special()), a_coordinator()

    def back(on: date) -> None:
        service.take_kit_back(item.id, returned_on=on, condition=Condition.WORN, note="Torn strap", by=by)

    with pytest.raises(Refused) as refused:
        back(item.issued_on - timedelta(days=1))
    assert code_of(refused) == "returned_before_issue"
    back(clock.today())
    assert (item.condition, item.note) == (Condition.WORN, "Torn strap")
    with pytest.raises(Conflict):
        back(clock.today())


def test_nobody_issues_to_themselves_or_out_of_scope_or_to_who_has_left() -> None:
    own = an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "somerset")])
    mine, gone = a_special(account=own), a_special()
    leave(gone, clock.today())
    with pytest.raises(Refused) as refused:
        service.issue_kit(mine.id, a_radio(), by=as_viewer(own))
    assert code_of(refused) == "own_kit"
    with pytest.raises(Refused) as refused:
        service.issue_kit(gone.id, a_radio(), by=a_coordinator())
    assert code_of(refused) == "not_serving"
    for by in (a_coordinator("bristol"), as_viewer(a_signer())):
        with pytest.raises(NotFound):
            service.issue_kit(gone.id, a_radio(), by=by)
        with pytest.raises(NotFound):
            queries.get_item(a_kit_item(gone, serial=str(by.account_id)).id, by)


def test_what_is_to_be_got_back() -> None:
    serves, gone, suspended, clean, elsewhere = (
        a_special(last_name=name, **more)
        for name, more in (("Serves", {}), ("Gone", {}), ("Stopped", {}), ("Clean", {}), ("Far", {"area": "bristol"}))
    )
    for place, volunteer in enumerate((serves, gone, suspended, elsewhere)):
        a_kit_item(volunteer, serial=f"R{place}")
    leave(gone, date(2026, 3, 1))
    leave(clean, date(2026, 3, 1))
    leave(elsewhere, date(2026, 3, 1))
    suspend(suspended)
    rows = queries.list_to_get_back(a_coordinator())
    assert [(row.volunteer_id, row.why, row.since) for row in rows] == [
        (gone.id, "Has left", date(2026, 3, 1)), (suspended.id, "Suspended", None),
    ]  # fmt: skip
    assert [item.serial for item in rows[0].items] == ["R1"]
    assert queries.count_to_get_back(a_coordinator()) == 2
    assert queries.must_come_back(gone.id)
    assert not queries.must_come_back(serves.id)


def test_who_still_serves_in_another_strand_keeps_their_kit() -> None:
    special = a_special()
    a_kit_item(special)
    leave(special, date(2026, 3, 1))
    a_volunteer(account=special.account, strand="farm_watch", rank=None, grade="member")
    assert not queries.must_come_back(special.id)


def test_the_next_90_days_hold_the_milestones_of_ones_own_area() -> None:
    nine = a_special(last_name="Nine", started_on=date(2017, 5, 4))
    five = a_special(last_name="Five", started_on=date(2021, 8, 2))
    a_special(last_name="Past", started_on=date(2021, 5, 3))
    a_special(last_name="Later", started_on=date(2021, 8, 3))
    a_special(last_name="Far", started_on=date(2021, 6, 1), area="bristol")
    rows = queries.list_coming(as_viewer(a_signer()))
    assert [(row.member.volunteer_id, row.milestone.years) for row in rows] == [(nine.id, 9), (five.id, 5)]
    assert rows[0].is_today


def test_earlier_service_counts() -> None:
    special = a_special(started_on=date(2026, 1, 4))
    db.session.add(
        ServicePeriod(
            volunteer_id=special.id, strand=SPECIALS, area="somerset", started_on=date(2010, 1, 1),
            ended_on=date(2014, 1, 1),
        )
    )  # fmt: skip
    db.session.flush()
    years = queries.years_of(queries.list_own(as_viewer(special.account))[0])
    assert years is not None
    assert (years.whole, years.following.years if years.following else None) == (4, 5)


def test_they_are_thanked_once_on_the_day() -> None:
    special = a_special(started_on=date(2025, 5, 4))
    a_special(started_on=date(2025, 5, 5))
    late = a_special(started_on=date(2021, 5, 1))
    a_special(started_on=date(2021, 4, 27))
    for _ in range(2):
        jobs.thank_for_service()
    sent = db.session.execute(
        select(Message.account_id, Message.particulars["years"].astext).where(Message.kind == "service_milestone")
    )
    assert sorted(map(tuple, sent)) == sorted([(special.account_id, "1 year"), (late.account_id, "5 years")])


def test_who_has_left_is_not_thanked() -> None:
    leave(a_special(started_on=date(2025, 5, 4)), date(2026, 5, 1))
    jobs.thank_for_service()
    assert db.session.scalar(select(func.count(Message.id)).where(Message.kind == "service_milestone")) == 0


def test_the_panel_shows_each_what_they_may_see() -> None:
    special = a_special()
    a_kit_item(special)
    panel = queries.get_panel(special.id, a_coordinator())
    assert (len(panel.parts), len(panel.out), panel.must_come_back) == (1, 1, False)
    signer = queries.get_panel(special.id, as_viewer(a_signer()))
    assert (len(signer.parts), signer.out, signer.may_see_kit) == (1, (), False)
    assert queries.get_panel(special.id, a_viewer(Role.AUDITOR)).is_empty
