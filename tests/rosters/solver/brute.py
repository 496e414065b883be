"""The best roster of a tiny problem, by trying everything: all that each person could be given, person by person.

Rosters in which the same places are filled by people the duty cannot tell apart are kept once, the better one of them.
"""

from collections import Counter
from collections.abc import Iterator

from tests.rosters.solver.case import GRACE, Case, Json
from tests.rosters.solver.checker import WEIGHTS

Given = tuple[tuple[str, str], ...]  # the duties and posts one person is given
Best = tuple[int, int, float]  # weight, minutes of shortfall, kilometres
# Of every duty with new places: how many are new in each post, who is there by kind (independent, minor).
State = tuple[tuple[tuple[str, ...], int], ...]


def best(problem: Json) -> Best:
    """Weight, shortfall in minutes and kilometres of the best roster there is."""
    case = Case(problem)
    room = {post: asked["count"] for post, asked in case.posts.items()}
    for duty, post, _ in case.taken:
        room[duty, post] -= 1
    states: dict[State, tuple[int, float]] = {(): (0, 0.0)}
    for volunteer in case.volunteers:
        following: dict[State, tuple[int, float]] = {}
        options = [(one, *_cost(case, volunteer, one)) for one in _possible(case, volunteer)]
        for state, (short, way) in states.items():
            for given, more_short, more_way in options:
                grown = _grown(case, state, volunteer, given)
                cost = (short + more_short, way + more_way)
                if _fits(grown, room) and (grown not in following or cost < following[grown]):
                    following[grown] = cost
        states = following
    return min(
        ((_weight(case, state), *cost) for state, cost in states.items() if _runs(case, state)),
        key=lambda one: (-one[0], one[1], round(one[2], 6)),
    )


def _possible(case: Case, volunteer: str) -> list[Given]:
    """Everything one person could be given, the empty hands among it."""
    taken = [duty for duty, _, one in case.taken if one == volunteer]
    fit = [
        post
        for post, asked in case.posts.items()
        if case.volunteers[volunteer]["grade"] in asked["grades"]
        and case.holds_all(volunteer, post[0], asked.get("needs", []))
        and case.is_cleared(volunteer, post[0])
        and case.is_free(volunteer, post[0])
        and not case.is_at_work(volunteer, post[0])
        and (post[0], volunteer) not in case.barred
        and post[0] not in taken
    ]
    found: list[Given] = [()]
    for post in fit:
        found += [
            (*given, post) for given in found if _keeps(case, volunteer, [one for one, _ in (*given, post)], taken)
        ]
    return found


def _keeps(case: Case, volunteer: str, given: list[str], taken: list[str]) -> bool:
    """Whether someone may do all this beside what they are on already. Once broken, no more duties put it right."""
    person, everything = case.volunteers[volunteer], [*given, *taken]
    apart = all(
        one == other
        or not (
            case.when[one].overlaps(case.when[other]) or case.when[one].hours_from(case.when[other]) < case.rest - GRACE
        )
        for one in given
        for other in everything
    )
    hours = person.get("already_hours", 0) + sum(case.when[one].hours for one in everything)
    return (
        len(set(given)) == len(given)
        and apart
        and (person.get("max_hours") is None or hours <= person["max_hours"] + GRACE)
        and all(_week(case, volunteer, everything, case.week[one]) <= case.week_hours + GRACE for one in given)
        and all(case.run_of_days(everything, one) <= case.most_days for one in given)
    )


def _week(case: Case, volunteer: str, duties: list[str], week: tuple[int, int]) -> float:
    return case.job_hours(volunteer, week) + sum(case.when[one].hours for one in duties if case.week[one] == week)


def _cost(case: Case, volunteer: str, given: Given) -> tuple[int, float]:
    person = case.volunteers[volunteer]
    duties = [duty for duty, _ in given] + [duty for duty, _, one in case.taken if one == volunteer]
    hours = person.get("already_hours", 0) + sum(case.when[one].hours for one in duties)
    short = max(0, round((person.get("commitment_hours", 0) - hours) * 60))
    return short, sum(case.kilometres(volunteer, duty) for duty, _ in given)


def _grown(case: Case, state: State, volunteer: str, given: Given) -> State:
    counts = Counter(dict(state))
    for duty, post in given:
        counts["post", duty, post] += 1
        counts["of", duty, case.volunteers[volunteer]["grade"] == "qualified", case.is_minor(volunteer, duty)] += 1
    return tuple(sorted(counts.items(), key=repr))


def _fits(state: State, room: dict[tuple[str, str], int]) -> bool:
    return all(count <= room[key[1], key[2]] for key, count in state if key[0] == "post")


def _runs(case: Case, state: State) -> bool:
    """Whether every duty that got someone may run, with those who are there already."""
    return all(_may_run(case, state, duty) for duty in {key[1] for key, _ in state})


def _may_run(case: Case, state: State, duty: str) -> bool:
    facts, ratio = case.duties[duty], case.duties[duty].get("adult_ratio")
    kinds = Counter({key[2:]: count for key, count in state if key[0] == "of" and key[1] == duty})
    for at, _, one in case.taken:
        if at == duty:
            kinds[case.volunteers[one]["grade"] == "qualified", case.is_minor(one, duty)] += 1
    minors = sum(count for (_, is_minor), count in kinds.items() if is_minor)
    adults = sum(kinds.values()) - minors
    return (
        minors + adults >= facts.get("minimum_to_run", 1)
        and (not facts.get("needs_independent", False) or any(independent for independent, _ in kinds))
        and (ratio is None or not minors or (adults >= 2 and adults * ratio >= minors))
    )


def _weight(case: Case, state: State) -> int:
    return sum(WEIGHTS[case.duties[key[1]]["priority"]] * count for key, count in state if key[0] == "post")


def every_roster(problem: Json) -> Iterator[list[Json]]:
    """Every choice of people for places at all, good or bad: only for problems of a handful of pairs."""
    case = Case(problem)
    pairs = [(*post, volunteer) for post in case.posts for volunteer in case.volunteers]
    for chosen in range(2 ** len(pairs)):
        yield [
            {"duty": duty, "post": post, "volunteer": volunteer}
            for index, (duty, post, volunteer) in enumerate(pairs)
            if chosen >> index & 1
        ]
