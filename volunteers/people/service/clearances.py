"""What a volunteer is cleared for, renewed or ended while they serve."""

from datetime import date, timedelta

from sqlalchemy import update

from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Clearance
from volunteers.permissions import Viewer


def renew_clearance(
    volunteer_id: int, code: str, *, from_on: date, until_on: date | None, reference: str | None, by: Viewer
) -> Clearance:
    """Give a volunteer a clearance between two days, both included, beside those they hold. Judged by the caller."""
    held = Clearance(volunteer_id=volunteer_id, code=code, from_on=from_on, until_on=until_on, reference=reference)
    db.session.add(held)
    db.session.flush()
    record("clearance_renewed", subject="volunteer", subject_id=volunteer_id, by=by.account_id, clearance=code)
    return held


def end_clearance(volunteer_id: int, code: str, *, on: date, by: Viewer) -> None:
    """From that day on a volunteer holds no such clearance, however many they were given. Judged by the caller.

    Everything that asks for it closes by itself, for it is judged on the day it happens.
    """
    db.session.execute(
        update(Clearance)
        .where(
            Clearance.volunteer_id == volunteer_id,
            Clearance.code == code,
            Clearance.until_on.is_(None) | (Clearance.until_on >= on),
        )
        .values(until_on=on - timedelta(days=1))
    )
    record("clearance_ended", subject="volunteer", subject_id=volunteer_id, by=by.account_id, clearance=code)
