"""What runs by itself, safe at any time and twice: reminding people, and giving on places that lead nowhere."""

from volunteers import clock
from volunteers.appointments.queries.reminding import list_bookings_to_remind, list_invitations_to_nudge
from volunteers.appointments.rules.reminding import is_decent
from volunteers.appointments.service import close_invitations_of_ended, let_go, sessions_to_tidy
from volunteers.appointments.service.reminding import nudge, remind
from volunteers.unit_of_work import unit_of_work


def remind_by_day() -> None:
    """Remind those who have a place soon, and nudge those who have not chosen; each in a transaction of its own.

    Does nothing at an hour at which nobody should be written to: the next run within the day makes up for it.
    """
    if not is_decent(clock.in_london(clock.now())):
        return
    for booking_id in list_bookings_to_remind():
        with unit_of_work():
            remind(booking_id)
    for invitation_id in list_invitations_to_nudge():
        with unit_of_work():
            nudge(invitation_id)


def let_go_of_places() -> None:
    """Give on the places of applicants whose application ended, one session at a time, and end what nobody can use."""
    for session_id in sessions_to_tidy():
        with unit_of_work():
            let_go(session_id)
    with unit_of_work():
        close_invitations_of_ended()
