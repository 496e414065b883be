"""Entering hours: booked, claimed, adjusted and certified, each only ever as a difference."""

from volunteers.hours.service.booking import post_booked
from volunteers.hours.service.certifying import adjust, certify, send_back
from volunteers.hours.service.claiming import claim, claim_for, say_basis, withdraw
from volunteers.hours.service.taking_out import take_out

__all__ = ["adjust", "certify", "claim", "claim_for", "post_booked", "say_basis", "send_back", "take_out", "withdraw"]
