"""What the rules need to know of a session and of whoever would come to it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from volunteers.appointments.rules.kinds import BookingState, SessionKind, SessionState


@dataclass(frozen=True)
class SessionFacts:
    """A session as it stands. ``when`` and ``closes`` are its time, and the last moment applicants act themselves, in
    words; ``contact`` is where to write about its strand.
    """

    id: int
    kind: SessionKind
    strand: str
    area: str
    purpose: str
    title: str
    state: SessionState
    starts_at: datetime
    ends_at: datetime
    starts_on: date
    capacity: int
    taken: int
    cut_off_hours: int
    when: str
    closes: str
    contact: str

    @property
    def free(self) -> int:
        return self.capacity - self.taken

    @property
    def closes_at(self) -> datetime:
        """The last moment at which applicants book, move and cancel themselves."""
        return self.starts_at - timedelta(hours=self.cut_off_hours)

    def is_past_cut_off(self, now: datetime) -> bool:
        return now > self.closes_at


@dataclass(frozen=True)
class Engaged:
    """A live booking of an applicant: for which purpose, when, and how it stands."""

    booking_id: int
    session_id: int
    purpose: str
    title: str
    when: str
    starts_at: datetime
    ends_at: datetime
    state: BookingState


@dataclass(frozen=True)
class ApplicantFacts:
    """How an applicant stands with what a session is for, on the day of the session.

    ``passed`` and ``failed`` are of its check, ``again_from`` the day from which a failed one may be taken again.
    ``invited`` says that an open invitation names the session, or that they have a place for the same purpose and move;
    ``reply_by`` is the day by which they were asked to choose, None where nobody asked.
    """

    strand: str
    is_open: bool
    engaged: tuple[Engaged, ...] = ()
    passed: bool = False
    failed: bool = False
    again_from: date | None = None
    invited: bool = False
    reply_by: date | None = None

    def live(self, purpose: str) -> Engaged | None:
        """Their live booking for a purpose, if there is one."""
        return next((each for each in self.engaged if each.purpose == purpose), None)
