"""Leave, restrictions and suspensions, and being active again."""

from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import ServiceStatus
from volunteers.people.queries.serving import ServingFile
from volunteers.people.rules.changes import StatusChange, cuts, refusals_of_status
from volunteers.people.service.periods import hold, tell
from volunteers.permissions import Viewer
from volunteers.strands.rules import in_words


def change_status(
    volunteer_id: int, *, period_id: int, change: StatusChange, by: Viewer, seen: int | None = None
) -> ServiceStatus:
    """Write down how someone serves from a day, and until another where that is known, and tell them.

    What stood on those days is replaced and stays on record; what is left of it before and after stands on. Duties are
    judged by it on their own dates at once. Refused without a reason, on days on which they do not serve, and for one's
    own service; ``Conflict`` when someone else was first.
    """
    found = hold(volunteer_id, period_id, seen=seen, by=by)
    if refusals := refusals_of_status(change, found.served, found.spans, today=clock.today()):
        raise Refused(refusals)
    _make_room(found, change, by)
    row = _written(found, change, by)
    record(
        "status_changed", subject="volunteer", subject_id=volunteer_id, by=by.account_id,
        service_period_id=period_id, status=change.status.value, status_id=row.id,
    )  # fmt: skip
    tell(
        MessageKind.SERVICE_STATUS_CHANGED, found, status=change.status.value, from_on=in_words(change.from_on),
        until_on=in_words(change.until_on) if change.until_on else "",
        back_on=in_words(change.back_on) if change.back_on else "", limits=change.limits.strip(),
    )  # fmt: skip
    return row


def _make_room(found: ServingFile, change: StatusChange, by: Viewer) -> None:
    """Replace what the new one goes over, and write down what is left of it."""
    now = clock.now()
    for cut in cuts(found.spans, change.from_on, change.until_on):
        old = found.statuses[cut.place]
        old.replaced_at, old.replaced_by_id = now, by.account_id
        db.session.flush()  # the constraint allows one at a time
        for from_on, until_on in cut.left:
            db.session.add(
                ServiceStatus(
                    service_period_id=old.service_period_id, status=old.status, from_on=from_on, until_on=until_on,
                    reason_code=old.reason_code, reason_words=old.reason_words, limits=old.limits, note=old.note,
                    recorded_by_id=by.account_id, recorded_at=now,
                )
            )  # fmt: skip
    db.session.flush()


def _written(found: ServingFile, change: StatusChange, by: Viewer) -> ServiceStatus:
    row = ServiceStatus(
        service_period_id=found.period.id, status=change.status, from_on=change.from_on, until_on=change.until_on,
        reason_code=change.reason.code if change.reason else None,
        reason_words=change.reason.words if change.reason else None,
        limits=change.limits.strip(), note=change.note.strip(), recorded_by_id=by.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row
