"""Alerts: staff send them, members answer, and those told are told what came after. Nobody is told twice."""

from datetime import timedelta

from sqlalchemy import exists, insert, literal, select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.farms.models import FarmAlert, FarmReply, FarmTelling, FarmUpdate
from volunteers.farms.queries import (
    STRAND,
    get_alert,
    get_membership,
    get_own_alert,
    get_report,
    is_current,
    list_receivers,
)
from volunteers.farms.queries.people import serves
from volunteers.farms.rules.entries import AlertDraft, refusals_to_alert, refusals_to_words
from volunteers.farms.service.reports import close_report
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.unit_of_work import hint_after_commit

QUEUE = "mail"
TELL_JOB = "volunteers.farms.jobs.tell"
AT_ONCE = 100
SUBJECT = "farm_alert"
OVER = Refusal("over", "This alert is over.")
BECAME_ALERT = "Thank you. We have sent an alert to other members about it."


def send_alert(draft: AlertDraft, *, report_id: int | None = None, by: Viewer) -> FarmAlert:
    """Publish an alert; those who want it are told by a job. Refused with a registration in it, or for nobody.

    One that comes of a report closes it, and whoever reported is told.
    """
    if not by.may_in(Permission.FARM_EDIT, STRAND.value, draft.area):
        raise NotFound(f"account {by.account_id} sends no alerts in {draft.area}")
    if report_id is not None:
        get_report(report_id, by, locked=True)
    receivers = list_receivers(draft.crime, area=draft.area, at=draft.at)
    if refusals := refusals_to_alert(draft, receivers=len(receivers)):
        raise Refused(refusals)
    now = clock.now()
    alert = FarmAlert(
        report_id=report_id, area=draft.area, crime=draft.crime, title=draft.title, body=draft.body,
        reference=draft.reference, latitude=draft.at.latitude if draft.at else None,
        longitude=draft.at.longitude if draft.at else None, sent_by_id=by.account_id, sent_at=now,
        ends_at=now + timedelta(days=draft.days),
    )  # fmt: skip
    db.session.add(alert)
    db.session.flush()
    db.session.execute(insert(FarmTelling), [{"alert_id": alert.id, "volunteer_id": one} for one in receivers])
    record("farm_alert_sent", subject=SUBJECT, subject_id=alert.id, by=by.account_id, members=len(receivers))
    if report_id is not None:
        close_report(report_id, BECAME_ALERT, by=by)
    hint_after_commit(QUEUE, TELL_JOB)
    return alert


def update_alert(alert_id: int, body: str, *, is_over: bool, by: Viewer) -> FarmUpdate:
    """Tell those who were told what came after; with ``is_over`` the alert is stood down. ``Conflict`` once over."""
    alert = get_alert(alert_id, by, locked=True)
    if not is_current(alert):
        raise Conflict(OVER)
    if refusals := refusals_to_words(body):
        raise Refused(refusals)
    update = FarmUpdate(alert_id=alert.id, body=body, written_by_id=by.account_id, written_at=clock.now())
    if is_over:
        alert.stood_down_at = clock.now()
    db.session.add(update)
    db.session.flush()
    told = select(literal(alert.id), literal(update.id), FarmTelling.volunteer_id).where(
        FarmTelling.alert_id == alert.id, FarmTelling.update_id.is_(None),
        exists().where(ServicePeriod.volunteer_id == FarmTelling.volunteer_id, serves(clock.today())),
    )  # fmt: skip
    db.session.execute(insert(FarmTelling).from_select(["alert_id", "update_id", "volunteer_id"], told))
    record("farm_alert_updated", subject=SUBJECT, subject_id=alert.id, by=by.account_id, over=is_over)
    hint_after_commit(QUEUE, TELL_JOB)
    return update


def reply(alert_id: int, body: str, *, seen_when: str, by: Viewer) -> FarmReply:
    """A member saw it too. ``NotFound`` for who was not told, ``Conflict`` once the alert is over."""
    alert = get_own_alert(alert_id, by)
    if not is_current(alert):
        raise Conflict(OVER)
    row = FarmReply(
        alert_id=alert_id, volunteer_id=get_membership(by).volunteer_id, body=body, seen_when=seen_when,
        sent_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record("farm_alert_answered", subject=SUBJECT, subject_id=alert_id, by=by.account_id, reply=row.id)
    return row


def tell(*, most: int = AT_ONCE) -> int:
    """Tell some of those who wait to be told; how many, none once all were. Rows of another worker are passed over."""
    rows = db.session.execute(
        select(FarmTelling, FarmAlert, FarmUpdate, Volunteer.first_name, Account)
        .join(FarmAlert, FarmAlert.id == FarmTelling.alert_id)
        .outerjoin(FarmUpdate, FarmUpdate.id == FarmTelling.update_id)
        .join(Volunteer, Volunteer.id == FarmTelling.volunteer_id)
        .join(Account, Account.id == Volunteer.account_id)
        .where(FarmTelling.told_at.is_(None))
        .order_by(FarmTelling.id)
        .limit(most)
        .with_for_update(of=FarmTelling, skip_locked=True)
    ).all()
    for telling, alert, update, name, account in rows:
        telling.told_at = clock.now()
        notify(
            MessageKind.FARM_ALERT_UPDATED if telling.update_id else MessageKind.FARM_ALERT, to=account.email,
            account_id=account.id, to_adult=True, of_strand=STRAND.value, subject=(SUBJECT, alert.id),
            name=name, title=alert.title, category=alert.crime.label, alert_id=alert.id,
            text=update.body if telling.update_id else alert.body, reference=alert.reference,
        )  # fmt: skip
    return len(rows)
