"""Members report what they see; staff see to it, and whoever reported is always told what came of it."""

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal
from volunteers.extensions import db, sealing_key
from volunteers.farms.models import FarmReport
from volunteers.farms.queries import STRAND, get_membership, get_report
from volunteers.farms.rules.entries import Seen
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Viewer
from volunteers.sealing import seal, unseal

CLOSED = Refusal("closed", "Someone else has seen to this report already.")
SUBJECT = "farm_report"


def send_report(seen: Seen, *, by: Viewer) -> FarmReport:
    """Tell staff of the member's area of something suspicious. What is said of a vehicle is sealed."""
    member = get_membership(by)
    report = FarmReport(
        volunteer_id=member.volunteer_id, area=member.area, crime=seen.crime, what=seen.what, seen_when=seen.seen_when,
        seen_where=seen.seen_where, reference=seen.reference, latitude=seen.at.latitude, longitude=seen.at.longitude,
        sent_at=clock.now(),
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()  # a vehicle is sealed for its number
    if seen.vehicle:
        report.sealed_vehicle = seal(seen.vehicle, key=sealing_key(), place=report.place)
    record("farm_report_sent", subject=SUBJECT, subject_id=report.id, by=by.account_id)
    return report


def read_vehicle(report: FarmReport) -> str:
    """What was said of a vehicle, for staff who have the report before them; empty for nothing."""
    if report.sealed_vehicle is None:
        return ""
    return unseal(report.sealed_vehicle, key=sealing_key(), place=report.place)


def close_report(report_id: int, answer: str, *, by: Viewer) -> FarmReport:
    """Staff saw to a report; whoever sent it is told what came of it. ``Conflict`` when someone else did."""
    report = get_report(report_id, by, locked=True)
    if report.closed_at is not None:
        raise Conflict(CLOSED)
    report.closed_at, report.closed_by_id, report.answer = clock.now(), by.account_id, answer
    record("farm_report_closed", subject=SUBJECT, subject_id=report.id, by=by.account_id)
    name, account = db.session.execute(
        select(Volunteer.first_name, Account)
        .join(Account, Account.id == Volunteer.account_id)
        .where(Volunteer.id == report.volunteer_id)
    ).one()
    notify(
        MessageKind.FARM_REPORT_ANSWERED, to=account.email, account_id=account.id, subject=(SUBJECT, report.id),
        to_adult=True, of_strand=STRAND.value, name=name, answer=answer,
    )  # fmt: skip
    return report
