"""What came of filling duties, in numbers and reasons: the people it places, and the places that stay empty."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from volunteers.places.rules.distance import miles_between
from volunteers.rosters.queries.filling_world import OnDuty, World
from volunteers.rosters.queries.problems import Drawn
from volunteers.rosters.solver.problem import WEIGHTS, Problem
from volunteers.rosters.solver.solution import Reason, Score, Status, Unfilled

KM_OF_A_MILE = 1.609344


@dataclass(frozen=True)
class Gap:
    """Places of a post that stay empty, why, and how many more are left to who waits for one or asked for it."""

    duty_id: int
    post_id: int
    places: int
    promised: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Found:
    """A proposal that every rule of the roster allows as things stand."""

    placed: tuple[OnDuty, ...]
    gaps: tuple[Gap, ...]
    score: Score
    bound: int
    status: Status
    seconds: float
    weight_before: int
    places: int


def found(
    world: World, drawn: Drawn, placed: Sequence[OnDuty], unfilled: Iterable[Unfilled], *, bound: int, status: Status,
    seconds: float,
) -> Found:  # fmt: skip
    """What is to be stored of a solution. It is the best there is only where its weight is the bound."""
    score = score_of(world, drawn.problem, placed)
    if status is Status.OPTIMAL and score.weight < bound:
        status = Status.FEASIBLE
    return Found(
        tuple(placed), tuple(_gaps(world, drawn, unfilled)), score, bound, status, seconds, drawn.weight_before,
        drawn.places + sum(drawn.capped.values()),
    )  # fmt: skip


def score_of(world: World, problem: Problem, placed: Iterable[OnDuty]) -> Score:
    """How good it is, by the three measures of the solver."""
    weights = {int(duty.id): WEIGHTS[duty.priority] for duty in problem.duties}
    lengths = {int(duty.id): (duty.end - duty.start).total_seconds() / 3600 for duty in problem.duties}
    hours: dict[str, float] = defaultdict(float)
    for one in problem.assigned:
        hours[one.volunteer] += lengths[int(one.duty)]
    weight, kilometres = 0, 0.0
    for each in placed:
        weight += weights[each.duty_id]
        hours[str(each.volunteer_id)] += lengths[each.duty_id]
        kilometres += kilometres_between(world, each.volunteer_id, each.duty_id) or 0.0
    short = (max(0.0, who.commitment_hours - who.already_hours - hours[who.id]) for who in problem.volunteers)
    return Score(weight, sum(short), kilometres)


def kilometres_between(world: World, volunteer_id: int, duty_id: int) -> float | None:
    """From someone's unit to the duty's, as the crow flies; None where either is not known."""
    home, there = world.homes.get(volunteer_id), world.positions[duty_id]
    return miles_between(home, there) * KM_OF_A_MILE if home and there else None


def _gaps(world: World, drawn: Drawn, unfilled: Iterable[Unfilled]) -> Iterator[Gap]:
    """By post in order of time; places that more adult leaders would have to be there for stop everyone alike."""
    empty = {int(one.post): one for one in unfilled}
    everyone = len(world.serving)
    for duty_id, posts in world.posts.items():
        for post in posts:
            number = post.post_id or 0
            one, capped = empty.get(number), drawn.capped.get(number, 0)
            reasons = one.reasons if one else ()
            if capped:
                reasons = (*reasons, Reason("adult_ratio", everyone, 0))
            places = (one.places if one else 0) + capped
            if places or drawn.promised.get(number):
                yield Gap(duty_id, number, places, drawn.promised.get(number, 0), reasons)
