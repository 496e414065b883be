"""What the eligibility answers come to, for the page that says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from volunteers.strands.rules import Answer, Finding, Outcome, Strand, judge_eligibility, overall

STOPS = (Outcome.NO, Outcome.NOT_YET)


@dataclass(frozen=True)
class Verdict:
    """The outcome of all answers so far, and the findings that explain it."""

    outcome: Outcome
    reasons: tuple[Finding, ...]
    notes: tuple[Finding, ...]

    @property
    def is_open_question(self) -> bool:
        """Whether an answer is still missing and none given so far says no."""
        return self.outcome is Outcome.UNANSWERED

    @property
    def may_go_on(self) -> bool:
        return self.outcome.may_go_on

    @property
    def will_be_read(self) -> bool:
        return self.outcome is Outcome.REFER

    @property
    def is_not_yet(self) -> bool:
        return self.outcome is Outcome.NOT_YET

    @property
    def from_on(self) -> date | None:
        """The day from which they may apply, where that is known and nothing else stands in the way."""
        days = [finding.clears_on for finding in self.reasons]
        return max(day for day in days if day) if days and all(days) else None


def verdict_of(strand: Strand, answers: Mapping[str, Answer], on: date) -> Verdict:
    """What the answers come to on a date.

    ``reasons`` stop the person or send them to someone; ``notes`` only inform.
    """
    findings = judge_eligibility(strand.eligibility, answers, on)
    worst = overall(findings)
    stopping = [finding for finding in findings if finding.outcome in STOPS]
    if stopping:
        worst = overall(stopping)
    return Verdict(
        worst,
        tuple(finding for finding in findings if finding.outcome is worst or finding in stopping),
        tuple(finding for finding in findings if finding.outcome is Outcome.PASS and finding.message),
    )


def first_unanswered(strand: Strand, answers: Mapping[str, Answer], on: date) -> str:
    """The first eligibility question without an answer; the first of all when none is missing."""
    findings = judge_eligibility(strand.eligibility, answers, on)
    missing = [finding.question for finding in findings if finding.outcome is Outcome.UNANSWERED]
    return (missing or [finding.question for finding in findings])[0]
