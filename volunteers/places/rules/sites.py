"""A roadside site and the team of a SpeedWatch scheme: may they be used, may they start? Plain values in and out.

Sources: limits of 20, 30 and 40 only, a risk assessment of each site, and a team to start with (domain.md 1.6).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.errors import Refusal

SPEED_LIMITS = (20, 30, 40)
COORDINATOR = "The coordinator"


class SiteOutcome(StrEnum):
    """What a risk assessment found."""

    SUITABLE = "suitable"
    WITH_CONDITIONS = "with_conditions"
    NOT_SUITABLE = "not_suitable"

    @property
    def label(self) -> str:
        return {
            "suitable": "Suitable", "with_conditions": "Suitable with conditions", "not_suitable": "Not suitable",
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class AssessmentEntry:
    """A risk assessment as someone wants to write it down. ``valid_until`` is the last good day."""

    outcome: SiteOutcome
    assessed_on: date
    valid_until: date | None
    findings: str


@dataclass(frozen=True)
class SiteState:
    """A site with what its newest assessment says; None where there is none."""

    id: int
    road: str
    place: str
    speed_limit: int
    outcome: SiteOutcome | None = None
    assessed_on: date | None = None
    valid_until: date | None = None
    findings: str = ""

    @property
    def name(self) -> str:
        return f"{self.road}, {self.place}"

    def is_authorised_on(self, on: date) -> bool:
        """Whether a session may stand here on a date."""
        allowed = self.outcome in (SiteOutcome.SUITABLE, SiteOutcome.WITH_CONDITIONS)
        begun = self.assessed_on is not None and self.assessed_on <= on
        return allowed and begun and self.valid_until is not None and on <= self.valid_until

    def words_on(self, on: date) -> str:
        """How it stands on a date, in words."""
        if self.outcome is None:
            return "Not assessed yet"
        if self.outcome is SiteOutcome.NOT_SUITABLE:
            return "Not suitable"
        if not self.is_authorised_on(on):
            return "Assessment ran out"
        return self.outcome.label

    def tone_on(self, on: date) -> str:
        """How that is coloured."""
        if self.outcome is None:
            return "waiting"
        return "good" if self.is_authorised_on(on) else "poor"


def refusals_to_assess(entry: AssessmentEntry, *, on: date) -> list[Refusal]:
    """Why a risk assessment cannot be written down like this on a date; empty when it can."""
    faults = [
        (entry.assessed_on > on, "assessed_in_future", "The day of the visit must be today or in the past."),
        (
            entry.outcome is SiteOutcome.NOT_SUITABLE and entry.valid_until is not None,
            "validity_without_pass",
            "A site that is not suitable has no last good day. Clear it.",
        ),
        (
            entry.valid_until is not None and entry.valid_until < entry.assessed_on,
            "validity_before_visit",
            "The last good day cannot be before the day of the visit.",
        ),
        (
            entry.outcome is not SiteOutcome.SUITABLE and not entry.findings.strip(),
            "findings_missing",
            "Say what was found: the conditions, or why it is not suitable.",
        ),
    ]
    return [Refusal(code, words) for is_wrong, code, words in faults if is_wrong]


def refusals_to_start(*, people: int, needed: int, sites: list[SiteState], on: date) -> list[Refusal]:
    """What a scheme still lacks before it starts on a date: its team, and a site it may use."""
    missing = []
    if people < needed:
        words = f"A scheme starts with at least {needed} people. This one has {people}."
        missing.append(Refusal("team_too_small", words, "The scheme's applicants"))
    if not any(site.is_authorised_on(on) for site in sites):
        words = "No site of this scheme has a valid risk assessment yet."
        missing.append(Refusal("no_site", words, COORDINATOR))
    return missing
