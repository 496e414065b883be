"""A first roster, at once: the duties that weigh most and are hardest to fill first, each by whoever is furthest from
their commitment and least wanted elsewhere."""

import numpy as np

from volunteers.rosters.solver.roster import Roster
from volunteers.rosters.solver.times import Bools


def fill_greedily(roster: Roster) -> None:
    """Fill what can be filled in one go; a duty that cannot run stays as it was."""
    compiled = roster.compiled
    wanted = compiled.allowed @ compiled.open.astype(np.float32)  # places each could take: who has few goes first
    shares = compiled.could / np.maximum(1, roster.left)  # people for each place
    hardness = [min((float(shares[p]) for p in posts), default=0.0) for posts in compiled.posts_of]
    numbers = range(len(compiled.duties))
    for d in sorted(numbers, key=lambda one: (-compiled.weight[one], hardness[one], compiled.days.start[one])):
        _fill(roster, d, wanted)


def top_up(roster: Roster) -> None:
    """Give every open place to anybody whom nothing stops: afterwards each empty place has its reasons."""
    for d in range(len(roster.compiled.duties)):
        while _add_any(roster, d):  # who comes may be what somebody else was waiting for: an adult, say
            pass


def _add_any(roster: Roster, d: int) -> bool:
    """Put whoever nothing stops on a duty; whether there was anybody."""
    compiled, before = roster.compiled, len(roster.on[d])
    for p in compiled.posts_of[d]:
        for v in np.flatnonzero(compiled.allowed[:, p]).tolist() if roster.left[p] > 0 else ():
            if roster.left[p] > 0 and v not in roster.on[d] and roster.fits(v, d):
                roster.add(v, p)
                if not roster.runs(d):
                    roster.remove(v, d)
    return len(roster.on[d]) > before


def _fill(roster: Roster, d: int, wanted: np.ndarray) -> None:
    compiled = roster.compiled
    added = []
    posts = sorted((p for p in compiled.posts_of[d] if roster.left[p] > 0), key=lambda p: compiled.could[p])
    if compiled.duties[d].needs_independent and not any(
        compiled.independent[v] for v in (*roster.on[d], *compiled.kept_by_duty[d])
    ):
        added += next((one for p in posts if (one := _take(roster, p, 1, wanted, compiled.independent))), [])
    for p in posts:
        added += _take(roster, p, roster.left[p], wanted, None)
    while added and not roster.runs(d):
        v = next((v for v in reversed(added) if compiled.is_minor(v, d)), added[-1])
        added.remove(v)
        roster.remove(v, d)


def _take(roster: Roster, p: int, places: int, wanted: np.ndarray, only: Bools | None) -> list[int]:
    """Give up to so many places of a post; those who have them now."""
    compiled = roster.compiled
    d = compiled.posts[p][0]
    mask = compiled.allowed[:, p] if only is None else compiled.allowed[:, p] & only
    people = np.flatnonzero(mask)
    given = np.array([roster.minutes[v] for v in people.tolist()], dtype=float)
    short = np.minimum(np.maximum(compiled.gap[people] - given, 0), compiled.days.length[d])
    order = np.lexsort((compiled.kilometres[people, d], wanted[people] + given, -short))
    found: list[int] = []
    for v in people[order].tolist():
        if len(found) >= places:
            break
        if v not in roster.on[d] and roster.fits(v, d):
            roster.add(v, p)
            found.append(v)
    return found
