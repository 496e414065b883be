"""What is counted: each measure once, with its formula and its source in the words the pages show."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is counted, each by one definition."""

    HEADCOUNT = "headcount"
    JOINERS = "joiners"
    LEAVERS = "leavers"
    PROGRESSED = "progressed_to_regular_service"
    APPLICATIONS = "applications"
    REACHED_STAGE = "reached_stage"
    COHORT_REACHED = "cohort_reached_stage"
    HOURS = "hours"

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


DEFINITIONS: dict[Measure, Definition] = {
    one.measure: one
    for one in (
        Definition(
            Measure.HEADCOUNT,
            "Headcount",
            "The number of people serving at the end of the last day of the month, trained or not. "
            "In the running month: on the day the figures were computed.",
            "Service periods. Service begins on the day someone is cleared for duty (for a Special, attested). "
            "Forces remove inactive people at their own discretion, so a fall can be a cleansing of records.",
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
        ),
        Definition(
            Measure.PROGRESSED,
            "Progressed to the regular service",
            "Leavers whose service ended because they joined the regular service: progressed, not lost.",
            "Service periods and the reason they ended.",
        ),
        Definition(
            Measure.APPLICATIONS,
            "Applications",
            "Applications sent in the month, by the London date. Drafts are not counted.",
            "Dated stage changes: the first move out of draft. The area is the one on the application now.",
        ),
        Definition(
            Measure.REACHED_STAGE,
            "Moves into a stage",
            "Moves into the stage in the month. An application that comes back to a stage counts again.",
            "Dated stage changes.",
        ),
        Definition(
            Measure.COHORT_REACHED,
            "Conversion by stage",
            "Of the applications sent in the twelve months, how many have ever come to the stage, each counted once. "
            "Recent applications are still on their way, so the later stages of recent months will rise.",
            "Dated stage changes.",
        ),
        Definition(
            Measure.HOURS,
            "Hours",
            "Hours as the ledger counts them: booked on and off, claimed and adjusted together, certified or not yet, "
            "in the London month in which the work began. It is time that really passed, so it is right across a "
            "change of the clocks.",
            "Stretches of work in the ledger of hours that were not taken back.",
        ),
    )
}

# Graded by range and trend, which is only fair where more is better; for leavers it would be the other way round.
TARGET_MEASURES = (Measure.HEADCOUNT, Measure.JOINERS, Measure.APPLICATIONS, Measure.HOURS)
