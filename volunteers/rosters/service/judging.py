"""Judging whether someone may have a place, in each of the ways places come to people."""

from collections.abc import Collection

from volunteers.errors import Conflict, Refusal, Refused
from volunteers.rosters.models import Duty, Post
from volunteers.rosters.queries import post_facts
from volunteers.rosters.queries.judging import cases_for
from volunteers.rosters.rules import Case, PostFacts, Pronouns, as_if_free, refusals_to_take

Refusals = tuple[Refusal, ...]
JUST_GONE = Refusal("full", "That place has just gone. Choose another post or another duty.")
NOT_ACCEPTED = Refusal("not_accepted", "Tick to say that you have read the briefing and the risk assessment.")


def raise_any(refusals: Refusals) -> None:
    """Raise what stands in the way, if anything does: ``Conflict`` where it is only that the last place has gone."""
    if [refusal.code for refusal in refusals] == ["full"]:
        raise Conflict(JUST_GONE)
    if refusals:
        raise Refused(refusals)


def refusals_of(
    duty: Duty, post: Post, volunteer_id: int, *, to: Pronouns, own_act: bool = False, is_kept: bool = False,
    leaving: int | None = None, instead_of: int | None = None,
) -> Refusals:  # fmt: skip
    """What stands between one volunteer and a place; see ``refusals_each``."""
    found = refusals_each(
        duty, post, [volunteer_id], to=to, own_act=own_act, is_kept=is_kept, leaving=leaving, instead_of=instead_of
    )
    return found.get(volunteer_id, ())


def refusals_each(
    duty: Duty, post: Post, volunteer_ids: Collection[int], *, to: Pronouns, own_act: bool = False,
    is_kept: bool = False, leaving: int | None = None, instead_of: int | None = None,
) -> dict[int, Refusals]:  # fmt: skip
    """What stands between each volunteer and a place on a post, in a fixed number of statements.

    ``is_kept``: one of the places that count as taken is for them, as one on offer is. ``leaving`` is the volunteer
    who leaves theirs to them, and ``instead_of`` the duty they would give up for it.
    """
    place = post_facts(post)
    return {
        number: _judged(case, place, is_kept, leaving, instead_of)
        for number, case in cases_for(duty, volunteer_ids, to=to, own_act=own_act).items()
    }


def _judged(case: Case, place: PostFacts, is_kept: bool, leaving: int | None, instead_of: int | None) -> Refusals:
    if is_kept or leaving is not None:
        case, place = as_if_free(case, place, leaves=leaving)
    if instead_of is not None:
        case = case.giving_up(instead_of)
    return refusals_to_take(case, place)
