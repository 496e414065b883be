"""From fractions to a roster: what the linear programme mostly uses is taken first, then what is left is filled."""

import numpy as np

from volunteers.rosters.solver.compiled import Compiled
from volunteers.rosters.solver.greedy import fill_greedily
from volunteers.rosters.solver.messages import Guide
from volunteers.rosters.solver.roster import Roster

MOSTLY = 0.25


def follow(compiled: Compiled, guide: Guide) -> Roster:
    """A roster near to the fractions of a linear programme."""
    roster = Roster(compiled)
    for at in np.argsort(-guide.used, kind="stable").tolist():
        v, p = int(guide.people[at]), int(guide.posts[at])
        if guide.used[at] >= MOSTLY and roster.left[p] > 0 and roster.fits(v, compiled.posts[p][0]):
            roster.add(v, p)
    complete(roster)
    return roster


def complete(roster: Roster) -> None:
    """Fill what is left, and give up the duties that still lack what they need."""
    fill_greedily(roster)
    for d in range(len(roster.compiled.duties)):
        if not roster.runs(d):
            for v in list(roster.on[d]):
                roster.remove(v, d)
    fill_greedily(roster)
