"""What a report says beside its release: waiting, hours, plans, targets and forecasts, as an analyst may see them.

Everyone reads a report, so every number of people is rounded and none is small; what the release has is taken from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import all_strands, get_strand
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.models import Milestone, Objective, Plan, Target
from volunteers.trends.queries import choices, figures, releases
from volunteers.trends.queries import targets as stored
from volunteers.trends.queries.all_strands import choose_all, headcounts_foreseen
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.queries.forecasts import Foreseen as Made
from volunteers.trends.queries.stages import facts_of, times_of
from volunteers.trends.rules import Measure
from volunteers.trends.rules.chances import chance_words
from volunteers.trends.rules.plans import day_words
from volunteers.trends.rules.reports.figures import RoundedCounting, rounded_counting
from volunteers.trends.rules.reports.inputs import Asked, Foreseen, HoursOf, PlanSaid, Quarterly, Waiting
from volunteers.trends.rules.reports.plans import graded_for_report, objective_words, released, told_target
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.targets import StoredTarget, live_targets

# Reports are made by nobody in particular, with the rights of the office's analysts and no more.
THE_OFFICE = Viewer(0, "The Commissioner’s office", frozenset({Grant(Role.OPCC_ANALYST)}))
MONTHS_AHEAD = 12
GRADING = (
    "Graded as the office’s own quarterly report grades: exceeds is above the range without a negative trend; meets is "
    "in it without one, or above it with one; below is under it, or in it with a negative trend."
)


def quarterly_inputs(content: Content) -> Quarterly:
    """Everything for the quarterly report of a release, as it is known today."""
    counting = counting_of(content)
    every = [replace(one, counting=counting) for one in choose_all(THE_OFFICE)]
    month = clock.month_of(content.cut_off)
    series: dict[str, MonthlySeries] = {one.strand.code: _series(one, month) for one in every}
    return Quarterly(
        content=content, a_year_before=_a_year_before(content), waiting=_waiting(every, counting),
        fewest_waiting=counting.fewest, hours=list(_hours(every, series, month)),
        plan=_plan(content, series, counting), foreseen=list(_foreseen(every, content, counting)),
        made_on=clock.today(),
    )  # fmt: skip


def counting_of(content: Content) -> RoundedCounting:
    """How people are counted who are not in the release: never closer, and never fewer, than those who are."""
    fewest = max(current_force().numbers.disclosure_threshold, content.rules.threshold_sensitive)
    return rounded_counting(fewest, content.rules.rounding)


def _series(chosen: Chosen, month: date) -> MonthlySeries:
    return figures.get_series(chosen.scope, until=month, months=stored.MONTHS_GRADED, running=None)


def _a_year_before(content: Content) -> Content | None:
    """The latest published release of the same day of the year before."""
    on = clock.add_months(clock.month_of(content.cut_off), -12)
    found = next((one for one in releases.list_published() if clock.month_of(one.cut_off) == on), None)
    return releases.content_of(found) if found else None


def _waiting(every: Sequence[Chosen], counting: RoundedCounting) -> list[Waiting]:
    """How many wait at every stage, of those who came to it in the last twelve months."""
    run = figures.find_last_run()
    if run is None:
        return []
    last = clock.add_months(run.running_month, -1)
    found = []
    for one in every:
        times = times_of(one, clock.add_months(last, -11), last, run.through)
        for stage in facts_of(one.strand):
            count = counting.published(times[stage.code].waiting if stage.code in times else 0, run.through)
            found.append(Waiting(one.strand.name, stage.name, stage.waits_on, count))
    return found


def _hours(every: Sequence[Chosen], series: dict[str, MonthlySeries], month: date) -> Iterator[HoursOf]:
    for one in every:
        known = series[one.strand.code]
        if known.months and known.months[-1] == month:
            before = known.total(Measure.HOURS, known.year_before) if known.year_before else None
            yield HoursOf(one.strand.code, known.total(Measure.HOURS, known.year), before)


def _plan(content: Content, series: dict[str, MonthlySeries], counting: RoundedCounting) -> PlanSaid:
    """The plan in force today, and every target that stands."""
    today = clock.today()
    plan = db.session.scalar(select(Plan).where(Plan.from_on <= today, Plan.until_on >= today))
    targets = list(_targets(content, counting))
    if plan is None:
        return PlanSaid("", "", [], targets, [], GRADING)
    about = f"{plan.commissioner}, {day_words(plan.from_on)} to {day_words(plan.until_on)}. {plan.url}"
    wanted = db.session.scalars(select(Objective).where(Objective.plan_id == plan.id).order_by(Objective.id))
    dated = db.session.scalars(
        select(Milestone).where(Milestone.plan_id == plan.id).order_by(Milestone.due_on, Milestone.id)
    )
    objectives = [_objective(one, content, series, counting) for one in wanted]
    return PlanSaid(plan.name, about, objectives, targets, [_milestone(one, today) for one in dated], GRADING)


def _objective(one: Objective, content: Content, series: dict[str, MonthlySeries], counting: RoundedCounting) -> Asked:
    strand = next((each for each in all_strands() if each.code == one.strand), None)
    if one.measure is None or strand is None or strand.code not in series:
        words = "It names no measure, so nothing is held against it."
        return Asked(one.words, strand.name if strand else "All volunteering", "", words)
    stands = objective_words(one.measure, one.direction, strand.code, series[strand.code], content, counting)
    return Asked(one.words, strand.name, "", stands)


def _targets(content: Content, counting: RoundedCounting) -> Iterator[Asked]:
    """Each target, published or an aim of our own, graded at the cut-off on exactly its own figures."""
    month = clock.month_of(content.cut_off)
    by_place: dict[tuple[str, str | None], list[StoredTarget]] = {}
    for target in stored.read_targets(Target.withdrawn_at.is_(None)):
        by_place.setdefault((target.strand, target.area), []).append(target)
    for (code, area), several in sorted(by_place.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        strand = get_strand(code)
        chosen = choices.choose(THE_OFFICE, slug=strand.slug, area=area)
        series = _series(chosen, month)
        for told in (told_target(one, counting) for one in live_targets(several)):
            if told is not None:
                found = graded_for_report(told, series, content, counting)
                words = f"{told.asks} ({told.standing_words})"
                stands = f"{found.position[:1].upper()}{found.position[1:]}. {found.verdict.reason}"
                yield Asked(words, f"{strand.name}, {chosen.place}", found.verdict.grade.label, stands)


def _milestone(one: Milestone, today: date) -> Asked:
    due = day_words(one.due_on)
    if one.reached_on is not None:
        return Asked(one.words, due, "Reached", f"On {day_words(one.reached_on)}")
    return Asked(one.words, due, "Overdue" if one.due_on < today else "To come", "Not reached yet")


def _foreseen(every: Sequence[Chosen], content: Content, counting: RoundedCounting) -> Iterator[Foreseen]:
    """The headcount of each strand a year on, by the first forecast that has something to say."""
    made, coming = headcounts_foreseen(every), _coming(counting)
    for one in every:
        several = made.get(one.strand.code, [])
        forecast = next((each for each in several if each.outlook), None)
        if forecast is None:
            refusal = next((each.refusal for each in several if each.refusal), "")
            yield Foreseen(one.strand.name, None, *_nothing(content.cut_off), "", refusal or "")
            continue
        known = released(content, Measure.HEADCOUNT, one.strand.code, None)
        is_told = known is not None and known.shown is not None
        yield _expected(one, forecast, coming.get(one.strand.code), counting, is_told=is_told)


def _expected(
    chosen: Chosen, forecast: Made, target: StoredTarget | None, counting: RoundedCounting, *, is_told: bool
) -> Foreseen:
    """Of a strand whose headcount is not given, its forecast is not given either: it would tell it."""
    outlook, month = forecast.outlook, clock.add_months(forecast.as_at, MONTHS_AHEAD)
    place = forecast.place_of(month)
    if outlook is None or place is None:
        return Foreseen(chosen.strand.name, None, *_nothing(month), "", "The forecast does not reach a year ahead.")
    low, high = outlook.span(place, 80)
    middle, least, most = (counting.published(round(n), forecast.as_at) for n in (outlook.median(place), low, high))
    if not is_told or middle.shown is None:
        return Foreseen(chosen.strand.name, outlook.dates[place], *_nothing(forecast.as_at), "")
    return Foreseen(chosen.strand.name, outlook.dates[place], middle, least, most, _chance(forecast, target))


def _chance(forecast: Made, target: StoredTarget | None) -> str:
    chance = forecast.chance_of(target) if target else None
    if chance is None or target is None:
        return ""
    return f"The chance of meeting the target ({target.asks}; {target.standing_words}) is {chance_words(chance)}."


def _coming(counting: RoundedCounting) -> dict[str, StoredTarget]:
    """By strand, the next target of the headcount of the whole force; a published one before an aim of our own."""
    here = (Target.area.is_(None), Target.measure == Measure.HEADCOUNT, Target.withdrawn_at.is_(None))
    ahead = [one for one in live_targets(stored.read_targets(*here)) if one.due_on > clock.today()]
    found: dict[str, StoredTarget] = {}
    for target in sorted(ahead, key=lambda one: (not one.is_published, one.due_on)):
        told = told_target(target, counting)
        if told is not None:
            found.setdefault(told.strand, told)
    return found


def _nothing(on: date) -> tuple[PublishedCount, PublishedCount, PublishedCount]:
    return PublishedCount(None, on), PublishedCount(None, on), PublishedCount(None, on)
