"""A serving volunteer's vetting, granted anew or ended. Who may, and on what grounds, is judged in the vetting room."""

from datetime import date, timedelta

from sqlalchemy import update

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Clearance
from volunteers.permissions import Viewer


def grant_vetting(
    volunteer_id: int, code: str, *, from_on: date, until_on: date | None, reference: str | None, by: Viewer
) -> Clearance:
    """Give a volunteer a clearance by vetting between two days, both included, beside those they hold."""
    held = Clearance(
        volunteer_id=volunteer_id, code=code, from_on=from_on, until_on=until_on, reference=reference,
        recorded_by_id=by.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(held)
    db.session.flush()
    record(
        "clearance_renewed", subject="volunteer", subject_id=volunteer_id, by=by.account_id,
        clearance=code, clearance_id=held.id,
    )  # fmt: skip
    return held


def end_vetting(volunteer_id: int, code: str, *, on: date, by: Viewer) -> None:
    """From that day on a volunteer holds no such clearance, however many they were given.

    Every duty that asks for it closes by itself, for each is judged on its own day.
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
