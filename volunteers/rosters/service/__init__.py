"""The acts of a roster: each locks what it judges, and refuses in words or does all of it."""

from volunteers.rosters.service.asking import approve, close_request, turn_down
from volunteers.rosters.service.cancelling import cancel
from volunteers.rosters.service.changing import change_duty, confirm_change
from volunteers.rosters.service.duties import PublishedMany, create_duty, publish, publish_many
from volunteers.rosters.service.filling import ask_to_fill, cancel_filling, close_filling, stop_filling
from volunteers.rosters.service.filling_accepting import Accepted, accept
from volunteers.rosters.service.freeing import free
from volunteers.rosters.service.giving import give_places
from volunteers.rosters.service.handovers import ask_for_stand_in, lapse_handover, take_back, take_over
from volunteers.rosters.service.handovers_swapping import answer_swap, offer_swap
from volunteers.rosters.service.places import accept_briefing, assign, withdraw
from volunteers.rosters.service.waiting import answer_by_link, answer_offer, join_waiting_list, leave_waiting_list
from volunteers.rosters.service.waiting_offers import lapse_offer, offer_free_places, place_freed

__all__ = [
    "Accepted",
    "PublishedMany",
    "accept",
    "accept_briefing",
    "answer_by_link",
    "answer_offer",
    "answer_swap",
    "approve",
    "ask_for_stand_in",
    "ask_to_fill",
    "assign",
    "cancel",
    "cancel_filling",
    "change_duty",
    "close_filling",
    "close_request",
    "confirm_change",
    "create_duty",
    "free",
    "give_places",
    "join_waiting_list",
    "lapse_handover",
    "lapse_offer",
    "leave_waiting_list",
    "offer_free_places",
    "offer_swap",
    "place_freed",
    "publish",
    "publish_many",
    "stop_filling",
    "take_back",
    "take_over",
    "turn_down",
    "withdraw",
]
