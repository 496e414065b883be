"""What the pages of this room ask."""

from volunteers.rosters.forms.handovers import AnswerForm, SwapForm, TakeOverForm
from volunteers.rosters.forms.places import AssignForm, FreeForm, ReasonForm, RemoveForm, SignUpForm
from volunteers.rosters.forms.planning import DutyForm, duty_form
from volunteers.web.london import LondonClockField, moment_of

__all__ = [
    "AnswerForm",
    "AssignForm",
    "DutyForm",
    "FreeForm",
    "LondonClockField",
    "ReasonForm",
    "RemoveForm",
    "SignUpForm",
    "SwapForm",
    "TakeOverForm",
    "duty_form",
    "moment_of",
]
