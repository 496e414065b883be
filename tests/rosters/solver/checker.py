"""Is this a solution, how good is it, and why do places stay empty: slow, plain, and independent of the product.

``faults`` says what is wrong with a solution, in words; ``score`` counts anew; ``reasons`` says for every empty place
how many people each thing stops; ``could_join`` whom nothing stops at all, which no best roster leaves.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.rosters.solver.case import GRACE, Case, Json, Place

WEIGHTS = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16}
STATUSES = ("optimal", "feasible", "stopped")
Reasons = dict[tuple[str, str], dict[str, tuple[int, int]]]  # by duty and post: code -> volunteers, volunteers_only

Stopped = dict[tuple[str, str], dict[str, set[str]]]  # by duty and post: volunteer -> codes


def faults(problem: Json, solution: Json) -> list[str]:
    """Everything that is wrong with the assignments, the score, the bound and the count of empty places."""
    case = Case(problem)
    new = places(solution)
    unknown = [one for one in new if one[:2] not in case.posts or one[2] not in case.volunteers]
    if unknown:
        return [f"nobody or nothing of this name: {one}" for one in unknown]
    return [
        *_of_posts(case, new),
        *_of_people(case, new),
        *_of_duties(case, new),
        *_of_numbers(case, new, solution),
        *_of_empty_places(case, new, solution),
    ]


def broken_rules(problem: Json, solution: Json) -> list[str]:
    """What the assignments break, whatever the solution says of them."""
    case, new = Case(problem), places(solution)
    return [*_of_posts(case, new), *_of_people(case, new), *_of_duties(case, new)]


def places(solution: Json) -> list[Place]:
    """The new places, as they come."""
    return [(one["duty"], one["post"], one["volunteer"]) for one in solution["assignments"]]


def _of_posts(case: Case, new: list[Place]) -> Iterator[str]:
    for place, times in Counter([*case.taken, *new]).items():
        if times > 1 and place in new:
            yield f"{place} is there twice"
    filled = Counter(one[:2] for one in [*case.taken, *new])
    for at in {one[:2] for one in new}:
        if filled[at] > case.posts[at]["count"]:
            yield f"{at} has {filled[at]} people"
    for duty, post, volunteer in new:
        asked = case.posts[duty, post]
        if case.volunteers[volunteer]["grade"] not in asked["grades"]:
            yield f"{volunteer} has not the grade for {duty} {post}"
        if not case.holds_all(volunteer, duty, asked.get("needs", [])):
            yield f"{volunteer} lacks a qualification for {duty} {post}"
        if not case.is_cleared(volunteer, duty):
            yield f"{volunteer} is not cleared for {duty}"
        if (duty, volunteer) in case.barred:
            yield f"{volunteer} is barred from {duty}"


def _of_people(case: Case, new: list[Place]) -> Iterator[str]:
    added: dict[str, list[str]] = defaultdict(list)
    for duty, _, volunteer in new:
        added[volunteer].append(duty)
    for volunteer, duties in added.items():
        everything = duties + [duty for duty, _, one in case.taken if one == volunteer]
        for duty in duties:
            if everything.count(duty) > 1:
                yield f"{volunteer} has two posts in {duty}"
            if case.is_at_work(volunteer, duty):
                yield f"{volunteer} is at work, or needs rest from it, at {duty}"
            if not case.is_free(volunteer, duty):
                yield f"{volunteer} is not available for {duty}"
            yield from _between(case, volunteer, duty, everything)
        yield from _hours(case, volunteer, duties, everything)


def _between(case: Case, volunteer: str, duty: str, everything: list[str]) -> Iterator[str]:
    when = case.when[duty]
    for other in everything:
        if other == duty:
            continue
        if when.overlaps(case.when[other]):
            yield f"{volunteer} is on {duty} and on {other} at the same time"
        elif when.hours_from(case.when[other]) < case.rest - GRACE:
            yield f"{volunteer} has too little rest between {duty} and {other}"


def _hours(case: Case, volunteer: str, duties: list[str], everything: list[str]) -> Iterator[str]:
    person = case.volunteers[volunteer]
    most = person.get("max_hours")
    if most is not None and person.get("already_hours", 0) + _length(case, everything) > most + GRACE:
        yield f"{volunteer} has more than {most} hours"
    for week in {case.week[duty] for duty in duties}:
        rostered = _length(case, [one for one in everything if case.week[one] == week])
        if rostered + case.job_hours(volunteer, week) > case.week_hours + GRACE:
            yield f"{volunteer} has too many hours in week {week[1]}"
    for duty in duties:
        if case.run_of_days(everything, duty) > case.most_days:
            yield f"{volunteer} has too many days running around {duty}"


def _length(case: Case, duties: list[str]) -> float:
    return sum(case.when[one].hours for one in duties)


def _of_duties(case: Case, new: list[Place]) -> Iterator[str]:
    people = defaultdict(list)
    for duty, _, volunteer in [*case.taken, *new]:
        people[duty].append(volunteer)
    for duty in sorted({one[0] for one in new}):
        for lack in case.lacks(duty, people[duty]):
            yield f"{duty} runs against its {lack}"


def score(problem: Json, solution: Json) -> Json:
    """Weight, shortfall and kilometres, counted anew."""
    return _score(Case(problem), places(solution))


def _score(case: Case, new: list[Place]) -> Json:
    rostered: dict[str, float] = defaultdict(float)
    for duty, _, volunteer in [*case.taken, *new]:
        rostered[volunteer] += case.when[duty].hours
    return {
        "weight": sum(WEIGHTS[case.duties[duty]["priority"]] for duty, _, _ in new),
        "shortfall_hours": sum(
            max(0, one.get("commitment_hours", 0) - one.get("already_hours", 0) - rostered[name])
            for name, one in case.volunteers.items()
        ),
        "kilometres": sum(case.kilometres(volunteer, duty) for duty, _, volunteer in new),
    }


def _of_numbers(case: Case, new: list[Place], solution: Json) -> Iterator[str]:
    counted, said, bound = _score(case, new), solution["score"], solution["bound"]["weight"]
    if said["weight"] != counted["weight"]:
        yield f"the weight is {counted['weight']}, not {said['weight']}"
    if abs(said["shortfall_hours"] - counted["shortfall_hours"]) > 0.01:
        yield f"the shortfall is {counted['shortfall_hours']:.2f} hours, not {said['shortfall_hours']}"
    if abs(said["kilometres"] - counted["kilometres"]) > 0.06 + counted["kilometres"] / 10_000:
        yield f"the way is {counted['kilometres']:.2f} km, not {said['kilometres']}"
    if bound < counted["weight"]:
        yield f"the bound, {bound}, is less than the weight, {counted['weight']}"
    if solution["status"] not in STATUSES:
        yield f"no such status: {solution['status']}"
    if solution["status"] == "optimal" and bound != counted["weight"]:
        yield f"called optimal, yet {bound} is not ruled out"
    if not solution["seconds"] >= 0:
        yield f"{solution['seconds']} seconds"


def _of_empty_places(case: Case, new: list[Place], solution: Json) -> Iterator[str]:
    really = empty(case, new)
    said = {(one["duty"], one["post"]): one["places"] for one in solution["unfilled"]}
    if len(said) != len(solution["unfilled"]):
        yield "a post is twice among the unfilled"
    for post in sorted({*really, *said}):
        if really.get(post, 0) != said.get(post, 0):
            yield f"{post} has {really.get(post, 0)} empty places, not {said.get(post, 0)}"


def empty(case: Case, new: list[Place]) -> dict[tuple[str, str], int]:
    filled = Counter(one[:2] for one in [*case.taken, *new])
    return {post: asked["count"] - filled[post] for post, asked in case.posts.items() if asked["count"] > filled[post]}


def reasons(problem: Json, solution: Json) -> Reasons:
    """For every post with an empty place and each reason: how many people it stops, how many nothing else stops."""
    found: Reasons = {}
    for post, people in stopped(problem, solution).items():
        everyone, alone = Counter[str](), Counter[str]()
        for codes in people.values():
            everyone.update(codes)
            if len(codes) == 1:
                alone.update(codes)
        found[post] = {code: (everyone[code], alone[code]) for code in everyone}
    return found


def said_reasons(solution: Json) -> Reasons:
    """The same, as the solution says it."""
    return {
        (one["duty"], one["post"]): {
            reason["code"]: (reason["volunteers"], reason["volunteers_only"])
            for reason in one["reasons"]
            if reason["volunteers"]
        }
        for one in solution["unfilled"]
    }


def could_join(problem: Json, solution: Json) -> list[Place]:
    """Empty places with someone whom nothing keeps from them."""
    return _with_just(problem, solution, set())


def stopped_alone(problem: Json, solution: Json, code: str) -> list[Place]:
    """Empty places with someone whom just this one thing keeps from them."""
    return _with_just(problem, solution, {code})


def _with_just(problem: Json, solution: Json, these: set[str]) -> list[Place]:
    found = stopped(problem, solution)
    return [(*post, one) for post, people in found.items() for one, codes in people.items() if codes == these]


def stopped(problem: Json, solution: Json) -> Stopped:
    """Each post with empty places, and for everyone not on it what keeps them from it as the roster stands."""
    case, new = Case(problem), places(solution)
    roster = [*case.taken, *new]
    duties: dict[str, set[str]] = {name: set() for name in case.volunteers}
    people: dict[str, set[str]] = {name: set() for name in case.duties}
    for duty, _, volunteer in roster:
        duties[volunteer].add(duty)
        people[duty].add(volunteer)
    found: Stopped = {}
    for post in empty(case, new):
        duty = post[0]
        here = {volunteer for at, name, volunteer in roster if (at, name) == post}
        found[post] = {
            one: {
                *_own(case, *post, one),
                *_rostered(case, duty, one, duties[one]),
                *case.lacks(duty, people[duty] | {one}),
            }
            for one in case.volunteers
            if one not in here
        }
    return found


def _own(case: Case, duty: str, post: str, volunteer: str) -> Iterator[str]:
    """What keeps someone from a place whatever else they do."""
    asked = case.posts[duty, post]
    if case.volunteers[volunteer]["grade"] not in asked["grades"]:
        yield "grade"
    if not case.holds_all(volunteer, duty, asked.get("needs", [])):
        yield "qualification"
    if not case.is_cleared(volunteer, duty):
        yield "not_cleared"
    if (duty, volunteer) in case.barred:
        yield "barred"
    if not case.is_free(volunteer, duty):
        yield "no_one_available"
    if case.is_at_work(volunteer, duty):
        yield "busy"


def _rostered(case: Case, duty: str, volunteer: str, duties: set[str]) -> Iterator[str]:
    """What keeps someone from a place because of what else they do. A duty they are on already counts once."""
    person, when, everything = case.volunteers[volunteer], case.when[duty], duties | {duty}
    others = [case.when[one] for one in duties - {duty}]
    if duty in duties:
        yield "on_this_duty"
    if any(when.overlaps(one) for one in others):
        yield "elsewhere"
    if any(not when.overlaps(one) and when.hours_from(one) < case.rest - GRACE for one in others):
        yield "rest"
    most = person.get("max_hours")
    if most is not None and person.get("already_hours", 0) + _length(case, list(everything)) > most + GRACE:
        yield "max_hours"
    week = case.week[duty]
    in_week = _length(case, [one for one in everything if case.week[one] == week])
    if in_week + case.job_hours(volunteer, week) > case.week_hours + GRACE:
        yield "week_hours"
    if case.run_of_days(everything, duty) > case.most_days:
        yield "consecutive_days"
