"""What is counted: each measure once, with its formula and its source in the words the pages show.

Stored measures are counted from dated records into monthly figures; derived ones are made of stored ones when a page is
read (``rules.series``) and are never stored. A measure may be split into parts; ``MonthlyFigure.part`` says which:
REACHED_STAGE, COHORT_REACHED  a stage's code
DROPPED_OUT                    "stage/how/reason": unsuccessful or withdrawn, and a code, "other" or "not_said"
HOURS                          "kind/basis": codes of HoursKind and HoursBasis
DEPLOYMENTS, DEPLOYMENT_HOURS  the code of a plan priority, or "none"
ANNIVERSARIES, STILL_SERVING   "6", "12" or "24" months
HEARD                          the code of where applicants heard of us, or "not_said"
"""

from dataclasses import dataclass
from enum import StrEnum

from volunteers.trends.rules.units import Better, Kind, Unit


class Measure(StrEnum):
    """What is counted, each by one definition."""

    HEADCOUNT = "headcount"
    QUALIFIED = "qualified_strength"
    ACTIVE = "active"
    JOINERS = "joiners"
    LEAVERS = "leavers"
    PROGRESSED = "progressed_to_regular_service"
    INTEREST = "interest"
    WAITING = "waiting"
    STARTED = "applications_started"
    APPLICATIONS = "applications"
    REACHED_STAGE = "reached_stage"
    COHORT_REACHED = "cohort_reached_stage"
    DROPPED_OUT = "dropped_out"
    HOURS = "hours"
    DEPLOYMENTS = "deployments"
    DEPLOYMENT_HOURS = "deployment_hours"
    ANNIVERSARIES = "anniversaries"
    STILL_SERVING = "still_serving"
    VACANCIES = "vacancies"
    HEARD = "heard_of_us"
    NET_CHANGE = "net_change"
    HOURS_PER_HEAD = "hours_per_head"
    OFFICER_EQUIVALENT = "officer_equivalent"
    RETENTION = "retention"
    CONVERSION = "conversion"

    @property
    def label(self) -> str:
        """The name in words, as a heading."""
        return DEFINITIONS[self].name


@dataclass(frozen=True)
class Definition:
    """A measure in words: its name, how it is counted, and which dated records it is counted from."""

    measure: Measure
    name: str
    formula: str
    source: str
    unit: Unit = Unit.PEOPLE
    kind: Kind = Kind.FLOW
    better: Better = Better.MORE
    is_stored: bool = True


_STRENGTH = (
    Definition(
        Measure.HEADCOUNT,
        "Headcount",
        "The number of people serving at the end of the last day of the month, trained or not. "
        "In the running month: on the day the figures were computed.",
        "Service periods. Service begins on the day someone is cleared for duty (for a Special, attested). "
        "Forces remove inactive people at their own discretion, so a fall can be a cleansing of records.",
        kind=Kind.LEVEL,
    ),
    Definition(
        Measure.QUALIFIED,
        "Qualified strength",
        "Of the headcount, those whose grade on that day lets them work alone (for a Special: patrol independently). "
        "A strand without grades has no such figure.",
        "Service periods, and the dated grades of each volunteer, by the grades of the strand as they are now.",
        kind=Kind.LEVEL,
    ),
    Definition(
        Measure.ACTIVE,
        "Active in the last three months",
        "Of the headcount, those with at least one stretch of work that counts in the month or the two before it.",
        "Service periods and the ledger of hours; hours that were taken back do not count.",
        kind=Kind.LEVEL,
    ),
    Definition(
        Measure.JOINERS,
        "Joiners",
        "People whose service begins in the month. Someone who moves between areas or ranks without a day's break "
        "is not a joiner; someone who comes back after a break is.",
        "Service periods.",
    ),
    Definition(
        Measure.LEAVERS,
        "Leavers",
        "People whose first day without service lies in the month, for whatever reason, with those who joined the "
        "regular service included. Someone who moves between areas or ranks without a day's break has not left.",
        "Service periods. In the whole force, headcount = headcount a month before + joiners − leavers.",
        better=Better.LESS,
    ),
    Definition(
        Measure.PROGRESSED,
        "Progressed to the regular service",
        "Leavers whose service ended because they joined the regular service: progressed, not lost.",
        "Service periods and the reason they ended.",
        better=Better.NEITHER,
    ),
    Definition(
        Measure.NET_CHANGE,
        "Net change",
        "Joiners less leavers.",
        "Joiners and leavers, as above.",
        is_stored=False,
    ),
    Definition(
        Measure.RETENTION,
        "Retention",
        "Of the people who, in the twelve months, completed 6 (or 12, or 24) months since they joined or would have "
        "completed them had they stayed, the share who still served on that day.",
        "Anniversaries and people still serving, as below.",
        unit=Unit.PERCENT,
        kind=Kind.RATE,
        is_stored=False,
    ),
    Definition(
        Measure.ANNIVERSARIES,
        "Anniversaries",
        "People who completed 6, 12 or 24 months since they joined in the month, or would have, had they stayed. "
        "They are counted where they joined.",
        "Service periods; periods without a day between them are one service.",
        kind=Kind.FLOW,
        better=Better.NEITHER,
    ),
    Definition(
        Measure.STILL_SERVING,
        "Still serving at the anniversary",
        "Of the anniversaries, those people who served on the day without a break since they joined. Someone who left "
        "and came back has not stayed: their return begins a service of its own.",
        "Service periods.",
    ),
)

