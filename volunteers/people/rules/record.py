"""A volunteer as staff read them: what holds, what has lapsed and what soon will, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from volunteers.people.rules.standing import Holding, HoldingState, state_of

WORDS = {
    HoldingState.GOOD: "Good",
    HoldingState.LAPSES_SOON: "Lapses soon",
    HoldingState.LAPSED: "Lapsed",
    HoldingState.NOT_YET: "Not yet begun",
    HoldingState.NONE: "None",
}
# The colour only repeats the words.
TONES = {
    HoldingState.GOOD: "good",
    HoldingState.LAPSES_SOON: "fair",
    HoldingState.LAPSED: "poor",
    HoldingState.NOT_YET: "waiting",
    HoldingState.NONE: "poor",
}


@dataclass(frozen=True)
class HeldRow:
    """One clearance or qualification on a page."""

    name: str
    state: HoldingState
    from_on: date | None = None
    until_on: date | None = None
    is_needed: bool = False
    reference: str | None = None
    code: str = ""
    may_renew: bool = False

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def wants_attention(self) -> bool:
        """What is needed and not good, and whatever lapsed or soon will."""
        if self.is_needed:
            return self.state is not HoldingState.GOOD
        return self.state in {HoldingState.LAPSED, HoldingState.LAPSES_SOON}


def latest(code: str, holdings: Iterable[Holding], on: date) -> Holding | None:
    """The holding of that code that says most about a date: the one that runs longest of those begun, else the next."""
    own = [one for one in holdings if one.code == code]
    begun = [one for one in own if one.from_on <= on]
    if begun:
        return max(begun, key=lambda one: (one.until_on or date.max, one.from_on))
    return min(own, key=lambda one: one.from_on, default=None)


def held_row(
    code: str, name: str, holdings: Iterable[Holding], on: date, *, is_needed: bool,
    references: Mapping[Holding, str | None] | None = None, may_renew: bool = False,
) -> HeldRow:  # fmt: skip
    """How what is held under a code stands on a date; ``references`` gives each holding its own."""
    held = latest(code, holdings, on)
    if held is None:
        return HeldRow(name, HoldingState.NONE, is_needed=is_needed, code=code, may_renew=may_renew)
    reference = (references or {}).get(held)
    return HeldRow(name, state_of(held, on), held.from_on, held.until_on, is_needed, reference, code, may_renew)
