"""What hours are entered as, what a stint's entries add up to, and what stands in the way of a claim."""

from volunteers.hours.rules.ledger import HoursBasis, HoursStep, Place, Sums, at_place, by_step, differences
from volunteers.hours.rules.refusals import (
    refusals_to_adjust,
    refusals_to_certify,
    refusals_to_change,
    refusals_to_claim,
    refusals_to_end,
)
from volunteers.hours.rules.wording import how_long, in_words, short

__all__ = [
    "HoursBasis", "HoursStep", "Place", "Sums", "at_place", "by_step", "differences", "how_long", "in_words",
    "refusals_to_adjust", "refusals_to_certify", "refusals_to_change", "refusals_to_claim", "refusals_to_end", "short",
]  # fmt: skip
