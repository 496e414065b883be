"""The acts of SpeedWatch: each locks what it judges, and refuses in words or does all of it."""

from volunteers.speedwatch.service.erasing import erase_overdue, warn_of_waiting
from volunteers.speedwatch.service.handing_over import HandOver, confirm_received, hand_over, note_outcomes
from volunteers.speedwatch.service.keeping import keep_device, retire_device, set_threshold
from volunteers.speedwatch.service.moving import refusals_to_change
from volunteers.speedwatch.service.planning import PlannedStand, call_off, plan_session
from volunteers.speedwatch.service.returning import Return, close_as_not_run, save_draft, send_return

__all__ = [
    "HandOver",
    "PlannedStand",
    "Return",
    "call_off",
    "close_as_not_run",
    "confirm_received",
    "erase_overdue",
    "hand_over",
    "keep_device",
    "note_outcomes",
    "plan_session",
    "refusals_to_change",
    "retire_device",
    "save_draft",
    "send_return",
    "set_threshold",
    "warn_of_waiting",
]
