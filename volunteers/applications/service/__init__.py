"""What an applicant may do with an application, or staff for them: begin it, answer it, send it, withdraw it."""

from volunteers.applications.service.answers import answer, answer_item, finish_items, keep_for_later, remove_item
from volunteers.applications.service.details import correct_details, follow_address
from volunteers.applications.service.ending import withdraw
from volunteers.applications.service.guardians import (
    answer_as_guardian,
    ask_guardian_again,
    change_guardian,
    disown_as_guardian,
    save_health_as_guardian,
)
from volunteers.applications.service.placing import give_its_place_back
from volunteers.applications.service.sending import send_more, submit
from volunteers.applications.service.starting import record_for, refusals_to_begin, start
from volunteers.applications.service.waits import measure_waits

__all__ = [
    "answer",
    "answer_as_guardian",
    "answer_item",
    "ask_guardian_again",
    "change_guardian",
    "correct_details",
    "disown_as_guardian",
    "finish_items",
    "follow_address",
    "give_its_place_back",
    "keep_for_later",
    "measure_waits",
    "record_for",
    "refusals_to_begin",
    "remove_item",
    "save_health_as_guardian",
    "send_more",
    "start",
    "submit",
    "withdraw",
]
