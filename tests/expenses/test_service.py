"""Claims from the volunteer to the payment, on the real database."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.expenses.builders import a_claim, a_drive, meals, parking
from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer, an_account, as_viewer
from tests.rosters.builders import a_duty, a_sign_up
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.expenses import queries, service
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import ClaimState
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.permissions import Grant, Role, Viewer
from volunteers.rosters.models import Attendance

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def volunteer(session: object) -> Volunteer:
    return a_volunteer()


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """Refused on exactly these grounds."""
    with pytest.raises(Refused) as found:
        yield
    assert tuple(each.code for each in found.value.refusals) == codes


def coordinator(area: str | None = SOMERSET) -> Viewer:
    return a_viewer(Role.COORDINATOR, SPECIALS, area)


def test_a_claim_keeps_how_it_was_worked_out_and_is_made_once(volunteer):
    claim = a_claim(volunteer)
    assert (claim.pence, claim.strand, claim.area) == (558, SPECIALS, SOMERSET)
    assert claim.worked_out == "12.4 miles at 45p (car or van)"
    with refused("double"):
        a_claim(volunteer)
    by = as_viewer(volunteer.account)
    where = {"strand": "police_support_volunteers", "area": "bristol"}
    made = {service.claim_for(volunteer.id, a_drive(30), **where, key="journey 1", by=by).id for _ in range(2)}
    (number,) = made
    service.change(number, a_drive(31), version=1, by=by)
    driven = db.session.get_one(ExpenseClaim, number)
    assert (driven.strand, driven.area) == ("police_support_volunteers", "bristol")
    with pytest.raises(NotFound):
        service.claim_for(volunteer.id, a_drive(40), **where, key="journey 2", by=coordinator())


def test_miles_of_the_tax_year_add_up_but_not_those_withdrawn(volunteer):
    by, day = as_viewer(volunteer.account), clock.today()
    first = service.claim(a_drive(99_950, on=day, is_sure=True), by=by)
    assert service.work_out(a_drive(100, on=day), volunteer.id).pence == 350
    service.withdraw(first.id, version=1, by=by)
    assert service.work_out(a_drive(100, on=day), volunteer.id).pence == 450


def test_only_a_duty_one_was_on_can_be_claimed_for(volunteer):
    duty = a_duty(starts_at=clock.now() - timedelta(days=3))
    sign_up = a_sign_up(duty, volunteer)
    given = a_drive(on=clock.on(duty.starts_at), sign_up_id=sign_up.id)
    with refused("not_there"):
        service.claim(given, by=as_viewer(volunteer.account))
    db.session.add(
        Attendance(
            sign_up_id=sign_up.id, volunteer_id=volunteer.id, strand=SPECIALS, area=SOMERSET, minutes=60,
            booked_on_at=duty.starts_at, booked_off_at=duty.starts_at + timedelta(hours=1),
            recorded_by_id=an_account(Role.SUPERVISOR).id,
        )
    )  # fmt: skip
    assert service.claim(given, by=as_viewer(volunteer.account)).sign_up_id == sign_up.id


def test_a_claim_is_changed_and_withdrawn_until_it_is_decided_and_by_nobody_else(volunteer):
    by, claim = as_viewer(volunteer.account), a_claim(volunteer)
    assert service.change(claim.id, a_drive(200), version=1, by=by).pence == 900
    with pytest.raises(Conflict):
        service.change(claim.id, a_drive(210), version=1, by=by)
    with pytest.raises(NotFound):
        service.withdraw(claim.id, version=2, by=as_viewer(a_volunteer().account))
    service.decide(claim.id, version=2, pays=900, reason="", by=coordinator())
    for act in (
        lambda: service.withdraw(claim.id, version=3, by=by),
        lambda: service.change(claim.id, a_drive(210), version=3, by=by),
        lambda: service.decide(claim.id, version=3, pays=None, reason="No", by=coordinator()),
    ):
        with pytest.raises(Conflict):
            act()


def test_nobody_approves_their_own_and_nobody_outside_their_scope(volunteer):
    account = volunteer.account
    account.role_grants += an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, SOMERSET)]).role_grants
    claim = a_claim(volunteer)
    with refused("own_claim"):
        service.decide(claim.id, version=1, pays=claim.pence, reason="", by=as_viewer(account))
    with pytest.raises(NotFound):
        service.decide(claim.id, version=1, pays=claim.pence, reason="", by=coordinator("bristol"))
    assert queries.list_waiting(coordinator("bristol")) == []
    (person,) = queries.list_waiting(coordinator())
    assert (person.total, person.is_own, queries.list_waiting(as_viewer(account))[0].is_own) == ("£5.58", False, True)


def test_what_is_lowered_or_refused_is_told_with_its_reason(volunteer):
    claim, other = a_claim(volunteer), a_claim(volunteer, meals())
    service.decide(claim.id, version=1, pays=400, reason="The shortest way", by=coordinator())
    service.decide(other.id, version=1, pays=None, reason="You were given a meal", by=coordinator())
    told = db.session.scalars(select(Message).where(Message.kind == "expense_decided").order_by(Message.id)).all()
    assert [each.particulars["outcome"] for each in told] == ["approved for £4.00", "not approved"]
    assert told[1].particulars["reason"] == "You were given a meal"


def test_a_batch_takes_each_claim_once_never_changes_and_its_file_computes_nothing(volunteer):
    by = coordinator()
    first, second = a_claim(volunteer), a_claim(volunteer, parking(900, "R-1", what="=1+1"))
    assert service.approve_all([(first.id, 1), (second.id, 1)], by=by) == 2
    batch = service.make_batch(of_cadets=False, by=by)
    assert (batch.pence, batch.claims) == (1_458, 2)
    with refused("nothing"):
        service.make_batch(of_cadets=False, by=by)
    with refused("nothing"):
        service.make_batch(of_cadets=True, by=by)
    before = service.batch_file(batch.id, as_xlsx=False, by=by).content
    volunteer.last_name = "Other"
    text = service.batch_file(batch.id, as_xlsx=False, by=by).content
    assert text == before
    assert b"'=1+1" in text
    assert text.decode("utf-8-sig").splitlines()[-1].endswith('"14.58"')
    book = load_workbook(io.BytesIO(service.batch_file(batch.id, as_xlsx=True, by=by).content))
    assert [cell.value for cell in book.active["G"]] == ["What", "Taunton to Bridgwater", "'=1+1", None]
    with pytest.raises(NotFound):
        service.batch_file(batch.id, as_xlsx=False, by=coordinator("bristol"))


def test_a_batch_is_marked_paid_once_and_everyone_told_their_sum(volunteer):
    by = coordinator()
    for given in (a_drive(), meals()):
        claim = a_claim(volunteer, given)
        service.decide(claim.id, version=1, pays=claim.pence, reason="", by=by)
    batch = service.make_batch(of_cadets=False, by=by)
    with refused("paid_on"):
        service.mark_paid(batch.id, paid_on=clock.today() + timedelta(days=1), by=by)
    service.mark_paid(batch.id, paid_on=clock.today(), by=by)
    (told,) = db.session.scalars(select(Message).where(Message.kind == "expenses_paid"))
    assert told.particulars["amount"] == "£10.58"
    with pytest.raises(Conflict):
        service.mark_paid(batch.id, paid_on=clock.today(), by=by)


def test_many_are_approved_together_or_not_at_all(volunteer):
    first, second = a_claim(volunteer), a_claim(volunteer, meals())
    with refused("nothing"):
        service.approve_all([], by=coordinator())
    with pytest.raises(Conflict):
        service.approve_all([(first.id, 1), (second.id, 7)], by=coordinator())
    states = db.session.scalars(select(ExpenseClaim.state).where(ExpenseClaim.id == second.id)).all()
    assert states == [ClaimState.WAITING]
