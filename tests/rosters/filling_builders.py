"""Duties to be filled, for tests: a filling, someone who said when they can, and a plain solver to stand in."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from tests.people.builders import SOMERSET, SPECIALS, a_viewer
from volunteers import clock
from volunteers.availability.models import SpecialDays, Statement, TimeOfWeek
from volunteers.availability.rules import WEEK, TimeKind
from volunteers.extensions import db
from volunteers.people.models import GradePeriod, Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.rosters.models import Duty, Filling, FillingPlace
from volunteers.rosters.rules.filling import FillingState, PlaceState
from volunteers.rosters.service.filling import ask_to_fill
from volunteers.rosters.solver.problem import WEIGHTS, Assignment, Problem
from volunteers.rosters.solver.reasons import explain
from volunteers.rosters.solver.solution import Score, Solution, Status

Week = tuple[int, int]
ALWAYS: tuple[Week, ...] = ((0, WEEK),)


def a_filling(*, by: Viewer | None = None, **more: Any) -> Filling:
    """Specials of Somerset in the next two weeks, asked for by a supervisor."""
    today = clock.today()
    asked: dict[str, Any] = {
        "strand": SPECIALS, "area": SOMERSET, "unit_id": None, "first_on": today, "last_on": today + timedelta(days=13),
        "seconds": 20, "takes_unsaid": True, **more,
    }  # fmt: skip
    return ask_to_fill(**asked, by=by or a_viewer(Role.SUPERVISOR))


def said(
    volunteer: Volunteer,
    *,
    usual: Sequence[tuple[int, int]] = (),
    job: Sequence[tuple[int, int]] = (),
    minutes: int = 0,
) -> None:
    """Times of the week, in minutes since Monday."""
    db.session.add(Statement(volunteer_id=volunteer.id, job_minutes=minutes, said_at=clock.now()))
    db.session.flush()
    for kind, times in ((TimeKind.USUAL, usual), (TimeKind.JOB, job)):
        for starts, ends in times:
            db.session.add(TimeOfWeek(volunteer_id=volunteer.id, kind=kind, starts=starts, ends=ends))
    db.session.flush()


def away(volunteer: Volunteer, first_on: date, last_on: date, *, is_away: bool = True) -> None:
    db.session.add(
        SpecialDays(
            volunteer_id=volunteer.id, first_on=first_on, last_on=last_on, is_away=is_away, said_at=clock.now()
        )
    )  # fmt: skip
    db.session.flush()


def solution(problem: Problem, *assignments: tuple[Any, Any, Any], status: Status = Status.OPTIMAL) -> Solution:
    """What a solver would give that places these (duty, post, volunteer); every other place stays empty."""
    placed = tuple(Assignment(str(duty), str(post), str(who)) for duty, post, who in assignments)
    weights = {duty.id: WEIGHTS[duty.priority] for duty in problem.duties}
    whole = sum(WEIGHTS[duty.priority] * post.count for duty in problem.duties for post in duty.posts)
    weight = sum(weights[one.duty] for one in placed)
    return Solution(placed, Score(weight, 0.0, 0.0), whole, status, 0.1, explain(problem, placed))


def everyone_in_turn(problem: Problem) -> Solution:
    """The first who are not barred, by number, whatever else the rules say."""
    placed: list[tuple[str, str, str]] = []
    on = {(one.duty, one.volunteer) for one in problem.assigned}
    for duty in problem.duties:
        for post in duty.posts:
            left = post.count - sum((one.duty, one.post) == (duty.id, post.id) for one in problem.assigned)
            who_could = [
                who.id
                for who in problem.volunteers
                if who.grade in post.grades and (who.id, duty.id) not in problem.barred and (duty.id, who.id) not in on
            ]
            for who in who_could[:left]:
                on.add((duty.id, who))
                placed.append((duty.id, post.id, who))
    return solution(problem, *placed)


def solved_by(monkeypatch: Any, solve: Callable[[Problem], Solution]) -> list[Problem]:
    """Every search from now on is answered by this; the problems that were asked, as they come."""
    asked: list[Problem] = []

    def answer(problem: Problem, seconds: float, watch: Any) -> Solution:
        asked.append(problem)
        watch.stop()
        return solve(problem)

    monkeypatch.setattr("volunteers.rosters.jobs.filling._solve", answer)
    return asked


def places_of(filling_id: int) -> list[FillingPlace]:
    rows = db.session.query(FillingPlace).filter_by(filling_id=filling_id).order_by(FillingPlace.id)
    return rows.populate_existing().all()


def proposed(filling: Filling, *places: tuple[Duty, Volunteer]) -> list[int]:
    """These people on the first posts of these duties as a proposal, whatever the rules say; the places' numbers."""
    filling.state, filling.finished_at = FillingState.READY, clock.now()
    filling.filled = filling.places = len(places)
    rows = [
        FillingPlace(
            filling_id=filling.id, duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=who.id,
            grade=db.session.query(GradePeriod.grade).filter_by(volunteer_id=who.id).scalar(), hours_before=0,
            hours_after=5, commitment_hours=16, is_unsaid=True, state=PlaceState.PROPOSED,
        )
        for duty, who in places
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]
