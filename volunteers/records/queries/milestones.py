"""Years of service: the milestones of one member, those that come soon, and those reached lately."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import ServicePeriod
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import Thanks
from volunteers.records.queries.members import Member, list_members, list_serving
from volunteers.records.queries.statuses import leave_of
from volunteers.records.rules import Milestone, Spell, counted_from, milestones_of, next_milestone
from volunteers.strands.queries import all_strands

AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class MilestoneRow:
    """A member and a milestone."""

    member: Member
    milestone: Milestone

    @property
    def is_today(self) -> bool:
        return self.milestone.on == clock.today()


@dataclass(frozen=True)
class Years:
    """The years of a member: from which day they are counted, how many are whole, and what is reached or to come."""

    begins: date
    whole: int
    reached: tuple[Milestone, ...]
    following: Milestone | None


def years_of(member: Member) -> Years | None:
    """One member's years of service; None when they serve no more."""
    today, found = clock.today(), _milestones([member], clock.today())
    if member.key not in found:
        return None
    begins, milestones = found[member.key]
    reached = tuple(one for one in milestones if one.on <= today)
    following = next_milestone([one for one in milestones if one.on > today], today)
    return Years(begins, clock.years_between(begins, today), reached, following)


def list_coming(viewer: Viewer, *, area: str | None = None) -> list[MilestoneRow]:
    """The milestones of those in scope from today and in the next 90 days, the soonest first; three queries."""
    today = clock.today()
    every = [strand.code.value for strand in all_strands()]
    members = [one for one in list_members(viewer, Permission.EVIDENCE_SIGN, every, today) if area in (None, one.area)]
    return _between(members, today, today + AHEAD)


def list_reached(first: date, last: date) -> list[MilestoneRow]:
    """The milestones reached from one day to another, both included, that nobody was thanked for yet."""
    rows = _between(list_serving(last), first, last)
    ids = [row.member.volunteer_id for row in rows]
    wanted = select(Thanks.volunteer_id, Thanks.strand, Thanks.years).where(Thanks.volunteer_id.in_(ids))
    thanked = {tuple(row) for row in db.session.execute(wanted)}
    return [row for row in rows if (*row.member.key, row.milestone.years) not in thanked]


def _between(members: list[Member], first: date, last: date) -> list[MilestoneRow]:
    found = _milestones(members, last)
    rows = [
        MilestoneRow(member, milestone)
        for member in members
        for milestone in found.get(member.key, (first, ()))[1]
        if first <= milestone.on <= last
    ]
    return sorted(rows, key=lambda row: (row.milestone.on, -row.milestone.years, row.member.name))


def _milestones(members: Iterable[Member], on: date) -> dict[tuple[int, str], tuple[date, tuple[Milestone, ...]]]:
    """For each member the day from which years count, and their milestones; two queries."""
    members = list(members)
    ids, records = [member.volunteer_id for member in members], current_force().records
    service, leave = _service_of(ids), leave_of(ids)
    found = {}
    for member in members:
        begins = counted_from(service[member.key], leave.get(member.key, []), on, records)
        if begins is not None:
            found[member.key] = (begins, milestones_of(begins, member.strand_code, records))
    return found


def _service_of(volunteer_ids: Collection[int]) -> dict[tuple[int, str], list[Spell]]:
    period = ServicePeriod
    found: dict[tuple[int, str], list[Spell]] = defaultdict(list)
    rows = select(period.volunteer_id, period.strand, period.started_on, period.ended_on)
    for volunteer_id, strand, started_on, ended_on in db.session.execute(
        rows.where(period.volunteer_id.in_(volunteer_ids))
    ):
        found[volunteer_id, strand].append(Spell(started_on, ended_on))
    return found
