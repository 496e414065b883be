"""What a force pays back: miles by vehicle, meals by hours away, and until when a claim may be sent."""

from dataclasses import dataclass

from volunteers.errors import NotFound


@dataclass(frozen=True)
class MileageRate:
    """Pence a mile for a vehicle; where it changes, after so many miles of a tax year it is ``pence_after``."""

    code: str
    name: str
    pence: int
    miles_a_year: int | None = None
    pence_after: int | None = None
    source: str = ""


@dataclass(frozen=True)
class SubsistenceBand:
    """Pence for being away for more than so many hours."""

    over_hours: int
    pence: int


APPROVED = "https://www.gov.uk/expenses-and-benefits-business-travel-mileage/rules-for-tax"


@dataclass(frozen=True)
class Expenses:
    """All of it. Bands stand in order, the shortest absence first. ``subsistence_source`` is where the hours were seen.

    A receipt is needed for more than ``receipt_above_pence``; what was spent ``claim_months`` ago or longer is too old;
    miles above ``ask_above_miles`` are asked about, because they are more likely to be a slip.
    """

    mileage: tuple[MileageRate, ...] = (
        MileageRate("car", "Car or van", 45, 10_000, 25, APPROVED),
        MileageRate("motorcycle", "Motorcycle", 24, source=APPROVED),
        MileageRate("bicycle", "Bicycle", 20, source=APPROVED),
    )
    subsistence: tuple[SubsistenceBand, ...] = (SubsistenceBand(4, 500), SubsistenceBand(8, 1_000))
    subsistence_source: str = ""
    receipt_above_pence: int = 500
    claim_months: int = 3
    ask_above_miles: int = 500

    def rate(self, code: str) -> MileageRate:
        """The rate of a vehicle by its code; raises ``NotFound``."""
        for rate in self.mileage:
            if rate.code == code:
                return rate
        raise NotFound(f"no rate for {code!r}")
