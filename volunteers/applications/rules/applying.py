"""May this person begin an application for this kind of volunteering?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import Refusal
from volunteers.strands.rules import Strand, in_words


@dataclass(frozen=True)
class Earlier:
    """An earlier unsuccessful application of the same person to the same strand."""

    ended_on: date
    again_from: date


def refusals_to_apply(strand: Strand, *, earlier: Sequence[Earlier], serves: bool, on: date) -> list[Refusal]:
    """Why not, on a date; empty when they may. Someone who withdrew may begin again at once.

    How long to wait is the force's rule (``numbers.reapply_months``).
    """
    if serves:
        return [Refusal("already_serving", f"You already volunteer here as a {strand.member}.")]
    last = max(earlier, key=lambda each: each.again_from, default=None)
    if last is None or last.again_from <= on:
        return []
    words = (
        f"Your last application ended on {in_words(last.ended_on)}. "
        f"You can apply again from {in_words(last.again_from)}."
    )
    return [Refusal("too_soon", words, clears_on=last.again_from)]
