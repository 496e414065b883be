"""What runs by itself, safe at any time and twice: each act in a transaction of its own, judged anew under its lock."""

from volunteers import clock
from volunteers.rosters import service
from volunteers.rosters.queries.handovers import list_handovers_to_lapse
from volunteers.rosters.queries.requests import list_duties_to_give, list_requests_to_close
from volunteers.rosters.queries.waiting import list_offers_to_lapse, list_posts_to_offer
from volunteers.unit_of_work import unit_of_work


def lapse_offers() -> None:
    """Pass on the places whose offer nobody answered in time, and offer those that came free without anyone to take
    them."""
    for wait_id in list_offers_to_lapse(clock.now()):
        with unit_of_work():
            service.lapse_offer(wait_id)
    for duty_id, post_id in list_posts_to_offer(clock.now()):
        with unit_of_work():
            service.offer_free_places(duty_id, post_id)


def give_automatic_places() -> None:
    """Give the places that were asked for, duty by duty, once the time for asking is over."""
    for duty_id in list_duties_to_give(clock.now()):
        with unit_of_work():
            service.give_places(duty_id)


def end_handovers() -> None:
    """End what leads nowhere any more: requests, stand-ins and swaps of duties that began, or of places given up."""
    for sign_up_id in list_requests_to_close(clock.now()):
        with unit_of_work():
            service.close_request(sign_up_id)
    for handover_id in list_handovers_to_lapse():
        with unit_of_work():
            service.lapse_handover(handover_id)
