"""What is entered of people's coming and going."""

from volunteers.attendance.forms.acts import (
    AbsenceForm,
    BookForm,
    CorrectForm,
    LeaderForm,
    SafeForm,
    absence_form,
    leader_form,
)
from volunteers.attendance.forms.queued import Queued, read_queued
from volunteers.attendance.forms.sheet import AttendanceForm, Times, attendance_form

__all__ = [
    "AbsenceForm",
    "AttendanceForm",
    "BookForm",
    "CorrectForm",
    "LeaderForm",
    "Queued",
    "SafeForm",
    "Times",
    "absence_form",
    "attendance_form",
    "leader_form",
    "read_queued",
]
