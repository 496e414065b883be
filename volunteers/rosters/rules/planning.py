"""What a duty must be before it may be stored or published."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from volunteers.errors import Refusal
from volunteers.places.rules.daylight import Daylight, refusals_of_daylight
from volunteers.rosters.rules.facts import Giving, minutes_between
from volunteers.rosters.rules.particulars import Particulars, PostPlan
from volunteers.rosters.rules.qualifications import QUALIFICATIONS
from volunteers.rosters.rules.wording import lasting
from volunteers.strands.rules import Strand

MOST_PLACES = 500
LONGEST_HOURS = 24


@dataclass(frozen=True)
class DutyPlan:
    """A duty as it is asked for. ``starts`` and ``ends`` are the times a London clock shows.

    ``known`` are the codes of the qualifications that can be asked for now. ``settled`` is a time until which people
    sign up that was agreed before, and may be over by now. ``daylight`` is that of its place and day. What kinds with
    a page of their own ask beyond these rules has been judged where a duty ``is_from_own_page``, or was one before.
    """

    starts_at: datetime
    ends_at: datetime
    starts: time
    ends: time
    posts: Sequence[PostPlan]
    known: Collection[str] = frozenset(QUALIFICATIONS)
    said: Particulars | None = None
    sign_up_until: datetime | None = None
    settled: datetime | None = None
    daylight: Daylight | None = None
    is_from_own_page: bool = False

    @property
    def places(self) -> int:
        return sum(post.places for post in self.posts)


def refusals_to_plan(plan: DutyPlan, *, strand: Strand, now: datetime) -> list[Refusal]:
    """Everything that is wrong with a duty as it is asked for; empty when it can run."""
    checks = (_times, _hours_of_day, _sign_up)
    found = [refusal for check in checks for refusal in check(plan, strand, now)]
    found += refusals_to_shape(plan.posts, plan.said, strand=strand, known=plan.known)
    return found + _outdoors(plan, strand)


def refusals_to_shape(
    posts: Sequence[PostPlan], said: Particulars | None, *, strand: Strand, known: Collection[str]
) -> list[Refusal]:
    """What is wrong with a duty whatever its day: its posts, and what is said of it."""
    found = [*_posts(posts, strand, known), *_team(posts, strand)]
    if said is not None:
        found += [*_said(said, strand), *_minimum(posts, said, strand), *_adults(posts, said, strand)]
        found += _independent(posts, said, strand)
    return found


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


def _outdoors(plan: DutyPlan, strand: Strand) -> list[Refusal]:
    """What work by daylight needs, and duties that are planned on a page of their own. Meetings may be in the dark."""
    kind = strand.duty.meant(plan.said.kind) if plan.said else None
    found = []
    if kind and kind.planned_on and not plan.is_from_own_page:
        found.append(Refusal("own_page", f"A {kind.name.lower()} is planned {kind.planned_on}."))
    if kind and kind.is_operational and strand.duty.daylight_only:
        found += refusals_of_daylight(plan.daylight, plan.starts_at, plan.ends_at)
    return found


def _sign_up(plan: DutyPlan, strand: Strand, now: datetime) -> Iterable[Refusal]:
    until = plan.sign_up_until
    if until is None:
        if plan.said and plan.said.giving is Giving.AUTOMATIC:
            words = "Say until when people may ask for a place: the places are given out then."
            yield Refusal("no_deadline", words)
    elif until > plan.starts_at:
        yield Refusal("deadline_too_late", "The last time to sign up must be before the duty starts.")
    elif until <= now and until != plan.settled:
        yield Refusal("deadline_past", "The last time to sign up must be in the future.")


def _posts(posts: Sequence[PostPlan], strand: Strand, known: Collection[str]) -> Iterable[Refusal]:
    if not posts:
        yield Refusal("no_posts", "Add at least one post, with the number of places it has.")
    grades = strand.grades_on_duty
    for post in posts:
        if not 1 <= post.places <= MOST_PLACES:
            yield Refusal("places", f"“{post.name}” must have between 1 and {MOST_PLACES} places.")
        if unknown := [code for code in post.grades if code not in grades]:
            yield Refusal(
                "unknown_grade",
                f"“{post.name}” asks for a grade that is not on duty in the {strand.name}: {', '.join(unknown)}.",
            )
        if unknown := [code for code in post.needs if code not in known]:
            yield Refusal(
                "unknown_qualification",
                f"“{post.name}” asks for a qualification that is not known: {', '.join(unknown)}.",
            )


def _team(posts: Sequence[PostPlan], strand: Strand) -> Iterable[Refusal]:
    places, least = sum(post.places for post in posts), strand.duty.minimum_team
    if posts and places < least:
        yield Refusal(
            "team_too_small",
            f"A duty of the {strand.name} needs a team of at least {least}, and these posts have {places} in all.",
        )


def _said(said: Particulars, strand: Strand) -> Iterable[Refusal]:
    if said.kind is not None and strand.duty.kind(said.kind) is None:
        yield Refusal("unknown_kind", f"The {strand.name} has no duties of that kind. Choose one from the list.")
    if said.is_unit_only and said.unit_id is None:
        yield Refusal("unit_needed", "Choose the unit whose members alone may take a place.")
    if said.must_accept and not (said.briefing or said.risk_assessment):
        yield Refusal("nothing_to_accept", "Write the briefing or the risk assessment that has to be read.")


def _minimum(posts: Sequence[PostPlan], said: Particulars, strand: Strand) -> Iterable[Refusal]:
    least, places, team = said.minimum_to_run, sum(post.places for post in posts), strand.duty.minimum_team
    if least is None or not posts:
        return
    if least > places:
        words = f"The duty cannot run with fewer than {least} people, but its posts have only {places} in all."
        yield Refusal("minimum_above_places", words)
    elif least < team:
        words = f"A duty of the {strand.name} runs with at least {team} people, so the fewest cannot be {least}."
        yield Refusal("minimum_below_team", words)


def _adults(posts: Sequence[PostPlan], said: Particulars, strand: Strand) -> Iterable[Refusal]:
    each, fewest = strand.duty.young_people_per_adult, strand.duty.minimum_adults
    if each is None:
        return
    if said.adults is None:
        yield Refusal("adults_needed", "Say how many adults will be there.")
    elif said.adults < fewest:
        yield Refusal("too_few_adults", f"A duty of the {strand.name} needs at least {fewest} adults there.")
    elif (places := sum(post.places for post in posts)) > said.adults * each:
        words = f"{said.adults} adults can look after {said.adults * each} young people, one for every {each}, "
        yield Refusal("adult_ratio", f"{words}and these posts have {places} places.")


def _independent(posts: Sequence[PostPlan], said: Particulars, strand: Strand) -> Iterable[Refusal]:
    alone = {grade.code for grade in strand.grades if grade.may_be_alone}
    if said.needs_independent and posts and not any(not post.grades or alone & set(post.grades) for post in posts):
        words = "Someone on the duty must be able to work alone, but none of its posts is open to such a grade."
        yield Refusal("no_independent", words)
