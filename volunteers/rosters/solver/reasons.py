"""Why places stay empty: for every place, what keeps how many people from it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from volunteers.rosters.solver.problem import Assignment, Post, Problem, Volunteer
from volunteers.rosters.solver.solution import Reason, Unfilled
from volunteers.rosters.solver.standing import Standing, Stops, day_after
from volunteers.rosters.solver.times import Bools, Days, Ints, merged, within

BITS = np.array([[stop.value] for stop in Stops])
CODES = tuple(str(stop.name).lower() for stop in Stops)


def explain(problem: Problem, assignments: Iterable[Assignment]) -> tuple[Unfilled, ...]:
    """Every post with empty places, in the order of the problem, once these new places are taken.

    A reason says how many of those who are not on the post it stops, and how many of them nothing else stops. A post
    without reasons for someone could have them: no best roster leaves one.
    """
    places = (*problem.assigned, *assignments)
    gaps = _gaps(problem, places)
    if not gaps:
        return ()
    asked, index = np.unique(np.array([gap.duty for gap in gaps]), return_inverse=True)
    standing = Standing(problem, places, asked)
    posts = Posts([gap.post for gap in gaps], standing.days.of(index))
    on_post = _on_posts(problem, gaps, places)
    stopped, alone = (np.zeros((len(CODES), len(gaps)), dtype=np.int64) for _ in range(2))
    for one in problem.volunteers:
        stops = standing.of(one)[index] | posts.of(one)
        stops[on_post.get(one.id, [])] = 0
        stopped += (stops & BITS) != 0
        alone += stops == BITS
    return tuple(
        Unfilled(problem.duties[gap.duty].id, gap.post.id, gap.places, _reasons(*counts))
        for gap, *counts in zip(gaps, stopped.T.tolist(), alone.T.tolist(), strict=True)
    )


class Gap(NamedTuple):
    """A post with empty places; ``duty`` is the number of its duty."""

    duty: int
    post: Post
    places: int


class Posts:
    """What posts ask of those who take them; ``days`` say when each of them is."""

    def __init__(self, posts: Sequence[Post], days: Days) -> None:
        self.posts, self.days = posts, days
        self._refused: dict[str, Bools] = {}  # by grade
        alike: dict[frozenset[str], list[int]] = defaultdict(list)
        for index, post in enumerate(posts):
            if post.needs:
                alike[frozenset(post.needs)].append(index)
        self.alike = [(needs, np.array(indices)) for needs, indices in alike.items()]

    def of(self, one: Volunteer) -> Ints:
        """For each post, whether someone's grade or a qualification keeps them from it, as ``Stops``."""
        if one.grade not in self._refused:
            self._refused[one.grade] = np.array([one.grade not in post.grades for post in self.posts])
        lacks = np.zeros(len(self.posts), dtype=bool)
        for needs, indices in self.alike:
            for code in needs:
                lacks[indices] |= ~self._holds(one, code, self.days.of(indices))
        found: Ints = self._refused[one.grade] * Stops.GRADE | lacks * Stops.QUALIFICATION
        return found

    def _holds(self, one: Volunteer, code: str, days: Days) -> Bools:
        """On which duties' days someone holds a code throughout; holding it anew from the day after its end is that."""
        held = [
            (each.first_on.toordinal(), day_after(each.last_on)) for each in one.qualifications if each.code == code
        ]
        return within(merged(held), days.first_day, days.last_day + 1)


def _gaps(problem: Problem, places: Iterable[Assignment]) -> list[Gap]:
    taken = Counter((place.duty, place.post) for place in places)
    return [
        Gap(number, post, left)
        for number, duty in enumerate(problem.duties)
        for post in duty.posts
        if (left := post.count - taken[duty.id, post.id]) > 0
    ]


def _on_posts(problem: Problem, gaps: Iterable[Gap], places: Collection[Assignment]) -> dict[str, list[int]]:
    """Which of the posts with gaps each person is on."""
    number = {(problem.duties[gap.duty].id, gap.post.id): index for index, gap in enumerate(gaps)}
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        if (place.duty, place.post) in number:
            found[place.volunteer].append(number[place.duty, place.post])
    return found


def _reasons(stopped: Sequence[int], alone: Sequence[int]) -> tuple[Reason, ...]:
    """The one that alone stops most people first, then the one that stops most."""
    found = [Reason(*each) for each in zip(CODES, stopped, alone, strict=True) if each[1]]
    return tuple(sorted(found, key=lambda one: (-one.volunteers_only, -one.volunteers)))
