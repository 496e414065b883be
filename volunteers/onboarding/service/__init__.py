"""What staff do with an application: record checks, move it on, note things down, and decide it with each other."""

from volunteers.onboarding.service.agreements import sign
from volunteers.onboarding.service.checks import IN_VETTING_ROOM, STALE, record_check
from volunteers.onboarding.service.clearing import clear_for_duty
from volunteers.onboarding.service.decisions import clear, decide, decline, move, take_back
from volunteers.onboarding.service.declines import let_out, take_back_decline
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
from volunteers.onboarding.service.notes import change_note, pin_note, remove_note, write_note
from volunteers.onboarding.service.owner import set_owner
from volunteers.onboarding.service.views import remove_view, rename_view, save_view, start_with

__all__ = [
    "IN_VETTING_ROOM",
    "STALE",
    "ExportedFile",
    "advance",
    "ask_guardian",
    "change_note",
    "clear",
    "clear_for_duty",
    "close_off_guardian",
    "decide",
    "decide_alike",
    "decline",
    "export_list",
    "let_out",
    "move",
    "note_health_read",
    "open_guardian_again",
    "pin_note",
    "record_check",
    "remove_note",
    "remove_view",
    "rename_view",
    "ring_guardian",
    "save_view",
    "set_owner",
    "sign",
    "start_with",
    "take_back",
    "take_back_decline",
    "write_note",
]
