"""What a duty must be before it may be stored or published."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from volunteers.errors import Refusal
from volunteers.rosters.rules.facts import minutes_between
from volunteers.rosters.rules.qualifications import QUALIFICATIONS
from volunteers.rosters.rules.wording import lasting
from volunteers.strands.rules import Strand

# The five priorities of the Police and Crime Plan 2024 to 2029, shortened.
# https://avonandsomerset-pcc.gov.uk/police-and-crime-plan-2024-2029
PLAN_PRIORITIES = {
    "neighbourhood_policing": "Neighbourhood policing",
    "violent_crime": "Reducing violent crime",
    "prevention": "Preventing crime",
    "victims": "Supporting victims",
    "standards": "Standards of policing",
}
MOST_PLACES = 500
LONGEST_HOURS = 24


@dataclass(frozen=True)
class PostPlan:
    """A post as it is asked for: qualification codes it needs, grade codes that may take it (none: any)."""

    name: str
    places: int
    needs: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyPlan:
    """A duty as it is asked for. ``starts`` and ``ends`` are the times a London clock shows.

    ``known`` are the codes of the qualifications that can be asked for now.
    """

    starts_at: datetime
    ends_at: datetime
    starts: time
    ends: time
    posts: Sequence[PostPlan]
    known: Collection[str] = frozenset(QUALIFICATIONS)


def priority_name(code: str | None) -> str | None:
    """A plan priority as people read it; one that is not in the list is shown as it was stored."""
    return PLAN_PRIORITIES.get(code, code) if code else None


def refusals_to_plan(plan: DutyPlan, *, strand: Strand, now: datetime) -> list[Refusal]:
    """Everything that is wrong with a duty as it is asked for; empty when it can run."""
    return [refusal for check in (_times, _hours_of_day, _posts, _team) for refusal in check(plan, strand, now)]


def _times(plan: DutyPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    if plan.ends_at <= plan.starts_at:
        yield Refusal("ends_before_start", "The duty must end after it starts.")
        return
    if plan.starts_at <= now:
        yield Refusal("in_the_past", "The duty must start in the future.")
    longest = strand.duty.longest_hours or LONGEST_HOURS
    length = minutes_between(plan.starts_at, plan.ends_at)
    if length > longest * 60:
        words = f"A duty of the {strand.name} lasts at most {longest} hours, and this one lasts {lasting(length)}."
        yield Refusal("too_long", words)


def _hours_of_day(plan: DutyPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    earliest, latest = strand.duty.earliest, strand.duty.latest
    if earliest and plan.starts < earliest:
        yield Refusal("too_early", f"A duty of the {strand.name} starts no earlier than {earliest:%H:%M}.")
    if latest and (plan.ends > latest or plan.ends <= plan.starts):
        yield Refusal("too_late", f"A duty of the {strand.name} ends by {latest:%H:%M} on the same day.")


def _posts(plan: DutyPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    if not plan.posts:
        yield Refusal("no_posts", "Add at least one post, with the number of places it has.")
    grades = strand.grades_on_duty
    for post in plan.posts:
        if not 1 <= post.places <= MOST_PLACES:
            yield Refusal("places", f"“{post.name}” must have between 1 and {MOST_PLACES} places.")
        if unknown := [code for code in post.grades if code not in grades]:
            yield Refusal(
                "unknown_grade",
                f"“{post.name}” asks for a grade that is not on duty in the {strand.name}: {', '.join(unknown)}.",
            )
        if unknown := [code for code in post.needs if code not in plan.known]:
            yield Refusal(
                "unknown_qualification",
                f"“{post.name}” asks for a qualification that is not known: {', '.join(unknown)}.",
            )


def _team(plan: DutyPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    places, least = sum(post.places for post in plan.posts), strand.duty.minimum_team
    if plan.posts and places < least:
        yield Refusal(
            "team_too_small",
            f"A duty of the {strand.name} needs a team of at least {least}, and these posts have {places} in all.",
        )
