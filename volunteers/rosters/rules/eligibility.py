"""May this volunteer take a place on this duty? One list of small checks, judged on the dates of the duty, never today.

Every refusal is whole sentences: what is missing, who can put it right and, where it is known, from which date.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from volunteers.errors import Refusal
from volunteers.people.rules import Holding, Standing
from volunteers.rosters.rules.facts import DutyFacts, DutyState, Engagement, PostFacts, minutes_between
from volunteers.rosters.rules.statuses import refusals_of_age, refusals_of_restriction, refusals_of_status
from volunteers.rosters.rules.wording import Pronouns, can, days_of, either, in_a_sentence, in_words, lasting
from volunteers.strands.rules import Party, Strand

COORDINATOR = Party.COORDINATOR.label
TRAINER = Party.TRAINER.label


@dataclass(frozen=True)
class Case:
    """Everything a check may look at. ``standing`` is None when the volunteer does not belong to the strand at all."""

    duty: DutyFacts
    standing: Standing | None
    engagements: Sequence[Engagement]
    strand: Strand
    now: datetime
    today: date
    to: Pronouns


OfDuty = Callable[[Case], Iterable[Refusal]]
OfPost = Callable[[Case, PostFacts], Iterable[Refusal]]


def refusals_to_take(case: Case, post: PostFacts) -> tuple[Refusal, ...]:
    """Everything that stands between a volunteer and a place on a post; empty when they may take it."""
    return next(refusals_by_post(case, [post]))


def refusals_by_post(case: Case, posts: Iterable[PostFacts]) -> Iterator[tuple[Refusal, ...]]:
    """The same for each post of a duty in turn; what concerns the duty as a whole comes first, and is judged once."""
    shared = [refusal for check in CHECKS_OF_DUTY for refusal in check(case)]
    for post in posts:
        yield (*shared, *(refusal for check in CHECKS_OF_POST for refusal in check(case, post)))


def refusals_by_service(case: Case, post: PostFacts) -> Iterator[Refusal]:
    """Only what their service says, whoever else is on the duty: gone by then, on leave, suspended, restricted, 18."""
    yield from serves_in_strand(case)
    yield from serves_as_usual(case)
    yield from not_restricted(case, post)


def open_to_all(case: Case) -> Iterable[Refusal]:
    """The duty is published."""
    if case.duty.state is DutyState.DRAFT:
        yield Refusal("not_published", "This duty has not been published yet. Its supervisor can publish it.")
    if case.duty.state is DutyState.CANCELLED:
        yield Refusal("cancelled", "This duty has been cancelled.")


def still_to_come(case: Case) -> Iterable[Refusal]:
    """The duty has not begun."""
    if case.duty.starts_at <= case.now:
        yield Refusal("begun", "This duty has already begun.")


def serves_in_strand(case: Case) -> Iterable[Refusal]:
    """The volunteer serves in the duty's strand on every day of it."""
    duty, standing, you = case.duty, case.standing, case.to
    if standing is None or not standing.serves:
        message = f"{you.subject} do not serve in the {case.strand.name}. {can(COORDINATOR)} say how to join."
        yield Refusal("not_serving", message, COORDINATOR)
    elif not standing.serves_throughout(duty.first_on, duty.last_on):
        yield _service_refusal(case, standing.serves)


def serves_as_usual(case: Case) -> Iterable[Refusal]:
    """The volunteer is neither on leave nor suspended on a day of the duty, nor too old to be a cadet."""
    if case.standing is not None:
        yield from refusals_of_status(case.standing, case.duty, case.to)
        yield from refusals_of_age(case.standing, case.duty, case.to)


def clearances_hold(case: Case) -> Iterable[Refusal]:
    """Each clearance the strand demands is good on every day of the duty."""
    if case.standing is None:
        return
    first, last = case.duty.first_on, case.duty.last_on
    for code in case.strand.duty.clearances:
        if not case.standing.is_cleared_throughout(code, first, last):
            check = case.strand.check(code)
            who = COORDINATOR if check.waiting_on in (Party.APPLICANT, Party.NOBODY) else check.waiting_on.label
            yield _lapse(case, code, in_a_sentence(check.name), who, case.standing.clearances)


