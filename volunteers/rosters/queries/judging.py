"""Who may take which place: everything the rules look at, read in a fixed number of statements.

``cases_for`` judges many people for one duty, ``Reader`` one person for many duties.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, Date, Integer, and_, any_, cast, func, literal, or_, select

from volunteers import clock
from volunteers.availability.queries import get_availabilities
from volunteers.availability.rules import Availability
from volunteers.extensions import db
from volunteers.people.models import GradePeriod, ServicePeriod
from volunteers.people.queries import get_standings
from volunteers.people.rules import Standing
from volunteers.rosters.models import Duty, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import duty_facts, list_engagements, post_facts
from volunteers.rosters.rules import (
    THEY,
    YOU,
    Case,
    Diary,
    DutyFacts,
    Member,
    PostFacts,
    Pronouns,
    Team,
    as_if_free,
    refusals_to_take,
)
from volunteers.rosters.rules.team import may_be_alone
from volunteers.strands.queries import get_strand

NOBODY, UNSAID, FREE = Team(), Availability(), Diary()


@dataclass(frozen=True)
class Reader:
    """What does not change from one duty to the next for one volunteer."""

    volunteer_id: int
    standings: Mapping[str, Standing]
    engagements: Diary
    availability: Availability
    now: datetime
    today: date

    @classmethod
    def of(cls, volunteer_id: int, strands: Collection[str], around: tuple[datetime, datetime]) -> "Reader":
        """A volunteer as they stand in these strands, with their duties around a time: one statement for each strand,
        one for the duties and at most two for their availability."""
        found = {strand: get_standings([volunteer_id], strand).get(volunteer_id) for strand in sorted(set(strands))}
        now = clock.now()
        return cls(
            volunteer_id,
            {strand: standing for strand, standing in found.items() if standing is not None},
            list_engagements([volunteer_id], around=around).get(volunteer_id, FREE),
            get_availabilities([volunteer_id]).get(volunteer_id, UNSAID),
            now,
            clock.on(now),
        )

    def case(self, facts: DutyFacts, team: Team = NOBODY, to: Pronouns = YOU, *, own_act: bool | None = None) -> Case:
        """The volunteer and one of the duties; no statement. What is said to them is taken for their own act."""
        return Case(
            facts, self.standings.get(facts.strand), self.engagements, get_strand(facts.strand), self.now, self.today,
            to, team, self.availability, own_act=to == YOU if own_act is None else own_act,
        )  # fmt: skip


def cases_for(
    duty: Duty, volunteer_ids: Collection[int], *, to: Pronouns, own_act: bool | None = None
) -> dict[int, Case]:
    """Each of these volunteers and a duty, in at most five statements; those who do not exist are left out."""
    ids = list(dict.fromkeys(volunteer_ids))
    standings = get_standings(ids, duty.strand)
    engagements = list_engagements(ids, around=(duty.starts_at, duty.ends_at))
    availabilities = get_availabilities(ids)
    facts, strand, now = duty_facts(duty), get_strand(duty.strand), clock.now()
    team, own = teams_of([duty.id]).get(duty.id, NOBODY), to == YOU if own_act is None else own_act
    return {
        one: Case(
            facts, standings[one], engagements.get(one, FREE), strand, now, clock.on(now), to, team,
            availabilities.get(one, UNSAID), own_act=own,
        )
        for one in ids
        if one in standings
    }  # fmt: skip


def teams_of(duty_ids: Collection[int]) -> dict[int, Team]:
    """Who is on each of these duties, and which places are left there, in one statement."""
    found: dict[int, list[Any]] = defaultdict(list)
    if not duty_ids:
        return {}
    day = cast(func.timezone("Europe/London", Duty.starts_at), Date)
    grade = (
        select(GradePeriod.grade)
        .where(
            GradePeriod.volunteer_id == SignUp.volunteer_id, GradePeriod.strand == Duty.strand,
            GradePeriod.from_on <= day,
        )
        .order_by(GradePeriod.from_on.desc(), GradePeriod.id.desc())
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    # One array rather than a hundred parameters. It is named for the sign-ups too: else the database reads everybody
    # who was ever on any duty.
    ids = any_(literal(sorted(set(duty_ids)), ARRAY(Integer)))
    on = (SignUp.duty_id == ids, SignUp.post_id == Post.id, SignUp.state == SignUpState.CONFIRMED)
    rows = db.session.execute(
        select(
            Duty.id, Duty.strand, Post.id.label("post_id"), Post.name, Post.grades, Post.places, Post.taken,
            SignUp.volunteer_id, grade.label("grade"),
        )
        .join(Post, Post.duty_id == Duty.id)
        .outerjoin(SignUp, and_(*on))
        .where(Duty.id == ids, Post.duty_id == ids)
        .order_by(Duty.id, Post.id, SignUp.id)
    )  # fmt: skip
    for row in rows:
        found[row.id].append(row)
    return {duty_id: _team(of_duty) for duty_id, of_duty in found.items()}


def ids_who_may(duty: Duty, post: Post, *, leaves: int | None = None) -> list[int]:
    """The volunteers of the duty's strand and area who may take a place of a post now, by number.

    ``leaves`` is the volunteer whose place it would be, where someone stands in for them. A fixed number of statements.
    """
    first_on = clock.on(duty.starts_at)
    serving = (
        select(ServicePeriod.volunteer_id)
        .where(
            ServicePeriod.strand == duty.strand, ServicePeriod.area == duty.area, ServicePeriod.started_on <= first_on,
            or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > first_on),
        )
        .distinct()
        .order_by(ServicePeriod.volunteer_id)
    )  # fmt: skip
    found, place = [], post_facts(post)
    for one, case in cases_for(duty, db.session.scalars(serving).all(), to=THEY).items():
        judged = as_if_free(case, place, leaves=leaves) if leaves is not None else (case, place)
        if one != leaves and not refusals_to_take(*judged):
            found.append(one)
    return found


def _team(rows: Sequence[Any]) -> Team:
    strand, posts = get_strand(rows[0].strand), {row.post_id: row for row in rows}
    members = (
        Member(row.volunteer_id, row.grade, may_be_alone(row.grade, strand))
        for row in rows
        if row.volunteer_id is not None
    )
    places = (
        PostFacts(post.name, (), tuple(post.grades), post.places, post.taken, post_id=post_id)
        for post_id, post in posts.items()
    )
    return Team(tuple(members), tuple(places))
