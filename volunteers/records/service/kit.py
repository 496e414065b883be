"""Issuing things to volunteers, and taking them back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import KitItem
from volunteers.records.queries.members import get_member, in_scope
from volunteers.records.rules import Condition, refusals_of_issue, refusals_of_return, tidy_serial

OWN = Refusal("own_kit", "Nobody issues kit to themselves, or takes their own back.", "Another coordinator")
NOT_SERVING = Refusal("not_serving", "Kit is issued to those who serve now.")
BACK = Refusal("back_already", "This came back already.")


@dataclass(frozen=True)
class Issue:
    """What is issued: of which kind, its number, on which day, and anything to remember."""

    kind: str
    serial: str
    issued_on: date
    note: str = ""


def issue_kit(volunteer_id: int, issue: Issue, *, by: Viewer) -> KitItem:
    """Give something to a volunteer who serves. Refused while the same serial is with someone, who is named."""
    member = get_member(volunteer_id, by, Permission.SERVICE_EDIT)
    kind, serial = current_force().records.kit_kind(issue.kind), tidy_serial(issue.serial)
    if member.account_id == by.account_id:
        raise Refused(OWN)
    if not member.serves_on(clock.today()):
        raise Refused(NOT_SERVING)
    refusals = refusals_of_issue(kind, serial, issue.issued_on, on=clock.today())
    if refusals or kind is None:
        raise Refused(refusals)
    _refuse_elsewhere(kind.code, kind.name, serial, issue.issued_on, by)
    item = KitItem(
        volunteer_id=volunteer_id, kind=kind.code, name=kind.name, serial=serial, issued_on=issue.issued_on,
        issued_by_id=by.account_id, note=issue.note, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    _note("kit_issued", item, by)
    return item


def take_kit_back(item_id: int, *, returned_on: date, condition: Condition, note: str, by: Viewer) -> KitItem:
    """Write down that something came back, and how. Refused when it is back already, and for days that cannot be."""
    scoped = in_scope(by, Permission.SERVICE_EDIT, KitItem.volunteer_id)
    wanted = select(KitItem).where(KitItem.id == item_id, scoped).with_for_update(of=KitItem)
    item = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if item is None:
        raise NotFound(f"no kit {item_id} for this viewer")
    if item.volunteer.account_id == by.account_id:
        raise Refused(OWN)
    if item.returned_on is not None:
        raise Conflict(BACK)
    if refusals := refusals_of_return(item.issued_on, returned_on, on=clock.today()):
        raise Refused(refusals)
    item.returned_on, item.condition, item.returned_to_id = returned_on, condition, by.account_id
    item.note = "\n".join(filter(None, (item.note, note)))
    _note("kit_returned", item, by)
    return item


def _refuse_elsewhere(kind: str, name: str, serial: str | None, issued_on: date, by: Viewer) -> None:
    """Say who has it, where the viewer may know; the exclusion constraint stands behind this for two at once."""
    if serial is None:
        return
    holds = func.daterange(KitItem.issued_on, KitItem.returned_on).op("&&")(func.daterange(issued_on, None))
    other = db.session.execute(
        select(Volunteer, in_scope(by, Permission.VOLUNTEER_READ, Volunteer.id))
        .join(KitItem, KitItem.volunteer_id == Volunteer.id)
        .where(KitItem.kind == kind, KitItem.serial == serial, holds)
        .limit(1)
    ).first()
    if other is not None:
        volunteer, may_know = other
        who = volunteer.name if may_know else "someone in another area"
        words = f"{name} {serial} is or was with {who} on that day. Take it back from them first."
        raise Refused(Refusal("out_already", words, "Whoever keeps their kit"))


def _note(act: str, item: KitItem, by: Viewer) -> None:
    record(act, subject="volunteer", subject_id=item.volunteer_id, by=by.account_id, kit_id=item.id, kind=item.kind)
