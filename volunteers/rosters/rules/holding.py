"""What the volunteer themself must be on the days of the duty: serving, cleared, of the unit and grade, qualified."""

from collections.abc import Iterable, Sequence
from datetime import date

from volunteers.errors import Refusal
from volunteers.people.rules import Holding, Standing
from volunteers.rosters.rules.case import COORDINATOR, TRAINER, Case
from volunteers.rosters.rules.facts import PostFacts
from volunteers.rosters.rules.statuses import refusals_of_age, refusals_of_restriction, refusals_of_status
from volunteers.rosters.rules.wording import can, either, in_a_sentence, in_words
from volunteers.strands.rules import Party


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


def of_unit(case: Case) -> Iterable[Refusal]:
    """Posted to the unit of a duty that is for its own people only, on each day of it."""
    duty, standing, you = case.duty, case.standing, case.to
    if not duty.is_unit_only or standing is None:
        return
    if all(standing.unit_on(day) == duty.unit_id for day in (duty.first_on, duty.last_on)):
        return
    begins = min(
        (day for day, unit_id in standing.postings if unit_id == duty.unit_id and day > duty.first_on), default=None
    )
    words = f"This duty is only for those posted to the unit that runs it, and {you.subject.lower()} are not then."
    when = f" {you.subject} are posted there from {in_words(begins)}." if begins else ""
    yield Refusal("unit", f"{words}{when} {can(COORDINATOR)} say how to move.", COORDINATOR, begins)


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
