"""What the rules need to know, as plain values: a duty, and the other duties of the volunteers in question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.queries import qualification_names
from volunteers.rosters.models import Attendance, Duty, SignUp, SignUpState
from volunteers.rosters.rules import Diary, DutyFacts, Engagement, PostFacts, qualification_name
from volunteers.strands.queries import all_strands, get_strand

# Beside what the limits look at: the rest of a week, and a night before it.
MORE = timedelta(days=9)
# What ``duty_facts`` reads of a duty: a list may select these and whatever else it shows.
COLUMNS = (
    Duty.id, Duty.title, Duty.strand, Duty.area, Duty.starts_at, Duty.ends_at, Duty.state, Duty.kind, Duty.unit_id,
    Duty.is_unit_only, Duty.sign_up_until, Duty.giving, Duty.needs_independent, Duty.adults, Duty.minimum_to_run,
    Duty.must_accept, Duty.version,
)  # fmt: skip


def days_touched(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and last London date of a time; one that ends at midnight does not touch the day that begins then."""
    return clock.on(starts_at), clock.on(ends_at - timedelta(microseconds=1))


def duty_facts(duty: Any) -> DutyFacts:
    """A duty as the rules see it, from a loaded duty or a row that has all of ``COLUMNS``."""
    starts, ends = clock.in_london(duty.starts_at), clock.in_london(duty.ends_at)
    first_on, last_on = starts.date(), (ends - timedelta(microseconds=1)).date()
    kind = get_strand(duty.strand).duty.kind(duty.kind)
    return DutyFacts(
        duty.id, duty.title, duty.starts_at, duty.ends_at, first_on, last_on, strand=duty.strand, area=duty.area,
        state=duty.state, starts=starts, ends=ends, kind=duty.kind,
        is_operational=kind.is_operational if kind else None, unit_id=duty.unit_id, is_unit_only=duty.is_unit_only,
        sign_up_until=clock.in_london(duty.sign_up_until) if duty.sign_up_until else None, giving=duty.giving,
        needs_independent=duty.needs_independent, adults=duty.adults, minimum_to_run=duty.minimum_to_run,
        must_accept=duty.must_accept, version=duty.version,
    )  # fmt: skip


def post_facts(post: Any) -> PostFacts:
    """A post as the rules see it, from a loaded post or the columns of its row.

    In a row that is a duty's as well, ``post_id`` is the post's number.
    """
    needs, grades = tuple(post.needs), tuple(post.grades)
    post_id = getattr(post, "post_id", None if hasattr(post, "starts_at") else getattr(post, "id", None))
    return PostFacts(post.name, needs, grades, post.places, post.taken, names_of(needs), post_id)


def names_of(needs: Sequence[str]) -> tuple[str, ...]:
    """What the force calls these qualifications; asked once in a request, and only where any is needed."""
    known = qualification_names() if needs else {}
    return tuple(known.get(code) or qualification_name(code) for code in needs)


def list_engagements(volunteer_ids: Iterable[int], *, around: tuple[datetime, datetime]) -> Mapping[int, Diary]:
    """The confirmed duties of each volunteer as far from a time as the limits look, in one query however many."""
    reach = _reach()
    found: dict[int, list[Engagement]] = defaultdict(list)
    rows = db.session.execute(
        select(SignUp.volunteer_id, Duty.id, Duty.title, Duty.starts_at, Duty.ends_at, Attendance.minutes)
        .join(Duty, Duty.id == SignUp.duty_id)
        .outerjoin(Attendance, Attendance.sign_up_id == SignUp.id)
        .where(
            SignUp.volunteer_id.in_(list(set(volunteer_ids))),
            SignUp.state == SignUpState.CONFIRMED,
            Duty.ends_at > around[0] - reach,
            Duty.starts_at < around[1] + reach,
        )
        .order_by(Duty.starts_at, Duty.id)
    )
    for volunteer_id, duty_id, title, starts_at, ends_at, minutes in rows:
        days = days_touched(starts_at, ends_at)
        found[volunteer_id].append(Engagement(duty_id, title, starts_at, ends_at, *days, credited=minutes))
    return {volunteer_id: Diary(engagements) for volunteer_id, engagements in found.items()}


def _reach() -> timedelta:
    """How far the limits of any strand look: a month, or the weeks an average is taken over, and some days more."""
    demands = [strand.duty for strand in all_strands()]
    weeks = max((one.average_weeks for one in demands if one.average_weekly_hours is not None), default=0)
    return max(timedelta(days=31), timedelta(weeks=weeks)) + MORE
