"""What was known and what is expected of one measure, joined for the pages of forecasts."""

from collections.abc import Sequence
from datetime import date

from volunteers.permissions import Viewer
from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.models import Over
from volunteers.trends.queries import choices, figures
from volunteers.trends.queries.choices import Chosen, Option
from volunteers.trends.queries.forecasts import Foreseen, Tested
from volunteers.trends.queries.targets import list_targets
from volunteers.trends.rules import DEFINITIONS, Kind, Measure, Unit
from volunteers.trends.rules.charts import FanPoint, Goal, Moment
from volunteers.trends.rules.counts import ExactCount
from volunteers.trends.rules.expected import day_words
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.targets import WORKING_AIM, StoredTarget, live_targets
from volunteers.trends.rules.trust import Trust, trust_words

MONTHS_KNOWN = 25
YEAR = 12
# Units that tell of no single person. Applications and wishes are numbers, and each is somebody's.
OF_NO_PERSON = frozenset({Unit.HOURS, Unit.OFFICERS})


def choose_place(viewer: Viewer, *, slug: str | None, area: str | None) -> Chosen:
    """As ``choices.choose``; who may see a single area is there at once, since forecasts are made for single places."""
    chosen = choices.choose(viewer, slug=slug, area=area)
    if not chosen.bears_targets and chosen.areas and len(chosen.areas) == 1:
        return choices.choose(viewer, slug=slug, area=chosen.areas[0])
    return chosen


def points_of(outlook: Outlook, until: date) -> list[FanPoint]:
    """The middle and the two ranges of each date up to one."""
    return [
        FanPoint(on, outlook.median(place), *outlook.span(place, 50), *outlook.span(place, 80))
        for place, on in enumerate(outlook.dates)
        if on <= until
    ]


def known_of(chosen: Chosen, measure: Measure, over: Over, until: date) -> list[Moment]:
    """What is known of the last two years to a month, as exactly as this viewer may see it."""
    before = YEAR - 1 if over is Over.YEAR else 0
    series = figures.get_series(chosen.scope, until=until, months=MONTHS_KNOWN + before, running=None)
    found = []
    for place, month in enumerate(series.months[before:], start=before):
        value: float | None = series.of(measure, month)
        if over is Over.YEAR:
            value = series.total(measure, series.months[place - before : place + 1])
        if value is not None:
            count = chosen.counting.people(round(value)) if is_of_people(measure) else ExactCount(round(value))
            found.append(Moment(month, last_day(month.year, month.month), count))
    return found


def is_level(measure: Measure) -> bool:
    """Whether it stands on a day, and is not counted over a time."""
    return DEFINITIONS[measure].kind is Kind.LEVEL


def is_of_people(measure: Measure) -> bool:
    """Whether it counts people, so that a small number may say who they are."""
    return DEFINITIONS[measure].unit not in OF_NO_PERSON


def targets_ahead(chosen: Chosen, measure: Measure, after: date) -> list[StoredTarget]:
    """The targets of a measure that are still to come, the soonest due first."""
    if not chosen.bears_targets:
        return []
    live = live_targets(list_targets(chosen.strand.code, chosen.area))
    return [target for target in live if target.measure is measure and target.due_on > after]


def goal_of(target: StoredTarget | None) -> Goal | None:
    """A target as it is drawn, with the words that keep an aim of our own from being taken for a published one."""
    if target is None:
        return None
    asks = f"{target.range.words} by {day_words(target.due_on)}"
    return Goal(target.range, target.due_on, (f"Target: {asks}",) if target.is_published else (f"{WORKING_AIM}:", asks))


def date_options(made: Sequence[Foreseen], targets: Sequence[StoredTarget], wanted: str | None) -> list[Option]:
    """The dates a page can look ahead to: the targets' dates, the ends of financial years, and the last of all.

    The one wanted is chosen, like 2028-03; else the first target's; else the last. Empty without a forecast.
    """
    dates = sorted({on for one in made if one.outlook for on in one.outlook.dates})
    if not dates:
        return []
    due = {(target.due_on.year, target.due_on.month) for target in targets}
    kept = [on for on in dates if (on.year, on.month) in due or on.month == 3 or on == dates[-1]]
    first_due = next((on for on in kept if (on.year, on.month) in due), kept[-1])
    chosen = next((on for on in dates if f"{on:%Y-%m}" == wanted), first_due)
    return [
        Option(f"{on:%Y-%m}", day_words(on) + (", a target" if (on.year, on.month) in due else ""), on == chosen)
        for on in sorted({*kept, chosen})
    ]


def until_of(options: Sequence[Option], made: Sequence[Foreseen]) -> date | None:
    """The date that is chosen among the options."""
    wanted = next((option.value for option in options if option.is_chosen), None)
    dates = [on for one in made if one.outlook for on in one.outlook.dates]
    return next((on for on in dates if f"{on:%Y-%m}" == wanted), None)


def trust_of(scores: Sequence[Tested]) -> Trust:
    """What the back-test of one forecast says, the best other way as its measure."""
    ours = next((score for score in scores if score.is_ours), None)
    others = [score for score in scores if not score.is_ours]
    least = min(others, key=lambda score: score.mase, default=None)
    return trust_words(
        mase=ours.mase if ours else None,
        baseline=least.mase if least else None,
        baseline_name=least.method if least else "",
        held80=ours.held80 if ours else None,
        origins=ours.origins if ours else 0,
    )
