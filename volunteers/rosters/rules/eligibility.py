"""May this volunteer take a place on this duty? One list of small checks, judged on the dates of the duty, never today.

Every refusal is whole sentences: what is missing, who can put it right and, where it is known, from which date.
"""

from collections.abc import Callable, Iterable, Iterator

from volunteers.errors import Refusal
from volunteers.rosters.rules.case import Case
from volunteers.rosters.rules.facts import DutyState, PostFacts
from volunteers.rosters.rules.holding import (
    clearances_hold,
    grade_allows,
    not_restricted,
    of_unit,
    qualifications_hold,
    serves_as_usual,
    serves_in_strand,
)
from volunteers.rosters.rules.limits import (
    within_average_hours,
    within_days_in_a_row,
    within_monthly_hours,
    within_weekly_hours,
)
from volunteers.rosters.rules.pairing import accompanied, enough_adults
from volunteers.rosters.rules.timing import (
    about_then,
    given_by_supervisor,
    no_clash,
    not_at_work,
    notes_of,
    rested,
    still_to_come,
    still_to_sign_up,
)

__all__ = ["Case", "notes_of", "refusals_by_post", "refusals_by_service", "refusals_of_standing", "refusals_to_take"]

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


def refusals_of_standing(case: Case, post: PostFacts) -> Iterator[Refusal]:
    """Only what concerns themselves on the dates of the duty, for someone who is on it already."""
    for check in CHECKS_OF_STANDING:
        yield from check(case)
    for check_of_post in CHECKS_OF_STANDING_BY_POST:
        yield from check_of_post(case, post)


def open_to_all(case: Case) -> Iterable[Refusal]:
    """The duty is published."""
    if case.duty.state is DutyState.DRAFT:
        yield Refusal("not_published", "This duty has not been published yet. Its supervisor can publish it.")
    if case.duty.state is DutyState.CANCELLED:
        yield Refusal("cancelled", "This duty has been cancelled.")


def place_is_free(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """A place is left."""
    if post.taken >= post.places:
        yield Refusal("full", f"Every place as “{post.name}” is taken.")


CHECKS_OF_STANDING: tuple[OfDuty, ...] = (serves_in_strand, serves_as_usual, of_unit, clearances_hold)
CHECKS_OF_STANDING_BY_POST: tuple[OfPost, ...] = (not_restricted, grade_allows, qualifications_hold)
CHECKS_OF_DUTY: tuple[OfDuty, ...] = (
    open_to_all,
    still_to_come,
    still_to_sign_up,
    given_by_supervisor,
    *CHECKS_OF_STANDING,
    about_then,
    not_at_work,
    no_clash,
    rested,
    within_weekly_hours,
    within_monthly_hours,
    within_average_hours,
    within_days_in_a_row,
)
CHECKS_OF_POST: tuple[OfPost, ...] = (*CHECKS_OF_STANDING_BY_POST, accompanied, enough_adults, place_is_free)