_PIPELINE = (
    Definition(
        Measure.INTEREST,
        "Interest",
        "Times someone asked in the month to be told when something opens; someone who asks twice before being told is "
        "counted once.",
        "A tally without names, kept when someone asks, is told or takes it back. The addresses themselves are erased "
        "in time, the tally stays. What was erased before the tally began is not known.",
        unit=Unit.NUMBER,
    ),
    Definition(
        Measure.WAITING,
        "Waiting to be told",
        "Wishes on the waiting lists at the end of the month: asked, and neither told nor taken back.",
        "The same tally without names.",
        unit=Unit.NUMBER,
        kind=Kind.LEVEL,
        better=Better.NEITHER,
    ),
    Definition(
        Measure.STARTED,
        "Applications started",
        "Applications begun in the month, by the London date, sent or not. A draft that nobody sends is erased in "
        "time and not counted any more, so the figures of past months can fall.",
        "Applications and the day each was begun.",
        unit=Unit.NUMBER,
    ),
    Definition(
        Measure.APPLICATIONS,
        "Applications",
        "Applications sent in the month, by the London date. Drafts are not counted.",
        "Dated stage changes: the first move out of draft. The area and unit are those on the application now.",
        unit=Unit.NUMBER,
    ),
    Definition(
        Measure.HEARD,
        "Where applicants heard of us",
        "Applications sent in the month, by what the applicant said of where they heard of us.",
        "The answer on the application as it is now; who did not answer is counted as not said.",
        unit=Unit.NUMBER,
        better=Better.NEITHER,
    ),
    Definition(
        Measure.REACHED_STAGE,
        "Moves into a stage",
        "Moves into the stage in the month. An application that comes back to a stage counts again.",
        "Dated stage changes.",
        unit=Unit.NUMBER,
    ),
    Definition(
        Measure.COHORT_REACHED,
        "Applications that came to a stage",
        "Of the applications sent in the month, how many have ever come to the stage, each counted once. "
        "Recent applications are still on their way, so the later stages of recent months will rise.",
        "Dated stage changes.",
        unit=Unit.NUMBER,
    ),
    Definition(
        Measure.CONVERSION,
        "Conversion by stage",
        "Of the applications sent in the twelve months, the share that have ever come to the stage. Recent "
        "applications are still on their way, so the later stages of recent months will rise.",
        "Applications that came to a stage, and applications, as above.",
        unit=Unit.PERCENT,
        kind=Kind.RATE,
        is_stored=False,
    ),
    Definition(
        Measure.DROPPED_OUT,
        "Dropped out",
        "Applications that ended in the month without appointment, by the stage they ended at, by whether they were "
        "unsuccessful or withdrawn, and by reason.",
        "Dated stage changes and the reason chosen from the force's list. What someone wrote in their own words is "
        "never read: it counts as other.",
        unit=Unit.NUMBER,
        better=Better.LESS,
    ),
    Definition(
        Measure.VACANCIES,
        "Vacancies",
        "Places on openings that take applications on the last day of the month, less the applications that hold one. "
        "Openings without a number of places have none.",
        "Openings, and the dated stage changes of the applications to them.",
        unit=Unit.NUMBER,
        kind=Kind.LEVEL,
        better=Better.NEITHER,
    ),
)

_WORK = (
    Definition(
        Measure.HOURS,
        "Hours",
        "Hours as the ledger counts them: booked on and off, claimed and adjusted together, certified or not yet, "
        "in the London month in which the work began. It is time that really passed, so it is right across a "
        "change of the clocks.",
        "Stretches of work in the ledger of hours that were not taken back; operational, training and community, in "
        "the volunteer's own time or supported by their employer.",
        unit=Unit.HOURS,
    ),
    Definition(
        Measure.HOURS_PER_HEAD,
        "Hours per head",
        "Hours of the month divided by the headcount at its end.",
        "Hours and headcount, as above.",
        unit=Unit.HOURS,
        kind=Kind.RATE,
        is_stored=False,
    ),
    Definition(
        Measure.OFFICER_EQUIVALENT,
        "Officer equivalent",
        "Operational hours of the twelve months divided by the hours one officer works in a year. The hours of an "
        "officer are set by the force, with a date, and the one in force at the end of the month is used.",
        "Hours, as above, and the force's own list of officer hours. Forces have used different divisors in different "
        "years, so figures of others cannot be compared without theirs.",
        unit=Unit.OFFICERS,
        kind=Kind.RATE,
        is_stored=False,
    ),
    Definition(
        Measure.DEPLOYMENTS,
        "Deployments",
        "People on duties attended in the month, by the priority of the plan that the duty serves. Someone on two "
        "duties counts twice.",
        "Stretches of work on a duty that count, and the priority noted on the duty.",
        unit=Unit.NUMBER,
    ),
    Definition(
        Measure.DEPLOYMENT_HOURS,
        "Hours on duties",
        "Hours worked on duties in the month, by the priority of the plan that the duty serves.",
        "Stretches of work on a duty that count, and the priority noted on the duty.",
        unit=Unit.HOURS,
    ),
)

DEFINITIONS: dict[Measure, Definition] = {one.measure: one for one in (*_STRENGTH, *_PIPELINE, *_WORK)}
STORED = tuple(measure for measure, one in DEFINITIONS.items() if one.is_stored)
# Kept as minutes, read in hours.
IN_MINUTES = frozenset({Measure.HOURS, Measure.DEPLOYMENT_HOURS})
# Graded by range and trend, which is only fair where more is better; for leavers it would be the other way round.
TARGET_MEASURES = (
    Measure.HEADCOUNT, Measure.QUALIFIED, Measure.ACTIVE, Measure.JOINERS, Measure.INTEREST,
    Measure.APPLICATIONS, Measure.HOURS,
)  # fmt: skip
