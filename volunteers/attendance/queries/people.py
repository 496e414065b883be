"""Everyone on a duty: when they came and went as it stands, who did not come, and all that was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select

from volunteers import clock
from volunteers.attendance.models import Absence, WelfareCheck
from volunteers.attendance.queries.entries import Entry, entries_of
from volunteers.attendance.queries.welfare import name_of, overdue
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Attendance, Duty, Post, SignUp, SignUpState
from volunteers.rosters.rules import clock_words, lasting


@dataclass(frozen=True)
class Attended:
    """Someone with a place on a duty. ``absent`` is why they did not come, in words; None where nobody said so."""

    sign_up_id: int
    volunteer_id: int
    name: str
    post: str
    on: datetime | None
    off: datetime | None
    minutes: int | None
    absent: str | None
    is_overdue: bool
    safe: str | None
    leads: bool
    entries: Sequence[Entry] = ()

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.on is None:
            return "Not booked on yet"
        on = clock_words(clock.in_london(self.on))
        if self.off is None:
            return f"On duty since {on}"
        return f"{on} to {clock_words(clock.in_london(self.off))}: {lasting(self.minutes or 0)}"

    @property
    def marks(self) -> list[str]:
        """What whoever looks over the attendance should look at."""
        marks = dict.fromkeys(mark for entry in self.entries for mark in entry.marks)
        return list(marks)


@dataclass(frozen=True)
class Count:
    """How many of a duty came, and did not."""

    places: int
    on: int
    off: int
    absent: int

    @property
    def unknown(self) -> int:
        return self.places - self.on - self.absent


def get_attendance(duty_id: int, *, with_entries: bool = False) -> list[Attended]:
    """Everyone with a place on the duty by surname; whether the viewer may see them is for the page to know."""
    rows = db.session.execute(
        select(SignUp.id, Volunteer, Post.name, Attendance, Absence, WelfareCheck, Duty, overdue(clock.now()))
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Post, Post.id == SignUp.post_id)
        .outerjoin(Attendance, Attendance.sign_up_id == SignUp.id)
        .outerjoin(Absence, and_(Absence.sign_up_id == SignUp.id, Absence.ended_at.is_(None)))
        .outerjoin(WelfareCheck, WelfareCheck.sign_up_id == SignUp.id)
        .where(SignUp.duty_id == duty_id, SignUp.state == SignUpState.CONFIRMED)
        .order_by(Volunteer.last_name, Volunteer.first_name, SignUp.id)
        .execution_options(populate_existing=True)
    ).all()
    entries: Mapping[int, Sequence[Entry]] = entries_of([row[0] for row in rows]) if with_entries else {}
    return [_attended(row, entries.get(row[0], ())) for row in rows]


def count(people: Sequence[Attended]) -> Count:
    """How many came, went and did not come."""
    return Count(
        len(people), sum(one.on is not None for one in people), sum(one.off is not None for one in people),
        sum(one.absent is not None for one in people),
    )  # fmt: skip


def _attended(row: Row[*tuple[Any, ...]], entries: Sequence[Entry]) -> Attended:
    sign_up_id, person, post, stands, absence, check, duty, is_overdue = row
    return Attended(
        sign_up_id, person.id, name_of(person, duty.strand), post,
        stands.booked_on_at if stands else None, stands.booked_off_at if stands else None,
        stands.minutes if stands else None, _why(absence) if absence else None,
        stands is not None and bool(is_overdue) and (check is None or check.safe_at is None),
        check.safe_words if check is not None and check.safe_at else None, duty.leader_id == person.id, entries,
    )  # fmt: skip


def _why(absence: Absence) -> str:
    return f"{absence.reason}: {absence.note}" if absence.note else absence.reason
