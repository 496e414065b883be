"""Whether what was computed may be done by every rule of the roster: places taken one after the other, in thought."""

from collections.abc import Iterable
from dataclasses import replace

from volunteers.errors import Refusal
from volunteers.rosters.queries.board import minimum_of
from volunteers.rosters.queries.filling_world import OnDuty, World
from volunteers.rosters.queries.judging import FREE, NOBODY
from volunteers.rosters.rules import Diary, Member, refusals_to_take
from volunteers.rosters.rules.filling import refusals_to_run
from volunteers.rosters.rules.team import Team, may_be_alone
from volunteers.rosters.solver.problem import Assignment


class Trial:
    """The world with places taken in it that nobody has."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.diaries: dict[int, Diary] = {}
        self.teams: dict[int, Team] = {}

    def take(self, one: OnDuty) -> tuple[Refusal, ...]:
        """Put someone on a duty, if every rule allows it; else what stands in the way."""
        diary, team = self._diary(one.volunteer_id), self._team(one.duty_id)
        case = self.world.case(one.volunteer_id, one.duty_id, diary=diary, team=team)
        post = next(post for post in team.posts if post.post_id == one.post_id)
        asked = replace(self.world.post(one.duty_id, one.post_id), taken=post.taken)
        if refusals := refusals_to_take(case, asked):
            return refusals
        self.diaries[one.volunteer_id] = Diary((*diary, case.duty))
        grade = self.world.standings[one.volunteer_id].grade_on(case.duty.first_on)
        member = Member(one.volunteer_id, grade, may_be_alone(grade, self.world.strand))
        posts = (replace(each, taken=each.taken + 1) if each is post else each for each in team.posts)
        self.teams[one.duty_id] = Team((*team.members, member), tuple(posts))
        return ()

    def runs(self, duty_id: int) -> bool:
        """Whether the duty has all that it needs to run."""
        duty, team = self.world.duties[duty_id], self._team(duty_id)
        return not list(
            refusals_to_run(
                on_it=len(team.members), minimum=minimum_of(self.world.strand, duty.minimum_to_run),
                needs_independent=duty.needs_independent, has_independent=team.has_lone(),
            )
        )  # fmt: skip

    def undo(self, those: Iterable[OnDuty]) -> None:
        """Take these off again, all of one duty."""
        for one in those:
            self.diaries[one.volunteer_id] = self._diary(one.volunteer_id).without(one.duty_id)
            self.teams.pop(one.duty_id, None)

    def _diary(self, volunteer_id: int) -> Diary:
        return self.diaries.get(volunteer_id) or self.world.diaries.get(volunteer_id, FREE)

    def _team(self, duty_id: int) -> Team:
        return self.teams.get(duty_id) or self.world.teams.get(duty_id, NOBODY)


def acceptable(world: World, assignments: Iterable[Assignment]) -> tuple[list[OnDuty], list[OnDuty]]:
    """Those of what was computed who may be put where it says, all together, and those who may not; no statement.

    Of a duty that could then not run, nobody may.
    """
    trial, good, bad = Trial(world), list[OnDuty](), list[OnDuty]()
    for duty_id, those in by_duty(world, assignments).items():
        taken: list[OnDuty] = []
        refused: list[OnDuty] = []
        for one in those:
            (refused if trial.take(one) else taken).append(one)
        if taken and not trial.runs(duty_id):
            trial.undo(taken)
            # Whoever may be there is not barred from it: it is the others who leave it short.
            bad += refused or taken
            continue
        good += taken
        bad += refused
    return good, bad


def by_duty(world: World, assignments: Iterable[Assignment]) -> dict[int, list[OnDuty]]:
    """In order of time; on each duty those first who may be on duty alone, so that nobody waits for company."""
    found: dict[int, list[OnDuty]] = {duty_id: [] for duty_id in world.duties}
    for one in assignments:
        found[int(one.duty)].append(OnDuty(int(one.volunteer), int(one.duty), int(one.post)))
    for those in found.values():
        those.sort(key=lambda one: (not _alone(world, one), one.post_id, one.volunteer_id))
    return {duty_id: those for duty_id, those in found.items() if those}


def _alone(world: World, one: OnDuty) -> bool:
    grade = world.standings[one.volunteer_id].grade_on(world.duties[one.duty_id].first_on)
    return may_be_alone(grade, world.strand)
