"""Naming a guardian, asking them, what they answer, and what coordinators do about them."""

from volunteers.guardians.service.answering import CHANGED_WORDS, answer, disown, save_health
from volunteers.guardians.service.confirming import disclose_again, do_not_disclose, note_call
from volunteers.guardians.service.copying import copy_to_guardian
from volunteers.guardians.service.naming import (
    Naming,
    ask,
    drop_guardian,
    name_guardian,
    remind,
    send_links_to,
    send_new_link,
)

__all__ = [
    "CHANGED_WORDS",
    "Naming",
    "answer",
    "ask",
    "copy_to_guardian",
    "disclose_again",
    "disown",
    "do_not_disclose",
    "drop_guardian",
    "name_guardian",
    "note_call",
    "remind",
    "save_health",
    "send_links_to",
    "send_new_link",
]
