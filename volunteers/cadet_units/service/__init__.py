"""Asking for forms, what guardians answer, and keeping the register."""

from volunteers.cadet_units.service.answering import Answer, answer, withdraw
from volunteers.cadet_units.service.asking import Asked, ask, note_paper, remind
from volunteers.cadet_units.service.reading import note_health_read
from volunteers.cadet_units.service.register import AdultLine, RegisterLine, keep_register

__all__ = [
    "AdultLine",
    "Answer",
    "Asked",
    "RegisterLine",
    "answer",
    "ask",
    "keep_register",
    "note_health_read",
    "note_paper",
    "remind",
    "withdraw",
]