def no_clash(case: Case) -> Iterable[Refusal]:
    """No other duty at the same time. Two on one day are allowed where they do not overlap and leave time to rest."""
    for other in case.engagements:
        if other.duty_id == case.duty.duty_id:
            yield Refusal("already_on", f"{case.to.subject} are already on this duty.")
        elif _overlap(other, case.duty):
            words = f"{case.to.subject} are already on “{other.title}” ({days_of(other)}), which overlaps this duty."
            yield Refusal("clash", f"{words} {can(COORDINATOR)} free {case.to.object} from one of them.", COORDINATOR)


def rested(case: Case) -> Iterable[Refusal]:
    """Enough hours between this duty and those before and after it.

    Working Time Regulations 1998, daily rest of 11 hours; the number is the force's to confirm.
    """
    hours = case.strand.duty.rest_hours
    for other in case.engagements if hours else ():
        gap = _gap_in_minutes(other, case.duty)
        if hours and gap is not None and gap < hours * 60:
            words = (
                f"There must be {hours} hours of rest between duties. Between this one and “{other.title}” "
                f"({days_of(other)}) there would be {lasting(gap)}."
            )
            yield Refusal("rest", f"{words} {can(COORDINATOR)} free {case.to.object} from one of them.", COORDINATOR)


def within_weekly_hours(case: Case) -> Iterable[Refusal]:
    """Not more hours on duty in a week, Monday to Sunday, than the strand allows.

    The Working Time Regulations average 48 hours over 17 weeks. Holding each week to it is the cautious reading.
    """
    most = case.strand.duty.maximum_weekly_hours
    if most is None:
        return
    duty, monday = case.duty, case.duty.week
    others = [one for one in case.engagements if one.week == monday and one.duty_id != duty.duty_id]
    planned = duty.minutes + sum(one.minutes for one in others)
    if planned > most * 60:
        clears_on = monday + timedelta(days=7)
        message = (
            f"This duty would bring {case.to.object} to {lasting(planned)} in the week of {in_words(monday)}, "
            f"and the most is {most}. {case.to.subject} can take duties again from {in_words(clears_on)}."
        )
        yield Refusal("weekly_hours", message, COORDINATOR, clears_on)


