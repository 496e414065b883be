"""What staff do with an application: record checks, move it on, and clear the applicant for duty."""

from volunteers.onboarding.service.agreements import sign
from volunteers.onboarding.service.checks import IN_VETTING_ROOM, STALE, record_check
from volunteers.onboarding.service.clearing import clear_for_duty
from volunteers.onboarding.service.exports import ExportedFile, export_list
from volunteers.onboarding.service.guardians import (
    ask_guardian,
    close_off_guardian,
    note_health_read,
    open_guardian_again,
    ring_guardian,
)
from volunteers.onboarding.service.likeness import decide_alike
from volunteers.onboarding.service.moves import advance
from volunteers.onboarding.service.views import remove_view, rename_view, save_view, start_with

__all__ = [
    "IN_VETTING_ROOM",
    "STALE",
    "ExportedFile",
    "advance",
    "ask_guardian",
    "clear_for_duty",
    "close_off_guardian",
    "decide_alike",
    "export_list",
    "note_health_read",
    "open_guardian_again",
    "record_check",
    "remove_view",
    "rename_view",
    "ring_guardian",
    "save_view",
    "sign",
    "start_with",
]
