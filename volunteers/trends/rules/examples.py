"""Ready-made questions of the kind "what if": each begins the form for a scenario."""

from dataclasses import dataclass, field
from itertools import pairwise

from volunteers.strands.rules import Pipeline, Stage


@dataclass(frozen=True)
class Example:
    """A question as it is put, and what it fills in."""

    code: str
    question: str
    fills: dict[str, str] = field(default_factory=dict)


def examples(pipeline: Pipeline) -> list[Example]:
    """The three questions asked most; the one on vetting only where a stage waits for it."""
    intakes = {"name": "Two more intakes", "more_intakes": "2", "places_each": "16"}
    stay = {"name": "10% fewer leave", "leavers_percent": "90"}
    found = [
        Example("intakes", "What if we open two more intakes?", intakes),
        Example("leavers", "What if 10% fewer leave?", stay),
    ]
    if stage := vetting_stage(pipeline):
        halved = {"name": f"{stage.name} in half the time"[:80], "stage": stage.code, "stage_percent": "50"}
        found.insert(1, Example("vetting", "What if vetting takes half the time?", halved))
    return found


def vetting_stage(pipeline: Pipeline) -> Stage | None:
    """Where an application waits for vetting: the stage before the first one that cannot begin without it."""
    for before, stage in pairwise(pipeline.path):
        if any("vetting" in need for need in stage.needs):
            return before
    return None