def grade_allows(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """The grade held on each day is enough for the strand and is one of those the post names."""
    if case.standing is None:
        return
    first, last = case.standing.grade_on(case.duty.first_on), case.standing.grade_on(case.duty.last_on)
    if not (_grade_fits(case, post, first) and _grade_fits(case, post, last)):
        yield _grade_refusal(case, post, case.standing)


def not_restricted(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """The place is not one of those that a restriction closes."""
    if case.standing is not None:
        yield from refusals_of_restriction(case.standing, case.duty, post, case.strand, case.to)


def qualifications_hold(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """Each qualification the post needs is good on every day of the duty."""
    if case.standing is None:
        return
    first, last = case.duty.first_on, case.duty.last_on
    for code, called in post.needed():
        if not case.standing.is_qualified_throughout(code, first, last):
            name = f"{in_a_sentence(called)} qualification"
            yield _lapse(case, code, name, TRAINER, case.standing.qualifications)


def place_is_free(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """A place is left on the post."""
    if post.taken >= post.places:
        yield Refusal("full", f"Every place as “{post.name}” is taken.")


CHECKS_OF_DUTY: tuple[OfDuty, ...] = (
    open_to_all,
    still_to_come,
    serves_in_strand,
    serves_as_usual,
    clearances_hold,
    no_clash,
    rested,
    within_weekly_hours,
)
CHECKS_OF_POST: tuple[OfPost, ...] = (not_restricted, grade_allows, qualifications_hold, place_is_free)


def _service_refusal(case: Case, serves: Sequence[tuple[date, date | None]]) -> Refusal:
    duty, you, strand = case.duty, case.to, case.strand.name
    later = min((start for start, _ in serves if start > duty.first_on), default=None)
    if later:
        words = f"{you.possessive} service in the {strand} begins on {in_words(later)}, after this duty begins."
        return Refusal("not_serving", f"{words} {can(COORDINATOR)} change that date.", COORDINATOR, later)
    ended = max(end for _, end in serves if end is not None)
    verb = "ends" if ended > case.today else "ended"
    words = f"{you.possessive} service in the {strand} {verb} on {in_words(ended)}, before this duty is over."
    return Refusal("not_serving", f"{words} {can(COORDINATOR)} tell {you.object} more.", COORDINATOR)


def _grade_fits(case: Case, post: PostFacts, grade: str | None) -> bool:
    """Whether a grade is high enough to be on duty, and among those the post names where it names any."""
    return grade in case.strand.grades_on_duty and (not post.grades or grade in post.grades)


def _grade_refusal(case: Case, post: PostFacts, standing: Standing) -> Refusal:
    wanted = [grade for grade in case.strand.grades if _grade_fits(case, post, grade.code)]
    codes = {grade.code for grade in wanted}
    held = standing.grade_on(case.duty.first_on)
    name = next((in_a_sentence(grade.name) for grade in case.strand.grades if grade.code == held), "none")
    clears_on = min(
        (day for day, grade in standing.grades if grade in codes and day > case.duty.first_on), default=None
    )
    when = f" {case.to.subject} reach it on {in_words(clears_on)}." if clears_on else ""
    message = (
        f"This post is for the grade of {either(in_a_sentence(grade.name) for grade in wanted)}. "
        f"{case.to.possessive} grade then will be: {name}. {can(TRAINER)} say what is left to do.{when}"
    )
    return Refusal("grade", message, TRAINER, clears_on)


def _lapse(case: Case, code: str, name: str, who: str, held: Sequence[Holding]) -> Refusal:
    """What is wrong with a holding that is not good on every day of the duty: lapsed, not begun yet, or not there."""
    ours = [one for one in held if one.code == code]
    bare = next(day for day in case.duty.days() if not any(one.holds_throughout(day, day) for one in ours))
    ended = max((one.until_on for one in ours if one.until_on and one.until_on < bare), default=None)
    begins = min((one.from_on for one in ours if one.from_on > bare), default=None)
    whose = f"{case.to.possessive} {name}"
    if ended is not None:
        again = f" It is good again from {in_words(begins)}." if begins else ""
        return Refusal(f"{code}_lapsed", f"{whose} {_ending(case, ended)} {can(who)} renew it.{again}", who, begins)
    if begins is not None:
        words = f"{whose} counts only from {in_words(begins)}, after this duty begins."
        return Refusal(f"{code}_not_begun", f"{words} {can(who)} change that date.", who, begins)
    words = f"There is no {name} on {case.to.possessive.lower()} record, and this duty needs it."
    return Refusal(f"{code}_missing", f"{words} {can(who)} add it.", who)


def _ending(case: Case, ended: date) -> str:
    verb = "lapsed" if ended < case.today else "lapses"
    if ended < case.duty.first_on:
        return f"{verb} on {in_words(ended)}, before this duty."
    return f"{verb} at the end of {in_words(ended)}, before this duty is over."


def _overlap(one: Engagement, other: Engagement) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _gap_in_minutes(one: Engagement, other: Engagement) -> int | None:
    """The minutes between two duties, whichever comes first; None when they overlap."""
    if one.ends_at <= other.starts_at:
        return minutes_between(one.ends_at, other.starts_at)
    if other.ends_at <= one.starts_at:
        return minutes_between(other.ends_at, one.starts_at)
    return None
