"""Duties, the posts on them, what they are made from, who signed up, and who was there."""

from volunteers.rosters.models.at_risk import PlaceAtRisk
from volunteers.rosters.models.cover import CoverRule, ShortDutyAlert
from volunteers.rosters.models.duties import Duty, DutyChange, Post
from volunteers.rosters.models.filling import Filling, FillingGap, FillingPlace
from volunteers.rosters.models.places import Attendance, Handover, SignUp, Wait
from volunteers.rosters.models.planning import DutySeries, DutyTemplate, Event
from volunteers.rosters.models.reminders import DutyReminder
from volunteers.rosters.rules import DutyState, Giving, HandoverKind, HandoverState, SignUpState, WaitState

__all__ = [
    "Attendance",
    "CoverRule",
    "Duty",
    "DutyChange",
    "DutyReminder",
    "DutySeries",
    "DutyState",
    "DutyTemplate",
    "Event",
    "Filling",
    "FillingGap",
    "FillingPlace",
    "Giving",
    "Handover",
    "HandoverKind",
    "HandoverState",
    "PlaceAtRisk",
    "Post",
    "ShortDutyAlert",
    "SignUp",
    "SignUpState",
    "Wait",
    "WaitState",
]
