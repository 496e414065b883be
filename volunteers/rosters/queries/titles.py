"""What duties are called, and when they are."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty
from volunteers.rosters.rules import in_words


def titles_of(duty_ids: Collection[int], viewer: Viewer) -> Mapping[int, str]:
    """Friday patrol, 4 December 2026: those of these duties that the viewer sees, soonest first; one statement."""
    within = viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area)
    rows = db.session.execute(
        select(Duty.id, Duty.title, Duty.starts_at)
        .where(Duty.id.in_(list(duty_ids)), within)
        .order_by(Duty.starts_at, Duty.id)
    )
    return {duty_id: f"{title}, {in_words(clock.on(starts_at))}" for duty_id, title, starts_at in rows}
