"""Duties to be filled as a problem for the solver: who and what there is, and which places are others' by promise."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from volunteers.rosters.queries.board import minimum_of
from volunteers.rosters.queries.filling_people import closed_duties, grade_of, near, volunteer_of
from volunteers.rosters.queries.filling_world import OnDuty, World
from volunteers.rosters.rules import DutyFacts, Engagement, PostFacts, refusals_to_take
from volunteers.rosters.rules.filling import priority_of
from volunteers.rosters.rules.statuses import is_operational
from volunteers.rosters.rules.team import may_be_alone
from volunteers.rosters.solver.problem import WEIGHTS, Assignment, Duty, Post, Problem, Rules

INDEPENDENT, NO_GRADE = "qualified", "none"  # as the solver knows them
TAKEN = "taken"  # the post of a duty that is not to be filled
NO_LIMIT = 10_000


@dataclass(frozen=True)
class Drawn:
    """A problem, and what it leaves out. ``promised`` are places left to who waits or asks for them, ``capped`` those
    that more adult leaders would have to be there for, both by post; ``weight_before`` is that of places taken already.
    """

    problem: Problem
    promised: Mapping[int, int]
    capped: Mapping[int, int]
    weight_before: int

    @property
    def places(self) -> int:
        """How many places are to be filled: those free now that are nobody's."""
        return sum(post.count for duty in self.problem.duties for post in duty.posts) - len(self.problem.assigned)


def draw(world: World) -> Drawn:
    """The problem; no statement."""
    demands = world.strand.duty
    rules = Rules(
        float(demands.rest_hours or 0), float(demands.maximum_weekly_hours or NO_LIMIT),
        demands.maximum_days_in_a_row or NO_LIMIT,
    )  # fmt: skip
    grades, promises = _grades(world), list(_promises(world))
    promised = Counter(one.post_id for one in promises)
    capped = _capped(world, promised)
    serving = set(world.serving)
    on = [one for one in world.links.on if one.volunteer_id in serving]
    there = Counter(one.post_id for one in on)
    duties = [
        _duty(world, duty, _posts(world, duty, grades, there, promised, capped)) for duty in world.duties.values()
    ]
    others, elsewhere = _elsewhere(world)
    barred = [(str(one), str(duty)) for one in world.serving for duty in closed_duties(world, one)]
    barred += [(str(one), str(duty)) for one, duty in _kept_free(world, promises) if one in serving]
    problem = Problem(
        rules, tuple(volunteer_of(world, one, grades) for one in world.serving), (*duties, *others),
        (*(Assignment(str(one.duty_id), str(one.post_id), str(one.volunteer_id)) for one in on), *elsewhere),
        frozenset(barred),
    )  # fmt: skip
    before = sum(
        WEIGHTS[each.priority] * len(world.teams[duty_id].members)
        for duty_id, each in zip(world.duties, duties, strict=True)
        if duty_id in world.teams
    )
    return Drawn(problem, promised, capped, before)


def _duty(world: World, duty: DutyFacts, posts: tuple[Post, ...]) -> Duty:
    """Someone on it who is not among those to be proposed counts as one the duty needs no more."""
    team, serving = world.teams[duty.duty_id], set(world.serving)
    outside = sum(member.volunteer_id not in serving for member in team.members)
    minimum = minimum_of(world.strand, duty.minimum_to_run)
    operational = any(is_operational(duty, post, world.strand) for post in world.posts[duty.duty_id])
    alone = any(grade.may_be_alone for grade in world.strand.grades)
    beside = duty.needs_independent or (operational and not duty.adults)
    place = world.positions[duty.duty_id]
    return Duty(
        str(duty.duty_id), duty.starts_at.astimezone(UTC), duty.ends_at.astimezone(UTC),
        priority_of(
            is_operational=operational, is_short=len(team.members) < minimum,
            serves_plan=duty.duty_id in world.serves_plan,
        ),
        (place.latitude, place.longitude) if place else None, max(1, minimum - outside),
        alone and beside and not team.has_lone(), None, posts,
    )  # fmt: skip


def _posts(
    world: World, duty: DutyFacts, grades: Mapping[str | None, str], there: Counter[int], promised: Counter[int],
    capped: Counter[int],
) -> tuple[Post, ...]:  # fmt: skip
    return tuple(
        Post(
            str(post.post_id), post.needs, tuple(sorted({grades[one] for one in _allowed(world, post)})),
            there[number] + post.places - post.taken - promised[number] - capped[number],
        )
        for post in world.posts[duty.duty_id]
        if (number := post.post_id) is not None
    )  # fmt: skip


