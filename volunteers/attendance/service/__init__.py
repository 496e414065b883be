"""DutyBooking people on and off, noting who did not come, and looking for those whom nobody booked off."""

from volunteers.attendance.service.absences import end_absence, note_absence
from volunteers.attendance.service.booking import book, correct, settle
from volunteers.attendance.service.leading import choose_leader
from volunteers.attendance.service.welfare import check_welfare, note_safe

__all__ = [
    "book",
    "check_welfare",
    "choose_leader",
    "correct",
    "end_absence",
    "note_absence",
    "note_safe",
    "settle",
]
