"""A proposal of the demonstration: people for four weeks of duties in one area, found last evening, to be looked at."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from volunteers import clock
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.rosters.models import Filling
from volunteers.rosters.queries.filling_found import Found, found
from volunteers.rosters.queries.filling_judging import Trial
from volunteers.rosters.queries.filling_world import OnDuty, World, read_world
from volunteers.rosters.queries.problems import Drawn, draw
from volunteers.rosters.rules.filling import MOST_DAYS
from volunteers.rosters.service.filling import ask_to_fill
from volunteers.rosters.service.filling_keeping import keep_proposal
from volunteers.rosters.service.filling_running import claim_filling
from volunteers.rosters.solver.problem import WEIGHTS, Assignment, Duty, Post, Problem, Volunteer
from volunteers.rosters.solver.solution import Status
from volunteers.strands.rules import StrandCode

SPECIALS, AREA = StrandCode.SPECIAL_CONSTABULARY, "bristol"
SECONDS = 20


def add_filling(scene: Scene) -> None:
    """A supervisor asked for it; nobody has been put on a duty by it yet. None where the demonstration is of another
    day than today: only duties to come can be filled.

    People are found one after the other, which comes out the same each time the demonstration is made. A search does
    better; the page says how much better a roster could be at most.
    """
    if scene.today != clock.today():
        return
    persona = BY_KEY["supervisor"]
    by = Viewer(scene.staff["supervisor"], persona.name, frozenset(persona.grants))
    first = scene.today + timedelta(days=1)
    asked = ask_to_fill(
        strand=SPECIALS, area=AREA, unit_id=None, first_on=first, last_on=first + timedelta(days=MOST_DAYS - 1),
        seconds=SECONDS, takes_unsaid=False, by=by,
    )  # fmt: skip
    turn = claim_filling(asked.id)
    world = read_world(asked)
    drawn = draw(world)
    if turn is not None:
        keep_proposal(turn, world, _found(world, drawn))
    _last_evening(asked, scene)


def _found(world: World, drawn: Drawn) -> Found:
    from volunteers.rosters.solver.reasons import explain

    problem, placed = drawn.problem, list(_people(world, drawn.problem))
    assignments = [Assignment(str(one.duty_id), str(one.post_id), str(one.volunteer_id)) for one in placed]
    unfilled = explain(problem, assignments)
    return found(
        world, drawn, placed, unfilled, bound=_most(problem), status=Status.FEASIBLE, seconds=float(SECONDS)
    )  # fmt: skip


def _most(problem: Problem) -> int:
    """What no roster can exceed: every place counted for which there is anyone at all."""
    return sum(
        WEIGHTS[duty.priority]
        * min(_free(problem, duty, post), sum(_might(problem, who, duty, post) for who in problem.volunteers))
        for duty in problem.duties
        for post in duty.posts
    )


def _might(problem: Problem, who: Volunteer, duty: Duty, post: Post) -> bool:
    """Whether someone is there then, and of the grade and skills, whatever else they do."""
    has_skills = {one.code for one in who.qualifications}.issuperset(post.needs) and who.grade in post.grades
    return has_skills and _is_there(who, duty) and (who.id, duty.id) not in problem.barred


def _is_there(who: Volunteer, duty: Duty) -> bool:
    return any(spell.start <= duty.start and duty.end <= spell.end for spell in who.available)


def _people(world: World, problem: Problem) -> Iterator[OnDuty]:
    """Duty by duty whoever may take a place and was found least often; of a duty that could not run, nobody."""
    trial, often = Trial(world), Counter[str]()
    for duty in problem.duties:
        taken = [
            one for post in duty.posts for one in _takers(trial, problem, duty, post, _free(problem, duty, post), often)
        ]
        if taken and not trial.runs(int(duty.id)):
            trial.undo(taken)
            often.subtract(str(one.volunteer_id) for one in taken)
            continue
        yield from taken


def _takers(
    trial: Trial, problem: Problem, duty: Duty, post: Post, places: int, often: Counter[str]
) -> Iterator[OnDuty]:
    in_turn = sorted(problem.volunteers, key=lambda one: (often[one.id], int(one.id))) if places else ()
    for who in in_turn:
        one = OnDuty(int(who.id), int(duty.id), int(post.id))
        if not _might(problem, who, duty, post) or trial.take(one):
            continue
        often[who.id] += 1
        places -= 1
        yield one
        if not places:
            return


def _free(problem: Problem, duty: Duty, post: Post) -> int:
    return post.count - sum((one.duty, one.post) == (duty.id, post.id) for one in problem.assigned)


def _last_evening(asked: Filling, scene: Scene) -> None:
    """Whenever the demonstration is made."""
    db.session.refresh(asked)
    asked.asked_at = clock.start_of_day(scene.today) - timedelta(hours=3, minutes=20)
    asked.started_at, asked.finished_at = asked.asked_at, asked.asked_at + timedelta(seconds=SECONDS)
    db.session.flush()