def _allowed(world: World, post: PostFacts) -> frozenset[str | None]:
    """The grades that may take a place."""
    on_duty = world.strand.grades_on_duty
    return frozenset(one for one in on_duty if not post.grades or one in post.grades)


def _grades(world: World) -> dict[str | None, str]:
    """What the solver calls each grade. It knows one that may be on duty alone: those who may, and whom every post
    here takes or refuses alike, share that name. Of several such groups it is the largest; the others do not count
    as being able to, which only leaves a place empty.
    """
    kinds = list({_allowed(world, post) for posts in world.posts.values() for post in posts})
    held = Counter(grade_of(world, one) for one in world.serving)
    groups: dict[tuple[bool, ...], list[str]] = defaultdict(list)
    for grade in world.strand.grades:
        if may_be_alone(grade.code, world.strand):
            groups[tuple(grade.code in kind for kind in kinds)].append(grade.code)
    alone = max(groups.values(), key=lambda group: sum(held[one] for one in group), default=[])
    found: dict[str | None, str] = {None: NO_GRADE}
    for code in {grade.code for grade in world.strand.grades} | {one for one in held if one is not None}:
        found[code] = INDEPENDENT if code in alone else f"other {code}"
    return found


def _promises(world: World) -> Iterator[OnDuty]:
    """Those who wait for a free place or have asked for it, and may have it, in their order: it is theirs first."""
    left = {post.post_id: post.places - post.taken for posts in world.posts.values() for post in posts}
    for one in world.links.wanting:
        if left.get(one.post_id, 0) > 0:
            case = world.case(one.volunteer_id, one.duty_id)
            if not refusals_to_take(case, world.post(one.duty_id, one.post_id)):
                left[one.post_id] -= 1
                yield one


def _kept_free(world: World, promises: Sequence[OnDuty]) -> Iterator[tuple[int, int]]:
    """Whoever was promised a place is not proposed for it, nor for what would keep them from it."""
    rest = world.strand.duty.rest_hours or 0
    for one in promises:
        promise = world.duties[one.duty_id]
        for duty in world.duties.values():
            gaps = (promise.starts_at - duty.ends_at, duty.starts_at - promise.ends_at)
            if max(gap.total_seconds() for gap in gaps) < rest * 3600:
                yield one.volunteer_id, duty.duty_id


def _capped(world: World, promised: Counter[int]) -> Counter[int]:
    """Places that there are not adult leaders enough for, the last posts first."""
    demands, found = world.strand.duty, Counter[int]()
    if not (demands.minimum_adults or demands.young_people_per_adult):
        return found
    for duty in world.duties.values():
        adults, posts = duty.adults or 0, world.posts[duty.duty_id]
        ratio = demands.young_people_per_adult or NO_LIMIT
        room = adults * ratio if adults >= max(1, demands.minimum_adults) else 0
        room -= sum(post.taken + promised[post.post_id or 0] for post in posts)
        for post in posts:
            free = post.places - post.taken - promised[post.post_id or 0]
            found[post.post_id or 0] = free - max(0, min(free, room))
            room -= free
    return +found


def _elsewhere(world: World) -> tuple[list[Duty], list[Assignment]]:
    """Other duties of those who may be proposed, around the days: they stay where they are."""
    duties: dict[int, Engagement] = {}
    people: dict[int, list[int]] = defaultdict(list)
    for one in world.serving:
        for duty in near(world, one):
            if duty.duty_id not in world.duties:
                duties[duty.duty_id] = duty
                people[duty.duty_id].append(one)
    found = [_taken(duty, len(people[number])) for number, duty in sorted(duties.items())]
    return found, [Assignment(str(number), TAKEN, str(one)) for number in sorted(people) for one in people[number]]


def _taken(duty: Engagement, people: int) -> Duty:
    return Duty(
        str(duty.duty_id), duty.starts_at.astimezone(UTC), duty.ends_at.astimezone(UTC), priority=1, place=None,
        minimum_to_run=1, needs_independent=False, adult_ratio=None, posts=(Post(TAKEN, (), (), people),),
    )  # fmt: skip
