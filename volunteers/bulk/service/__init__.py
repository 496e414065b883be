"""Doing the same with many: applications chosen, judged, moved and put back, and letters written to many."""

from volunteers.bulk.service.choosing import NOTHING_CHOSEN, choose, choose_all, forget_old_choices, plan
from volunteers.bulk.service.judging import Outlook, preview
from volunteers.bulk.service.mailings import (
    agree,
    ask_second,
    change_words,
    opt_out,
    refuse,
    send,
    stop,
    write_to_applicants,
    write_to_volunteers,
)
from volunteers.bulk.service.moving import carry_out
from volunteers.bulk.service.sending import send_batch
from volunteers.bulk.service.undoing import follow_up, undo

__all__ = [
    "NOTHING_CHOSEN",
    "Outlook",
    "agree",
    "ask_second",
    "carry_out",
    "change_words",
    "choose",
    "choose_all",
    "follow_up",
    "forget_old_choices",
    "opt_out",
    "plan",
    "preview",
    "refuse",
    "send",
    "send_batch",
    "stop",
    "undo",
    "write_to_applicants",
    "write_to_volunteers",
]
