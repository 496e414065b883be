"""The exact model of a piece of the problem: some people and some duties are free, everything else stays as it is.

The whole problem is the piece in which everything is free. What makes it small: only pairs that may be are columns;
the rest between duties is one row for each largest set of duties that nobody can do two of; and a duty that may stay
away has a column of its own, which its places may not exceed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from volunteers.rosters.solver.compiled import NO_LIMIT, Compiled
from volunteers.rosters.solver.model import Model, Term
from volunteers.rosters.solver.roster import Pick, Roster, by_week, clusters
from volunteers.rosters.solver.team import ADULTS
from volunteers.rosters.solver.times import Bools


@dataclass(frozen=True)
class Worth:
    """What a model counts: for a unit of weight, for an hour short of a commitment, for a kilometre."""

    weight: float
    hour: float
    kilometre: float


NONE = -1
# So far apart that within a piece a lower level hardly ever outweighs one above, and near enough for the arithmetic:
# what comes out is compared level by level all the same.
ALL_THREE = Worth(10_000, 10, 0.001)


@dataclass(frozen=True)
class Shared:
    """A row in which many people meet: what it takes of anyone in one of the posts, and more of some.

    ``extra`` is the column beside the people's, if there is one, with its value in ``of_extra``.
    """

    row: int
    duty: int
    posts: tuple[int, ...]
    right: float
    anyone: float = 0.0
    independent: float = 0.0
    minor: float = 0.0
    extra: int | None = None
    of_extra: float = 0.0


@dataclass
class Piece:
    """A model with what its columns mean."""

    model: Model
    columns: dict[tuple[int, int], int] = field(default_factory=dict)  # (volunteer, post) -> column
    of_post: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # post -> (volunteer, column)
    runs: dict[int, int] = field(default_factory=dict)  # duty -> column: somebody new is on it
    young: dict[int, int] = field(default_factory=dict)  # duty -> column: someone new under 18 is on it
    short: dict[int, int] = field(default_factory=dict)  # volunteer -> column: minutes short of their commitment
    worked: dict[tuple[int, int], int] = field(default_factory=dict)  # (volunteer, day) -> column
    shared: list["Shared"] = field(default_factory=list)

    def values(self, compiled: Compiled, picks: Iterable[Pick]) -> list[float]:
        """The values of all columns in the solution in which these places are given."""
        found = [0.0] * len(self.model.cost)
        given: dict[int, int] = defaultdict(int)
        for v, p in picks:
            if (v, p) not in self.columns:
                continue
            d = compiled.posts[p][0]
            found[self.columns[v, p]] = 1.0
            given[v] += int(compiled.days.length[d])
            if d in self.runs:
                found[self.runs[d]] = 1.0
            if d in self.young and compiled.is_minor(v, d):
                found[self.young[d]] = 1.0
            if (v, day := int(compiled.days.first_day[d])) in self.worked:
                found[self.worked[v, day]] = 1.0
        for v, column in self.short.items():
            found[column] = max(0.0, self.model.upper[column] - given[v])
        return found

    def picks(self, values: Collection[float]) -> list[Pick]:
        """The places given in a solution."""
        found = list(values)
        return [pick for pick, column in self.columns.items() if found[column] > 0.5]


def free(roster: Roster, volunteers: Collection[int], duties: Collection[int]) -> list[Pick]:
    """Take these people off these duties; the places they had."""
    wanted, duties = set(volunteers), set(duties)
    found = [(v, p) for d in sorted(duties) for v, p in roster.on[d].items() if v in wanted]
    for v, p in found:
        roster.remove(v, roster.compiled.posts[p][0])
    return found


def build(
    roster: Roster,
    volunteers: Collection[int],
    duties: Collection[int],
    worth: Worth = ALL_THREE,
    only: Bools | None = None,
) -> Piece:
    """The model in which these people may be given open places of these duties, beside all that the roster holds.

    ``only`` leaves out pairs of a person and a post that are not worth a look.
    """
    compiled = roster.compiled
    allowed = compiled.allowed if only is None else only
    piece = Piece(Model())
    by_person: dict[int, list[int]] = defaultdict(list)
    people = np.array(sorted(volunteers), dtype=np.int64)
    posts = np.array([p for d in sorted(duties) for p in compiled.posts_of[d] if roster.left[p] > 0], dtype=np.int64)
    fitting: dict[tuple[int, int], bool] = {}
    for place, at in np.argwhere(allowed[np.ix_(people, posts)].T).tolist():
        v, p = int(people[at]), int(posts[place])
        d = compiled.posts[p][0]
        if (v, d) not in fitting:
            fitting[v, d] = v not in roster.on[d] and roster.fits(v, d)
            if fitting[v, d]:
                by_person[v].append(d)
        if fitting[v, d]:
            gain = worth.weight * int(compiled.weight[d]) - worth.kilometre * float(compiled.kilometres[v, d])
            column = piece.columns[v, p] = piece.model.column(gain)
            piece.of_post.setdefault(p, []).append((v, column))
    for v, theirs in sorted(by_person.items()):
        _rules_of_person(piece, roster, v, theirs, worth)
    for d in sorted(duties):
        _rules_of_duty(piece, roster, d)
    return piece


def _rules_of_person(piece: Piece, roster: Roster, v: int, duties: list[int], worth: Worth) -> None:
    compiled, length = roster.compiled, roster.compiled.days.length
    columns = {d: [piece.columns[v, p] for p in compiled.posts_of[d] if (v, p) in piece.columns] for d in duties}
    apart = clusters(compiled, duties)
    covered = {d for one in apart for d in one}
    for one in [*apart, *([d] for d in duties if d not in covered and len(columns[d]) > 1)]:
        piece.model.row(((column, 1.0) for d in one for column in columns[d]), high=1.0)
    room = int(compiled.room[v]) - roster.minutes[v]
    _limit(piece, [(column, int(length[d])) for d in duties for column in columns[d]], room, length[duties].sum())
    for week, theirs in by_week(compiled, duties).items():
        given = sum(int(length[e]) for e in roster.of[v] if compiled.days.week[e] == week)
        left = compiled.week_left(v, week) - given
        if left < room:
            _limit(piece, [(c, int(length[d])) for d in theirs for c in columns[d]], left, length[theirs].sum())
    _running_days(piece, roster, v, columns)
    gap = float(compiled.gap[v]) - roster.minutes[v]
    if gap > 0 and worth.hour:
        piece.short[v] = piece.model.column(-worth.hour / 60, gap, whole=False)
        terms: list[Term] = [(column, float(length[d])) for d in duties for column in columns[d]]
        piece.model.row([(piece.short[v], 1.0), *terms], low=gap)


def _limit(piece: Piece, terms: list[tuple[int, int]], room: int, most: int) -> None:
    """At most so many minutes. The limit is first brought down to what lengths like these can add up to."""
    if room >= NO_LIMIT // 2 or most <= room:
        return
    lengths = sorted({length for _, length in terms})
    shortest = lengths[0]
    if 2 * shortest > room:
        piece.model.row(((column, 1.0) for column, _ in terms), high=1.0)
        return
    if room // shortest == room // lengths[-1]:
        piece.model.row(((column, 1.0) for column, _ in terms), high=float(room // shortest))
        return
    reach = reachable(lengths, room)
    piece.model.row(((column, length / 60) for column, length in terms), high=reach / 60)
    if room // shortest < len(terms):
        piece.model.row(((column, 1.0) for column, _ in terms), high=float(room // shortest))


def reachable(lengths: Iterable[int], room: int) -> int:
    """The most minutes that duties of these lengths can add up to within so many."""
    reached = 1  # bit n: n minutes can be reached
    mask = (1 << (room + 1)) - 1
    for length in lengths:
        step = length
        while step <= room:  # one more, two more, four more of this length
            reached |= (reached << step) & mask
            step *= 2
    return reached.bit_length() - 1


def _running_days(piece: Piece, roster: Roster, v: int, columns: dict[int, list[int]]) -> None:
    """Of any running days, one more than the most allowed, one is free."""
    compiled = roster.compiled
    days = compiled.days.first_day
    fixed = {int(days[e]) for e in (*roster.of[v], *compiled.kept[v])}
    by_day: dict[int, list[int]] = defaultdict(list)
    for d in columns:
        if int(days[d]) not in fixed:
            by_day[int(days[d])].append(d)
    possible = fixed | set(by_day)
    for first in sorted(possible):
        window = range(first, first + compiled.most_days + 1)
        if not all(day in possible for day in window):
            continue
        fixed_here = sum(day in fixed for day in window)
        terms = [(_works_on(piece, compiled, v, day, by_day[day], columns), 1.0) for day in window if day in by_day]
        piece.model.row(terms, high=float(max(0, compiled.most_days - fixed_here)))


def _works_on(
    piece: Piece, compiled: Compiled, v: int, day: int, duties: list[int], columns: dict[int, list[int]]
) -> int:
    """The column that says whether someone works on a day."""
    if (v, day) not in piece.worked:
        worked = piece.worked[v, day] = piece.model.column()
        groups = clusters(compiled, duties) or []
        alone = [[d] for d in duties if not any(d in group for group in groups)]
        for group in [*groups, *alone]:
            piece.model.row([(worked, -1.0), *((c, 1.0) for d in group for c in columns[d])], high=0.0)
    return piece.worked[v, day]


def _rules_of_duty(piece: Piece, roster: Roster, d: int) -> None:
    compiled, duty = roster.compiled, roster.compiled.duties[d]
    posts = tuple(p for p in compiled.posts_of[d] if p in piece.of_post)
    if not posts:
        return
    for p in posts:
        _share(piece, roster, Shared(NONE, d, (p,), float(roster.left[p]), anyone=1.0))
    there = [*roster.on[d], *compiled.kept_by_duty[d]]
    wanting = duty.minimum_to_run - len(there)
    if wanting > (0 if roster.on[d] else 1):
        _need(piece, roster, Shared(NONE, d, posts, float(wanting), anyone=1.0))
    if duty.needs_independent and not any(compiled.independent[v] for v in there):
        _need(piece, roster, Shared(NONE, d, posts, 1.0, independent=1.0))
    if duty.adult_ratio is not None:
        _enough_adults(piece, roster, d, posts, duty.adult_ratio)


def _enough_adults(piece: Piece, roster: Roster, d: int, posts: tuple[int, ...], ratio: int) -> None:
    """Two adults as soon as one person is under 18, and one for every so many of them."""
    compiled = roster.compiled
    there = [compiled.is_minor(v, d) for v in (*roster.on[d], *compiled.kept_by_duty[d])]
    minors, adults = sum(there), len(there) - sum(there)
    per_head = Shared(NONE, d, posts, float(minors - ratio * adults), anyone=ratio, minor=-1.0 - ratio)
    if minors:
        _need(piece, roster, Shared(NONE, d, posts, float(ADULTS - adults), anyone=1.0, minor=-1.0))
        _need(piece, roster, per_head)
    elif any(compiled.is_minor(v, d) for p in posts for v, _ in piece.of_post[p]):
        young = piece.young[d] = piece.model.column()
        most = float(sum(min(roster.left[p], compiled.could[p]) for p in posts))
        _share(piece, roster, Shared(NONE, d, posts, 0.0, minor=1.0, extra=young, of_extra=-most))
        _share(
            piece, roster, Shared(NONE, d, posts, adults, anyone=-1.0, minor=1.0, extra=young, of_extra=float(ADULTS))
        )
        _share(piece, roster, replace(per_head, right=-per_head.right, anyone=-per_head.anyone, minor=-per_head.minor))


def _need(piece: Piece, roster: Roster, needed: Shared) -> None:
    """The terms come to at least ``right``, if anybody new is on the duty: someone whom the model may not move is."""
    amount = needed.right
    negative = replace(
        needed, right=-amount, anyone=-needed.anyone, independent=-needed.independent, minor=-needed.minor
    )
    if not roster.on[needed.duty] and amount > 0:
        negative = replace(negative, right=0.0, extra=_run(piece, roster, needed.duty), of_extra=amount)
    _share(piece, roster, negative)


def _run(piece: Piece, roster: Roster, d: int) -> int:
    """The column that says whether anybody new is on a duty: its places are open only then."""
    if d not in piece.runs:
        run = piece.runs[d] = piece.model.column()
        for p in roster.compiled.posts_of[d]:
            if p in piece.of_post:
                most = float(min(roster.left[p], roster.compiled.could[p]))
                _share(piece, roster, Shared(NONE, d, (p,), 0.0, anyone=1.0, extra=run, of_extra=-most))
    return piece.runs[d]


def _share(piece: Piece, roster: Roster, shared: Shared) -> None:
    """A row that its terms may not exceed; it is left out where they never could."""
    compiled, d = roster.compiled, shared.duty
    terms: list[Term] = [] if shared.extra is None else [(shared.extra, shared.of_extra)]
    for p in shared.posts:
        for v, column in piece.of_post[p]:
            value = shared.anyone
            if shared.independent and compiled.independent[v]:
                value += shared.independent
            if shared.minor and compiled.is_minor(v, d):
                value += shared.minor
            if value:
                terms.append((column, value))
    if sum(max(0.0, value) for _, value in terms) > shared.right:
        piece.shared.append(replace(shared, row=piece.model.row(terms, high=shared.right)))
