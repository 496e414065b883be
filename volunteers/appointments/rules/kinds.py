"""What kinds of appointment there are, and how a session, an invitation and a booking may stand."""

from enum import StrEnum


class SessionKind(StrEnum):
    """What people come to a session for."""

    INTERVIEW = "interview"
    FITNESS = "fitness"
    MEDICAL = "medical"
    COURSE = "course"
    ORIENTATION = "orientation"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "interview": "Interview",
            "fitness": "Fitness test",
            "medical": "Medical",
            "course": "Course",
            "orientation": "Orientation evening",
            "other": "Other appointment",
        }[self]

    @property
    def with_article(self) -> str:
        """As it stands inside a sentence: "an interview"."""
        words = self.label.lower()
        return f"{'an' if words[0] in 'aeiou' else 'a'} {words}" if self is not SessionKind.OTHER else "an appointment"


class SessionState(StrEnum):
    """``held`` once somebody marked who came."""

    OPEN = "open"
    CANCELLED = "cancelled"
    HELD = "held"

    @property
    def label(self) -> str:
        return {"open": "Open", "cancelled": "Cancelled", "held": "Attendance marked"}[self]


class InvitationState(StrEnum):
    """``open`` while the applicant may choose a session by it, whether or not they have chosen one."""

    OPEN = "open"
    CLOSED = "closed"


class BookingState(StrEnum):
    """How one applicant stands with one session. ``unknown``: nobody could tell afterwards whether they came."""

    BOOKED = "booked"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    MISSED = "missed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "booked": "Booked",
            "waiting": "On the waiting list",
            "cancelled": "Cancelled",
            "attended": "Came",
            "missed": "Did not come",
            "unknown": "Not known whether they came",
        }[self]

    @property
    def is_live(self) -> bool:
        """Whether it still leads to the session: a place, or a hope of one."""
        return self in LIVE

    @property
    def takes_a_place(self) -> bool:
        """Whether it counts against the places of the session."""
        return self in TAKING


LIVE = (BookingState.BOOKED, BookingState.WAITING)
MARKED = (BookingState.ATTENDED, BookingState.MISSED, BookingState.UNKNOWN)
TAKING = (BookingState.BOOKED, *MARKED)
