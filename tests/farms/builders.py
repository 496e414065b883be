"""Farm Watch for tests: good in every detail that a test does not name. Builders flush, never commit."""

from datetime import time, timedelta
from typing import Any

from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer
from tests.rosters.builders import a_duty, a_sign_up
from volunteers import clock
from volunteers.extensions import db
from volunteers.farms import service
from volunteers.farms.models import (
    FarmAlert,
    FarmLoan,
    FarmPremises,
    FarmReport,
    FarmTelling,
    FarmVisit,
    FarmWish,
    MarkedItem,
)
from volunteers.farms.rules import Crime, LoanKind, Marking, VisitState
from volunteers.farms.rules.entries import AlertDraft, Seen
from volunteers.farms.rules.map_points import read_point
from volunteers.people.models import Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.places.rules import Position
from volunteers.rosters.models import Duty

FARM_WATCH, SOMERSET = "farm_watch", "somerset"
WELLS = "ST 5541 4583"
NEAR_WELLS = Position(51.21, -2.64)
FAR_OFF = Position(50.80, -3.60)


def a_member(*, area: str = SOMERSET, crimes: list[str] | None = None, miles: int = 15, **more: Any) -> Volunteer:
    """Someone who serves in Farm Watch and wants to hear of farm crime."""
    account = more.pop("account", None) or an_account(Role.VOLUNTEER, full_name="Rob Chedzey")
    volunteer = a_volunteer(
        strand=FARM_WATCH, area=area, rank=None, grade="member", clearances=[], account=account, first_name="Rob",
        last_name="Chedzey",
    )  # fmt: skip
    wanted = ["agricultural"] if crimes is None else crimes
    db.session.add(FarmWish(volunteer_id=volunteer.id, crimes=wanted, miles=miles, changed_at=clock.now()))
    db.session.flush()
    return volunteer


def viewer_of(volunteer: Volunteer) -> Viewer:
    """The member as the one acting."""
    return as_viewer(volunteer.account)


def staff(area: str = SOMERSET) -> Viewer:
    """A coordinator of Farm Watch in an area."""
    return a_viewer(Role.COORDINATOR, FARM_WATCH, area)


def some_premises(member: Volunteer, *, reference: str = WELLS, area: str = SOMERSET, **more: Any) -> FarmPremises:
    """A holding near Wells."""
    reference, at = read_point(reference)
    row = FarmPremises(
        volunteer_id=member.id, area=area, reference=reference, latitude=at.latitude, longitude=at.longitude,
        added_at=clock.now(), version=1, **{"name": "Lower Mead Farm", "postcode": "BA5 2PT", **more},
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def a_report(member: Volunteer, *, vehicle: str = "WX12 ABC") -> FarmReport:
    """A van seen at night."""
    seen = Seen(Crime.AGRICULTURAL, "A white van at the gate", "3am", "", WELLS, NEAR_WELLS, vehicle)
    return service.send_report(seen, by=viewer_of(member))


def a_draft(**more: Any) -> AlertDraft:
    """An alert near Wells."""
    said = {
        "crime": Crime.AGRICULTURAL, "area": SOMERSET, "title": "Quad bike stolen", "body": "A red quad bike is gone.",
        "reference": WELLS, "at": NEAR_WELLS, "days": 7, **more,
    }  # fmt: skip
    return AlertDraft(**said)


def a_sent_alert(member: Volunteer) -> FarmAlert:
    """An alert that a member was told of."""
    now = clock.now()
    alert = FarmAlert(
        area=SOMERSET, crime=Crime.AGRICULTURAL, title="Quad bike stolen", body="A red quad bike.",
        sent_by_id=an_account(Role.COORDINATOR).id, sent_at=now, ends_at=now + timedelta(days=7),
    )  # fmt: skip
    db.session.add(alert)
    db.session.flush()
    db.session.add(FarmTelling(alert_id=alert.id, volunteer_id=member.id, told_at=now))
    db.session.flush()
    return alert


def a_visit(premises: FarmPremises, *, state: VisitState = VisitState.ASKED) -> FarmVisit:
    """A visit that someone asked for."""
    row = FarmVisit(
        premises_id=premises.id, state=state, wanted="The quad bikes", asked_at=clock.now(),
        asked_by_id=premises.volunteer.account_id, version=1,
        visit_on=None if state is VisitState.ASKED else clock.today(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def an_item(premises: FarmPremises, *, mark: str = "FW1001", serial: str = "SN9") -> MarkedItem:
    """A marked quad bike."""
    visit = a_visit(premises, state=VisitState.DONE)
    row = MarkedItem(
        premises_id=premises.id, visit_id=visit.id, kind="Quad bike", serial=serial, marking=Marking.STAMP, mark=mark,
        marked_on=clock.today(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def a_night(member: Volunteer, *, days: int = -1, area: str = SOMERSET) -> Duty:
    """A patrol night, yesterday's unless told, that a member is or was on."""
    duty = a_duty(
        strand=FARM_WATCH, area=area, title="Patrol night", kind="patrol_night",
        on=clock.today() + timedelta(days=days), starts=time(20), hours=3,
    )  # fmt: skip
    a_sign_up(duty, member)
    return duty


def a_loan(premises: FarmPremises, *, serial: str = "AL-1") -> FarmLoan:
    """An alarm that is out."""
    row = FarmLoan(
        premises_id=premises.id, kind=LoanKind.ALARM, serial=serial, out_on=clock.today() - timedelta(days=30),
        due_on=clock.today() - timedelta(days=2),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row
