"""What a record is too short to foretell, in words."""

from volunteers.trends.forecast.pipeline.inputs import Inputs

LEAST_MONTHS = 12
LEAST_ENDED = 20
LEAST_SERVING = 10
LEAST_SERVED = 120  # person-months
LEAST_QUALIFIED = 5

MEASURES = ("applications", "joiners", "joiners_year", "headcount", "leavers", "leavers_year", "qualified")


def cannot_say(inputs: Inputs) -> dict[str, str]:
    """Each measure that has no outlook, with why. What rests on a measure that cannot be said cannot be said either."""
    found: dict[str, str] = {}
    reasons = (
        (MEASURES, _no_applications(inputs)),
        (MEASURES[1:], _no_joiners(inputs)),
        (MEASURES[3:], _no_headcount(inputs)),
        (MEASURES[6:], _no_qualified(inputs)),
    )
    for measures, reason in reasons:
        if reason:
            found |= {measure: reason for measure in measures if measure not in found}
    return found


def _no_applications(inputs: Inputs) -> str | None:
    if not inputs.months:
        return "There is no month ahead to foretell."
    known = len(inputs.monthly_applications)
    if known < LEAST_MONTHS:
        return f"Applications are known for {known} of the {LEAST_MONTHS} whole months that a forecast needs."
    return None


def _no_joiners(inputs: Inputs) -> str | None:
    if not inputs.stages:
        return "There is no pipeline to follow applicants through."
    ended = sum(stage.dropped for stage in inputs.stages) + inputs.stages[-1].moved_on
    if ended < LEAST_ENDED:
        return f"Only {ended} applications have ended. A forecast needs {LEAST_ENDED}."
    for stage in inputs.stages:
        if not stage.moved_on and not stage.dropped:
            return f"Nobody has left {stage.name} yet, so how long it takes is not known."
    return None


def _no_headcount(inputs: Inputs) -> str | None:
    if inputs.headcount < LEAST_SERVING:
        return f"Only {inputs.headcount} people serve. A forecast needs {LEAST_SERVING}."
    if sum(band.person_months for band in inputs.exposure) < LEAST_SERVED:
        return f"Less than {LEAST_SERVED // 12} years of service are on record, all people taken together."
    return None


def _no_qualified(inputs: Inputs) -> str | None:
    known = sum(people for _, people in inputs.months_to_qualify)
    if known < LEAST_QUALIFIED:
        return f"Only {known} people are known to have qualified. A forecast needs {LEAST_QUALIFIED}."
    return None
