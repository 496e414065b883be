"""Naming and asking referees, reminding them, and taking what they say."""

from volunteers.references.service.answering import decline, give, keep_page, open_reference
from volunteers.references.service.asking import ask
from volunteers.references.service.naming import name_referees, replace
from volunteers.references.service.waiting import note_unreachable, remind

__all__ = [
    "ask",
    "decline",
    "give",
    "keep_page",
    "name_referees",
    "note_unreachable",
    "open_reference",
    "remind",
    "replace",
]
