"""What a forecast rests on, in words and rounded as people say it."""

from calendar import month_name
from collections.abc import Iterable, Sequence

from volunteers.trends.forecast.pipeline.arrivals import Season
from volunteers.trends.forecast.pipeline.inputs import Changes, Inputs, StageIn
from volunteers.trends.forecast.pipeline.intakes import coming_intakes, is_held
from volunteers.trends.forecast.pipeline.leaving import overall_rate
from volunteers.trends.forecast.pipeline.results import Assumption

RECENT = 12
CLEARLY = 0.15  # a month is named where it lies this far from the mean of the year


def assumptions_of(inputs: Inputs, changes: Changes, season: Season, refused: Iterable[str]) -> tuple[Assumption, ...]:
    """Each thing assumed, in the order of the way: applications, stages, intakes, leavers, qualifying, changes."""
    missing = set(refused)
    found = [_applications(inputs, season)]
    if "joiners" not in missing:
        found += [each for stage in inputs.stages for each in _stage(stage)]
        found += _intakes(inputs, changes)
    if "headcount" not in missing:
        found += _leavers(inputs)
    if "qualified" not in missing:
        found.append(_qualifying(inputs))
    return (*found, *_changes(inputs, changes))


def _applications(inputs: Inputs, season: Season) -> Assumption:
    recent = inputs.monthly_applications[-RECENT:]
    value = f"{_number(sum(recent) / len(recent))}"
    for words, months in (("more", season.mean > 1 + CLEARLY), ("fewer", season.mean < 1 - CLEARLY)):
        named = [month_name[place + 1] for place, is_one in enumerate(months) if is_one]
        if named:
            value += f", {words} in {_and(named)}"
    whole = len(inputs.monthly_applications)
    return Assumption("New applications a month", value, f"{whole} months of this force's own; the level may move")


def _stage(stage: StageIn) -> list[Assumption]:
    left = stage.moved_on + stage.dropped
    share = Assumption(
        f"Of those who come to {stage.name}",
        f"{round(100 * stage.moved_on / max(left, 1))}% move on",
        f"{left} who left it",
    )
    if stage.released_by_intake:
        return [share]
    gone = sum(people for _, people in stage.left_days)
    open_stays = sum(people for _, people in stage.still) or len(stage.waiting)
    time = Assumption(
        f"Time in {stage.name}", _median(stage), f"{gone} who left it and {open_stays} still there (Kaplan-Meier)"
    )
    return [share, time]


def _median(stage: StageIn) -> str:
    still = stage.still or tuple((days, 1) for days in stage.waiting)
    middle = kaplan_meier_median(stage.left_days, still)
    return "more than half are still there" if middle is None else f"half have left it after {_days(middle)}"


def kaplan_meier_median(left: Sequence[tuple[int, int]], still: Sequence[tuple[int, int]]) -> int | None:
    """The first stay that no more than half outlast, or None where the record does not reach it."""
    alive = 1.0
    for day in sorted({day for day, people in left if people}):
        at_risk = sum(people for days, people in (*left, *still) if days >= day)
        alive *= 1 - sum(people for days, people in left if days == day) / at_risk
        if alive <= 0.5:
            return day
    return None


def _intakes(inputs: Inputs, changes: Changes) -> list[Assumption]:
    if not any(is_held(inputs, place) for place in range(len(inputs.stages))):
        if not any(stage.released_by_intake for stage in inputs.stages):
            return []
        value = "people start at the pace of the past, as if there were always a place"
        return [Assumption("Intakes", value, "no intake is planned, and no usual rhythm is known")]
    coming = coming_intakes(inputs, changes)
    if not coming:
        return [Assumption("Intakes", "nobody starts: there is no intake in these months", "the planned intakes")]
    places = sum(intake.places for intake in coming)
    source = f"{sum(inputs.as_at < each.on <= inputs.months[-1] for each in inputs.intakes)} planned"
    if inputs.usual_intakes:
        every, usual = inputs.usual_intakes
        source += f"; after them one every {_months(every)} with about {usual} places, as in the past"
    else:
        source += "; none is assumed after the last of them"
    if changes.more_intakes:
        source += f"; {changes.more_intakes} more in the longest gaps, as asked"
    value = f"{_counted(len(coming), 'intake')} with {places} places together, the longest waiting first"
    return [Assumption("Intakes", value, source)]


def _leavers(inputs: Inputs) -> list[Assumption]:
    left = sum(band.left for band in inputs.exposure)
    years = sum(band.person_months for band in inputs.exposure) / 12
    value = f"{round(1200 * overall_rate(inputs))} of 100 people in a year"
    bands = sorted(inputs.exposure, key=lambda band: band.months_from)
    rates = [
        f"{round(1200 * band.left / band.person_months)} from {_months(band.months_from)}"
        for band in bands
        if band.person_months >= 12
    ]
    if len(rates) > 1:
        value += f" (by length of service: {', '.join(rates)})"
    source = f"{left} who left in {_number(years)} years of service; few in a band count as nearer to the whole"
    return [Assumption("Leavers", value, source)]


def _qualifying(inputs: Inputs) -> Assumption:
    middle = kaplan_meier_median(inputs.months_to_qualify, inputs.still_unqualified)
    known = sum(people for _, people in inputs.months_to_qualify)
    still = sum(people for _, people in inputs.still_unqualified)
    value = "more than half are not yet" if middle is None else f"half are within {_months(middle)}"
    return Assumption("Able to work alone", value, f"{known} who are and {still} not yet (Kaplan-Meier)")


def _changes(inputs: Inputs, changes: Changes) -> list[Assumption]:
    asked = [(f"Time in {stage.name}", changes.time_factor(stage.code)) for stage in inputs.stages]
    asked += [
        ("Leavers", changes.leavers_factor),
        ("Applications", changes.applications_factor),
        ("Applicants who come through", changes.conversion_factor),
    ]
    return [
        Assumption(f"{name}, changed", f"{round(100 * factor)}% of what it is now", "what this scenario asks")
        for name, factor in asked
        if factor != 1
    ]


def _number(value: float) -> str:
    return f"{round(value):,}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


def _days(days: int) -> str:
    return _counted(days, "day") if days < 60 else f"{_number(days / 30.4375)} months"


def _months(months: int) -> str:
    return _counted(months, "month")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
