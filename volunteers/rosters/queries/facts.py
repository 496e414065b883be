"""What the rules need to know, as plain values: a duty, and the other duties of the volunteers in question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.queries import qualification_names
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.rules import DutyFacts, Engagement, PostFacts, qualification_name

# Rest and weekly hours look at most a week and its Sunday night's rest past a duty, on either side.
AROUND = timedelta(days=9)


def days_touched(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and last London date of a time; one that ends at midnight does not touch the day that begins then."""
    return clock.on(starts_at), clock.on(ends_at - timedelta(microseconds=1))


def duty_facts(
    duty_id: int, title: str, strand: str, area: str, starts_at: datetime, ends_at: datetime, state: DutyState
) -> DutyFacts:
    """A duty as the rules see it, from the columns of its row."""
    first_on, last_on = days_touched(starts_at, ends_at)
    return DutyFacts(duty_id, title, starts_at, ends_at, first_on, last_on, strand=strand, area=area, state=state)


def facts_of(duty: Duty) -> DutyFacts:
    """A loaded duty as the rules see it."""
    return duty_facts(duty.id, duty.title, duty.strand, duty.area, duty.starts_at, duty.ends_at, duty.state)


def post_facts(post: Any) -> PostFacts:
    """A post as the rules see it, from a loaded post or the columns of its row."""
    needs, grades = tuple(post.needs), tuple(post.grades)
    return PostFacts(post.name, needs, grades, post.places, post.taken, names_of(needs))


def names_of(needs: Sequence[str]) -> tuple[str, ...]:
    """What the force calls these qualifications; asked once in a request, and only where any is needed."""
    known = qualification_names() if needs else {}
    return tuple(known.get(code) or qualification_name(code) for code in needs)


def list_engagements(
    volunteer_ids: Iterable[int], *, around: tuple[datetime, datetime]
) -> Mapping[int, Sequence[Engagement]]:
    """The confirmed duties of each volunteer near a time, in one query however many they are."""
    first, last = around[0] - AROUND, around[1] + AROUND
    found: dict[int, list[Engagement]] = defaultdict(list)
    rows = db.session.execute(
        select(SignUp.volunteer_id, Duty.id, Duty.title, Duty.starts_at, Duty.ends_at)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(
            SignUp.volunteer_id.in_(list(set(volunteer_ids))),
            SignUp.state == SignUpState.CONFIRMED,
            Duty.ends_at > first,
            Duty.starts_at < last,
        )
        .order_by(Duty.starts_at, Duty.id)
    )
    for volunteer_id, duty_id, title, starts_at, ends_at in rows:
        found[volunteer_id].append(Engagement(duty_id, title, starts_at, ends_at, *days_touched(starts_at, ends_at)))
    return found
