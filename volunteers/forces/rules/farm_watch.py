"""What a force says of its Farm Watch: how far and how long alerts reach, and when a point is doubted."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FarmWatch:
    """The values of Farm Watch that vary by force.

    An alert ends after ``alert_days`` unless staff choose otherwise, at most ``most_alert_days``. New members are told
    of what is within ``alert_miles``. Premises further than ``doubt_miles`` from every unit are asked about once. A
    thing is lent for ``loan_days``.
    """

    alert_days: int
    most_alert_days: int
    alert_miles: int
    doubt_miles: int
    loan_days: int
