"""Who has to act on an application now."""

from collections.abc import Mapping, Sequence
from datetime import date

from volunteers.strands.rules import CheckFact, Party, Pipeline, Strand, parties_awaited

# The check that is recorded once the referees have answered, in every strand that asks any.
REFERENCES = "references"


def gathered_here(pipeline: Pipeline, stage: str) -> tuple[str, ...]:
    """The checks that a stage itself gathers: what the next one needs and this one did not."""
    before = pipeline.stage(stage).needs
    return tuple(code for code in pipeline.gathered_at(stage) if code not in before)


def decision_is_due(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> bool:
    """Whether the coordinator has to decide: all that the stage gathers is in, or something was not passed for good."""
    wanted = strand.pipeline.gathered_at(stage)
    if any(code in facts and facts[code].has_failed_for_good for code in wanted):
        return True
    if not gathered_here(strand.pipeline, stage):
        return False
    return all(code in facts and facts[code].holds_on(on) for code in wanted)


def references_are_to_be_judged(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> bool:
    """Whether the stage is the one that asks referees, and nobody has recorded yet what came of it."""
    if strand.references is None or stage != strand.references.asked_at:
        return False
    fact = facts.get(REFERENCES)
    return fact is None or not (fact.failed or fact.holds_on(on))


def awaited(strand: Strand, stage: str, facts: Mapping[str, CheckFact], on: date) -> tuple[Party, ...]:
    """Who has to act now. Once everything is in, that is the coordinator."""
    if decision_is_due(strand, stage, facts, on):
        return (Party.COORDINATOR,)
    return parties_awaited(strand.pipeline, stage, checks=facts, definitions=strand.checks, on=on)


def listed(words: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def begun(sentence: str) -> str:
    """The sentence with its first letter large, and the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
