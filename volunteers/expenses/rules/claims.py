"""What is claimed, and why a claim or a decision on one is refused."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.expenses.rules.amounts import TENTHS, as_money, minutes_away, subsistence
from volunteers.forces.rules import Expenses

COORDINATOR = "your coordinator"


class ClaimKind(StrEnum):
    """What was paid for."""

    MILEAGE = "mileage"
    SUBSISTENCE = "subsistence"
    OTHER = "other"

    @property
    def words(self) -> str:
        return {"mileage": "Miles", "subsistence": "Meals", "other": "Something else"}[self.value]


class ClaimState(StrEnum):
    """How a claim stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Drive:
    """Miles driven from one place to another, in tenths; ``is_sure`` once a long way was checked."""

    vehicle: str
    tenths: int
    from_place: str
    to_place: str
    is_sure: bool = False


@dataclass(frozen=True)
class Subsistence:
    """Away from one time of day until another, on the next day where that is earlier."""

    left: time
    back: time


@dataclass(frozen=True)
class Other:
    """Something bought, and the number or description of its receipt."""

    what: str
    pence: int
    receipt: str


@dataclass(frozen=True)
class Given:
    """A claim as it is made: of a duty that they were on, or of a day."""

    spent_on: date
    sign_up_id: int | None
    particulars: Drive | Subsistence | Other

    @property
    def kind(self) -> ClaimKind:
        kinds = {Drive: ClaimKind.MILEAGE, Subsistence: ClaimKind.SUBSISTENCE, Other: ClaimKind.OTHER}
        return kinds[type(self.particulars)]


def refusals_to_claim(given: Given, force: Expenses, *, today: date, oldest: date) -> list[Refusal]:
    """Why a claim cannot be made on a day; ``oldest`` is the first day for which one can."""
    refusals = []
    if given.spent_on > today:
        refusals.append(Refusal("future", "The day cannot be in the future."))
    if given.spent_on < oldest:
        refusals.append(
            Refusal(
                "too_old",
                f"You can claim what you paid on {oldest.day} {oldest:%B %Y} or later. This was before that.",
                COORDINATOR,
            )
        )
    what = given.particulars
    if isinstance(what, Drive):
        refusals += _of_drive(what, force)
    elif isinstance(what, Subsistence):
        refusals += _of_subsistence(what, force)
    else:
        refusals += _of_other(what, force)
    return refusals


def is_double(given: Given, other: Given) -> bool:
    """Whether two live claims of one person are for the same thing."""
    if given.kind is not other.kind:
        return False
    same_occasion = (given.sign_up_id, given.spent_on) == (other.sign_up_id, other.spent_on)
    if isinstance(given.particulars, Subsistence):
        return same_occasion or given.spent_on == other.spent_on
    if not same_occasion:
        return False
    return (given.sign_up_id is not None and given.kind is ClaimKind.MILEAGE) or _told(given) == _told(other)


def refusals_to_decide(*, is_own: bool, claimed: int, pays: int | None, reason: str) -> list[Refusal]:
    """Why a decision cannot stand: ``pays`` is None where a claim is refused."""
    refusals = []
    if is_own:
        refusals.append(Refusal("own_claim", "Nobody approves what they claimed themselves.", "another coordinator"))
    if pays is not None and not 0 < pays <= claimed:
        refusals.append(Refusal("amount", f"The amount must be more than nothing, and {as_money(claimed)} at most."))
    if (pays is None or pays != claimed) and not reason.strip():
        refusals.append(Refusal("no_reason", "Say why, in words the volunteer will read."))
    return refusals


def _told(given: Given) -> tuple[object, ...]:
    what = given.particulars
    if isinstance(what, Drive):
        return (what.tenths, what.from_place.casefold(), what.to_place.casefold())
    if isinstance(what, Other):
        return (what.pence, what.what.casefold())
    return ()


def _of_drive(drive: Drive, force: Expenses) -> list[Refusal]:
    refusals = []
    if drive.vehicle not in {rate.code for rate in force.mileage}:
        refusals.append(Refusal("vehicle", "Choose how you travelled."))
    if drive.from_place.casefold() == drive.to_place.casefold():
        refusals.append(
            Refusal("same_place", "You went from and to the same place. If you drove there and back, say where to.")
        )
    if drive.tenths <= 0:
        refusals.append(Refusal("miles", "Enter how many miles you travelled."))
    if drive.tenths > force.ask_above_miles * TENTHS and not drive.is_sure:
        refusals.append(
            Refusal(
                "check_miles", f"That is more than {force.ask_above_miles} miles. Check it, and tick that it is right."
            )
        )
    return refusals


def _of_subsistence(away: Subsistence, force: Expenses) -> list[Refusal]:
    if subsistence(minutes_away(away.left, away.back), force) is not None:
        return []
    least = min(band.over_hours for band in force.subsistence)
    return [Refusal("too_short", f"Meals are paid when you were away for more than {least} hours.")]


def _of_other(bought: Other, force: Expenses) -> list[Refusal]:
    refusals = []
    if bought.pence <= 0:
        refusals.append(Refusal("amount", "Enter what you paid."))
    if bought.pence > force.receipt_above_pence and not bought.receipt.strip():
        limit = as_money(force.receipt_above_pence)
        refusals.append(Refusal("receipt", f"For more than {limit} we need your receipt. Say what is written on it."))
    return refusals
