"""What a scenario changes, in words and as it is stored, and what cannot be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from volunteers.errors import Refusal

MOST_INTAKES = 20
MOST_PLACES = 500
LEAST_PERCENT, MOST_PERCENT = 10, 300
MOST_SCENARIOS = 6
LONGEST_NAME = 80
AS_NOW = 100


@dataclass(frozen=True)
class Asked:
    """The changes of a scenario: intakes beyond those planned, and shares of what happens now, in percent.

    ``stage_percents`` holds (stage, percent of the time it takes now).
    """

    more_intakes: int = 0
    places_each: int = 0
    stage_percents: tuple[tuple[str, int], ...] = ()
    leavers_percent: int = AS_NOW
    applications_percent: int = AS_NOW
    conversion_percent: int = AS_NOW

    @property
    def changes_nothing(self) -> bool:
        return self == Asked(places_each=self.places_each, stage_percents=self.stage_percents) and all(
            percent == AS_NOW for _, percent in self.stage_percents
        )

    def as_stored(self) -> dict[str, Any]:
        """As JSON takes it; ``read_asked`` gives it back."""
        return {
            "more_intakes": self.more_intakes,
            "places_each": self.places_each,
            "stage_percents": [list(pair) for pair in self.stage_percents],
            "leavers_percent": self.leavers_percent,
            "applications_percent": self.applications_percent,
            "conversion_percent": self.conversion_percent,
        }


@dataclass(frozen=True)
class ScenarioDraft:
    """A scenario as someone asks for it, for the whole force without an area."""

    strand: str
    area: str | None
    name: str
    asked: Asked


def read_asked(stored: Mapping[str, Any]) -> Asked:
    """What ``as_stored`` wrote."""
    pairs = tuple((str(stage), int(percent)) for stage, percent in stored.get("stage_percents", ()))
    numbers = {name: int(value) for name, value in stored.items() if name != "stage_percents"}
    return Asked(**numbers, stage_percents=pairs)


def refusals_of_scenario(draft: ScenarioDraft, *, stages: Sequence[str], others: Sequence[str]) -> list[Refusal]:
    """What is wrong with a scenario, given the stages it may speak of and the names of those already there."""
    return [*_wrong_name(draft.name, others), *_wrong_intakes(draft.asked), *_wrong_shares(draft.asked, stages)]


def _wrong_name(name: str, others: Sequence[str]) -> list[Refusal]:
    if not name.strip():
        return [Refusal("name", "Give the scenario a name.")]
    if len(name) > LONGEST_NAME:
        return [Refusal("name", f"Keep the name of the scenario to {LONGEST_NAME} characters.")]
    if name.strip().casefold() in {other.casefold() for other in others}:
        return [Refusal("name", f"There is already a scenario called {name.strip()} here. Give this one another name.")]
    if len(others) >= MOST_SCENARIOS:
        return [Refusal("too_many", f"There are already {MOST_SCENARIOS} scenarios here. Remove one first.")]
    return []


def _wrong_intakes(asked: Asked) -> list[Refusal]:
    if not 0 <= asked.more_intakes <= MOST_INTAKES:
        return [Refusal("more_intakes", f"The number of further intakes must be from 0 to {MOST_INTAKES}.")]
    if asked.more_intakes and not 1 <= asked.places_each <= MOST_PLACES:
        return [Refusal("places_each", f"The places of each further intake must be from 1 to {MOST_PLACES}.")]
    return []


def _wrong_shares(asked: Asked, stages: Sequence[str]) -> list[Refusal]:
    shares = {
        "leavers_percent": ("leavers", asked.leavers_percent),
        "applications_percent": ("applications", asked.applications_percent),
        "conversion_percent": ("applicants who go on", asked.conversion_percent),
        **{f"stage-{stage}": ("time of a stage", percent) for stage, percent in asked.stage_percents},
    }
    wrong = [
        Refusal(name, f"The {words} must be from {LEAST_PERCENT}% to {MOST_PERCENT}% of what they are now.")
        for name, (words, percent) in shares.items()
        if not LEAST_PERCENT <= percent <= MOST_PERCENT
    ]
    if any(stage not in stages for stage, _ in asked.stage_percents):
        wrong.append(Refusal("stage", "One of the stages is not in this pipeline any more."))
    if not wrong and asked.changes_nothing:
        wrong.append(Refusal("nothing", "Change something: as it is, this would be the forecast you already have."))
    return wrong


def words_of(asked: Asked, names: Mapping[str, str]) -> list[str]:
    """Each change in words, with stages by name: "2 more intakes of 16", "10% fewer leavers"."""
    found = []
    if asked.more_intakes:
        intakes = "1 more intake" if asked.more_intakes == 1 else f"{asked.more_intakes} more intakes"
        found.append(f"{intakes} of {asked.places_each}")
    found += [
        f"{names.get(stage, stage)} takes {percent}% of its present time"
        for stage, percent in asked.stage_percents
        if percent != AS_NOW
    ]
    for what, percent in (("leavers", asked.leavers_percent), ("applications", asked.applications_percent)):
        if percent != AS_NOW:
            found.append(f"{abs(percent - AS_NOW)}% {'more' if percent > AS_NOW else 'fewer'} {what}")
    if asked.conversion_percent != AS_NOW:
        more = "more" if asked.conversion_percent > AS_NOW else "fewer"
        found.append(f"{abs(asked.conversion_percent - AS_NOW)}% {more} applicants come through")
    return found
