"""What a force says of its Neighbourhood Watch schemes: when one is asked whether it still runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WatchSchemes:
    """The times in which a scheme is looked after.

    A scheme that nothing was heard of for ``quiet_months`` is asked whether it still runs, and has ``answer_days`` to
    say so. Its coordinator looks through the list of households every ``list_months``; staff look at each scheme every
    ``review_months``.
    """

    quiet_months: int
    answer_days: int
    list_months: int
    review_months: int
