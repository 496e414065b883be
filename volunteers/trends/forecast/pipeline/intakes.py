"""When people can begin: planned intakes, the usual rhythm after them, and further ones that a scenario opens."""

from datetime import date, timedelta

from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs, Intake

DAYS_A_MONTH = 365.25 / 12


def coming_intakes(inputs: Inputs, changes: Changes) -> tuple[Intake, ...]:
    """Every intake until the last month, in order, each after ``as_at``."""
    end = inputs.months[-1]
    planned = sorted(
        (intake for intake in inputs.intakes if inputs.as_at < intake.on <= end), key=lambda intake: intake.on
    )
    expected = [*planned, *_usual_after(planned, inputs, end)]
    if not expected:
        return ()
    places = changes.places_each or round(sum(intake.places for intake in expected) / len(expected))
    return tuple(_with_more(expected, changes.more_intakes, places, inputs.as_at, end))


def is_held(inputs: Inputs, stage: int) -> bool:
    """Whether people wait in this stage for an intake: the first such stage, where any intake is known or usual."""
    released = [place for place, each in enumerate(inputs.stages) if each.released_by_intake]
    return bool(released) and released[0] == stage and (bool(inputs.intakes) or inputs.usual_intakes is not None)


def _usual_after(planned: list[Intake], inputs: Inputs, end: date) -> list[Intake]:
    if inputs.usual_intakes is None:
        return []
    every, places = inputs.usual_intakes
    gap = timedelta(days=max(every, 1) * DAYS_A_MONTH)
    start = planned[-1].on if planned else inputs.as_at
    found = []
    number = 1
    while start + gap * number <= end:
        found.append(Intake(start + gap * number, places, is_usual=True))
        number += 1
    return found


def _with_more(known: list[Intake], more: int, places: int, start: date, end: date) -> list[Intake]:
    """Each further intake goes into the middle of the longest gap that is left."""
    found = list(known)
    for _ in range(more):
        edges = [start, *(intake.on for intake in found), end]
        gap, place = max((edges[at + 1] - edges[at], -at) for at in range(len(edges) - 1))
        found.insert(-place, Intake(edges[-place] + gap / 2, places))
    return found
