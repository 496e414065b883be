"""What was changed of a duty since someone on it said yes to it, and who has not said yes to it since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import aliased

from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Duty, DutyChange, DutyState, SignUp, SignUpState


@dataclass(frozen=True)
class Unseen:
    """What changed of a duty since a volunteer said yes to it, oldest first; nothing where they are up to date.

    ``version`` is the duty's now: confirming says yes to that one and to no later one.
    """

    version: int
    changes: tuple[str, ...]

    @property
    def must_confirm(self) -> bool:
        return bool(self.changes)


def find_unseen(duty_id: int, volunteer_id: int) -> Unseen | None:
    """What someone on a duty is asked to confirm; None when they are not on it. One statement."""
    rows = db.session.execute(
        select(Duty.version, DutyChange.sentences)
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .outerjoin(DutyChange, and_(DutyChange.duty_id == Duty.id, DutyChange.version > SignUp.seen_version))
        .where(SignUp.duty_id == duty_id, SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED)
        .order_by(DutyChange.version)
    ).all()
    if not rows:
        return None
    return Unseen(rows[0].version, tuple(line for row in rows if row.sentences for line in row.sentences))


@dataclass(frozen=True)
class Clash:
    """Someone on a duty who is on another one at the time it is to have."""

    name: str
    other: str


def list_clashes(duty: Duty, during: Range[datetime]) -> list[Clash]:
    """Those on a duty who would then be in two places, by name; the caller may change the duty."""
    place, other = SignUp, aliased(SignUp)
    rows = db.session.execute(
        select(Volunteer.first_name, Volunteer.last_name, Duty.title)
        .select_from(place)
        .join(other, other.volunteer_id == place.volunteer_id)
        .join(Duty, Duty.id == other.duty_id)
        .join(Volunteer, Volunteer.id == place.volunteer_id)
        .where(
            place.duty_id == duty.id, place.state == SignUpState.CONFIRMED, other.duty_id != duty.id,
            other.state == SignUpState.CONFIRMED, Duty.state == DutyState.PUBLISHED,
            other.during.overlaps(during),
        )
        .order_by(Volunteer.last_name, Volunteer.first_name)
    )  # fmt: skip
    return [Clash(f"{first} {last}", title) for first, last, title in rows]
