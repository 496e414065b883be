"""Alerts reach who wants them and nobody twice; reports are answered; visits fill the register."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.farms.builders import (
    FARM_WATCH,
    NEAR_WELLS,
    a_draft,
    a_member,
    a_report,
    a_sent_alert,
    a_visit,
    an_item,
    some_premises,
    staff,
    viewer_of,
)
from tests.people.builders import a_volunteer
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.farms import queries, service
from volunteers.farms.models import FarmPremises, FarmTelling, FarmWish, MarkedItem
from volunteers.farms.rules import Crime, Marking, VisitState
from volunteers.farms.rules.entries import ItemEntry, PremisesEntry
from volunteers.notifications.models import Message
from volunteers.places.rules import Position

pytestmark = pytest.mark.usefixtures("session")


def _messages(session: Session, kind: str) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)))


def test_an_alert_reaches_who_wants_its_category_and_is_near(session: Session) -> None:
    near, far, other, without, elsewhere = (a_member(**more) for more in (
        {}, {}, {"crimes": ["heritage"]}, {}, {"area": "bristol"}
    ))  # fmt: skip
    for member, point in ((near, "ST 5541 4583"), (far, "ST 1000 2000"), (other, "ST 5541 4583")):
        some_premises(member, reference=point)
    with_a_point = queries.list_receivers(Crime.AGRICULTURAL, area="somerset", at=NEAR_WELLS)
    assert with_a_point == [near.id, without.id], "who has no premises yet is told for their area"
    of_the_area = queries.list_receivers(Crime.AGRICULTURAL, area="somerset", at=None)
    assert of_the_area == [near.id, far.id, without.id]
    assert elsewhere.id not in with_a_point


def test_everyone_is_told_once_and_of_what_came_after(session: Session) -> None:
    member = a_member()
    alert = service.send_alert(a_draft(), by=staff())
    assert service.tell() == 1
    assert service.tell() == 0, "a second run finds nobody"
    service.update_alert(alert.id, "It was found.", is_over=True, by=staff())
    service.tell()
    service.tell()
    told = [(one.kind, one.to_address) for one in session.scalars(select(Message).order_by(Message.id))]
    address = member.account.email
    assert told == [("farm_alert", address), ("farm_alert_updated", address)]
    with pytest.raises(Conflict):
        service.reply(alert.id, "Me too", seen_when="now", by=viewer_of(member))
    with pytest.raises(Conflict):
        service.update_alert(alert.id, "Once more", is_over=False, by=staff())


def test_an_alert_of_a_report_closes_it_and_the_member_is_told(session: Session) -> None:
    reporter, by = a_member(), staff()
    report = a_report(reporter, vehicle="WX12 ABC, a van")
    assert b"WX12" not in (report.sealed_vehicle or b"")
    assert service.read_vehicle(report) == "WX12 ABC, a van"
    alert = service.send_alert(a_draft(), report_id=report.id, by=by)
    assert report.closed_at is not None
    assert [one.to_address for one in _messages(session, "farm_report_answered")] == [reporter.account.email]
    assert "Chedzey" not in alert.title + alert.body
    with pytest.raises(Conflict):
        service.close_report(report.id, "Again", by=by)


def test_an_alert_with_a_registration_or_for_nobody_is_not_sent(session: Session) -> None:
    a_member()
    for draft in (a_draft(body="A van, WX12 ABC"), a_draft(crime=Crime.HERITAGE)):
        with pytest.raises(Refused):
            service.send_alert(draft, by=staff())
    assert session.scalar(select(func.count()).select_from(FarmTelling)) == 0


def test_nothing_is_found_beyond_scope() -> None:
    member = a_member()
    premises = some_premises(member)
    item, report, alert = an_item(premises), a_report(member), a_sent_alert(member)
    other, outsider = staff("bristol"), viewer_of(a_member())
    assert service.search_register("fw1001", reason="found", by=staff()) == [item]
    assert service.search_register("fw1001", reason="found", by=other) == []
    assert not queries.list_premises(other)[0]
    tries = (
        lambda: queries.get_premises(premises.id, other), lambda: queries.get_report(report.id, other),
        lambda: queries.get_alert(alert.id, other), lambda: queries.get_own_alert(alert.id, outsider),
        lambda: queries.get_own_premises(premises.id, outsider), lambda: queries.get_own_item(item.id, outsider),
        lambda: service.send_alert(a_draft(), by=other),
    )  # fmt: skip
    for one in tries:
        with pytest.raises(NotFound):
            one()


def _entry(**more: object) -> PremisesEntry:
    said = {
        "name": "Lower Mead", "kept": "Sheep", "address": "", "postcode": "BA5 2PT", "reference": "ST 5541 4583",
        "at": NEAR_WELLS, "holding_number": "", "ring": "", "access": "The gate code is 1, 2, 3", **more,
    }  # fmt: skip
    return PremisesEntry(**said)  # type: ignore[arg-type]


def test_premises_are_sealed_kept_once_and_asked_about_when_far_off() -> None:
    member, by = a_member(), staff()
    own = viewer_of(member)
    row = service.add_premises(_entry(), by=own)
    assert b"gate" not in (row.sealed_access or b"")
    assert service.read_access(row.id, by=by) == "The gate code is 1, 2, 3"
    with pytest.raises(Refused):
        service.add_premises(_entry(), by=own)
    far: dict[str, object] = {"reference": "SS 1000 1000", "at": Position(50.2, -5.3)}
    with pytest.raises(Refused, match="50 km"):
        service.add_premises(_entry(**far), by=own)
    assert service.add_premises(_entry(**far), is_sure=True, by=own).id != row.id
    with pytest.raises(Conflict):
        service.change_premises(row.id, _entry(name="New"), version=9, by=own)


def _item(mark: str) -> ItemEntry:
    return ItemEntry("Quad bike", "Honda", "SN1", Marking.STAMP, mark, "Barn", "")


def test_a_visit_is_asked_planned_and_done_with_everything_or_nothing(session: Session) -> None:
    member, by = a_member(), staff()
    premises = some_premises(member)
    visit = service.ask_visit(premises.id, "Quad bikes", by=viewer_of(member))
    with pytest.raises(Refused):
        service.ask_visit(premises.id, "Again", by=viewer_of(member))
    planned = {"when_words": "10am", "who_goes": "PC Hart", "by": by}
    service.plan_visit(visit.id, on=clock.today(), version=1, **planned)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        service.plan_visit(visit.id, on=clock.today(), version=1, **planned)  # type: ignore[arg-type]
    assert len(_messages(session, "farm_visit_planned")) == 1
    with pytest.raises(Refused):
        service.finish_visit(visit.id, [_item("FW1"), _item("fw1")], on=clock.today(), by=by)
    assert session.scalar(select(func.count()).select_from(MarkedItem)) == 0
    service.finish_visit(visit.id, [_item("FW1"), _item("FW2")], on=clock.today(), by=by)
    assert visit.state is VisitState.DONE
    assert [one.mark for one in queries.list_own_items(viewer_of(member))] == ["FW1", "FW2"]
    with pytest.raises(Conflict):
        service.cancel_visit(visit.id, by=by)
    other = a_visit(premises)
    with pytest.raises(Refused, match="FW2"):
        service.finish_visit(other.id, [_item("FW2")], on=clock.today(), by=by)


def test_a_stolen_thing_stays_stolen_from_the_first_day_said() -> None:
    member = a_member()
    item = an_item(some_premises(member))
    first = service.say_stolen(item.id, by=viewer_of(member)).stolen_on
    assert first == clock.today()
    assert service.say_stolen(item.id, by=viewer_of(member)).stolen_on == first


def test_what_a_new_member_said_when_they_applied_is_filled_in_once(session: Session) -> None:
    volunteer = a_volunteer(strand=FARM_WATCH, rank=None, grade="member", clearances=[])
    answers = {
        "holding": {"name": "Coombe Farm", "farmed": ["sheep"], "number": "12/345/6789"},
        "premises": {"items": [
            {"name": "Yard", "reference": "ST 554 458"}, {"name": "Wood", "reference": "///filled.count.soap"}
        ]},
        "alerts": {"crimes": ["equine", "heritage"]}, "consent": {"agreed": ["yes"]},
    }  # fmt: skip
    an_application(account=volunteer.account, strand=FARM_WATCH, stage="appointed", answers=answers)
    assert service.fill_in() == 1
    assert service.fill_in() == 0
    wish = session.get_one(FarmWish, volunteer.id)
    assert (wish.crimes, wish.miles) == (["equine", "heritage"], 15)
    rows = session.scalars(select(FarmPremises).where(FarmPremises.volunteer_id == volunteer.id)).all()
    assert [(row.name, row.reference, row.holding_number) for row in rows] == [
        ("Coombe Farm, Yard", "ST 554 458", "12/345/6789")
    ]
