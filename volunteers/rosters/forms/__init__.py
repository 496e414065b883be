"""What the pages of this room ask."""

from volunteers.rosters.forms.attendance import AttendanceForm, Booking, attendance_form
from volunteers.rosters.forms.london import LondonClockField, moment_of
from volunteers.rosters.forms.places import AssignForm, ReasonForm, SignUpForm
from volunteers.rosters.forms.planning import DutyForm, duty_form

__all__ = [
    "AssignForm",
    "AttendanceForm",
    "Booking",
    "DutyForm",
    "LondonClockField",
    "ReasonForm",
    "SignUpForm",
    "attendance_form",
    "duty_form",
    "moment_of",
]
