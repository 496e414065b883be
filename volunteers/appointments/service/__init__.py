"""What is done with appointments: each act locks what it judges, and refuses in words or does all of it."""

from volunteers.appointments.service.attendance import NotDone, mark_attendance
from volunteers.appointments.service.booking import book, cancel_booking, join_waiting_list, move_booking
from volunteers.appointments.service.ending import close_invitations_of_ended, let_go, sessions_to_tidy
from volunteers.appointments.service.inviting import fill, invite
from volunteers.appointments.service.places import offer_next
from volunteers.appointments.service.planning import cancel_session, change_session, make_session, make_sessions

__all__ = [
    "NotDone",
    "book",
    "cancel_booking",
    "cancel_session",
    "change_session",
    "close_invitations_of_ended",
    "fill",
    "invite",
    "join_waiting_list",
    "let_go",
    "make_session",
    "make_sessions",
    "mark_attendance",
    "move_booking",
    "offer_next",
    "sessions_to_tidy",
]
