"""What vetting officers do with a case, and what is put before the auditors."""

from volunteers.vetting.service.deciding import CHANGED, NOT_WAITING, decide, record_outcome, take_back
from volunteers.vetting.service.sampling import sample_openings
from volunteers.vetting.service.taking import (
    NOTHING_WAITS,
    ask_for_review,
    close_ended,
    hand_over,
    say_known,
    take_next,
)
from volunteers.vetting.service.working import (
    NOT_OPEN,
    add_note,
    enquiries_of,
    open_file,
    open_vetting_document,
    read_file,
    tick_enquiries,
)

__all__ = [
    "CHANGED",
    "NOTHING_WAITS",
    "NOT_OPEN",
    "NOT_WAITING",
    "add_note",
    "ask_for_review",
    "close_ended",
    "decide",
    "enquiries_of",
    "hand_over",
    "open_file",
    "open_vetting_document",
    "read_file",
    "record_outcome",
    "sample_openings",
    "say_known",
    "take_back",
    "take_next",
    "tick_enquiries",
]
