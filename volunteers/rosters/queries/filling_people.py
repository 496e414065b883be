"""Volunteers as the solver sees them, from everything that is known of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.forces.queries import current_force
from volunteers.people.rules import Holding, Standing, StatusKind
from volunteers.people.rules.moving_on import turns_18_on
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.rosters.queries.filling_spells import available_spells, busy_spells
from volunteers.rosters.queries.filling_world import World
from volunteers.rosters.queries.judging import FREE, UNSAID
from volunteers.rosters.queries.own import asked_hours
from volunteers.rosters.rules import DutyFacts, Engagement
from volunteers.rosters.rules.filling import months_touched
from volunteers.rosters.rules.statuses import is_operational
from volunteers.rosters.solver.problem import Held, Volunteer

DAY = timedelta(days=1)
# How far around the days other duties are looked at: the rest of a week, days in a row, and a night's rest.
AROUND = timedelta(days=9)
EVER = date(1900, 1, 1)
Span = tuple[date, date | None]


@dataclass(frozen=True)
class Hours:
    """Someone's hours in the months that the days lie in, and what their strand asks in those months; 0 for nothing."""

    before: float
    asked: float


def hours_of(world: World, volunteer_id: int) -> Hours:
    """The hours someone has or is down for, whatever the strand of the duty."""
    months = months_touched(world.first_on, world.last_on)
    asked = asked_hours((world.strand.code.value,), current_force().numbers) or 0
    diary = world.diaries.get(volunteer_id, FREE)
    return Hours(sum(diary.months[month] for month in months) / 60, float(asked * len(months)))


def near(world: World, volunteer_id: int) -> list[Engagement]:
    """Their duties in the days to be filled and so far around them that the rules may look at them."""
    first, last = world.first_on - AROUND, world.last_on + AROUND
    return [one for one in world.diaries.get(volunteer_id, FREE) if first <= one.first_on <= last]


def volunteer_of(world: World, volunteer_id: int, grades: Mapping[str | None, str]) -> Volunteer:
    """One of those who serve. What is known of a month becomes a limit of all the days together: a looser one."""
    standing, said = world.standings[volunteer_id], world.said.get(volunteer_id, UNSAID)
    first, last = world.first_on - DAY, world.last_on + DAY + DAY
    kept, hours = near(world, volunteer_id), hours_of(world, volunteer_id)
    months = months_touched(world.first_on, world.last_on)
    inside = sum(one.minutes for one in kept if one.month in months) / 60
    outside = sum(one.minutes for one in kept) / 60 - inside
    already = max(0.0, hours.before - inside)
    span = cleared_span(standing, world.strand.duty.clearances, world.first_on, world.last_on + DAY)
    home = world.homes.get(volunteer_id)
    return Volunteer(
        str(volunteer_id), grades[grade_of(world, volunteer_id)], hours.asked + outside if hours.asked else 0.0,
        _most_hours(world, volunteer_id, already + inside + outside), already, tuple(_held(standing.qualifications)),
        span[0] if span else None, span[1] if span else None, standing.birth_date,
        available_spells(said, first, last, takes_unsaid=world.takes_unsaid), busy_spells(said, first, last),
        (home.latitude, home.longitude) if home else None,
    )  # fmt: skip


def closed_duties(world: World, volunteer_id: int) -> Iterator[int]:
    """The duties that someone may not be on for reasons the solver does not know: how they serve then, their age, a
    grade that changes meanwhile, a duty that is for its unit alone, and a place they gave up or were refused.
    """
    standing = world.standings[volunteer_id]
    serves_on = standing.serves_throughout(world.first_on, world.last_on + 2 * DAY)
    is_plain = (
        serves_on and not standing.statuses and len(standing.grades) < 2 and world.strand.code != CHILDRENS_STRAND
    )
    for duty in world.duties.values():
        is_closed = not of_its_unit(standing, duty) or (volunteer_id, duty.duty_id) in world.links.gone
        if is_closed or not (is_plain or _may_be_on(world, standing, duty)):
            yield duty.duty_id


def of_its_unit(standing: Standing, duty: DutyFacts) -> bool:
    """Whether a duty is for everyone, or they are posted to its unit on its days."""
    days = (duty.first_on, duty.last_on)
    return not duty.is_unit_only or all(standing.unit_on(day) == duty.unit_id for day in days)


def grade_of(world: World, volunteer_id: int) -> str | None:
    """The grade someone is looked at with: that of the first day, or the first they have in these days."""
    standing = world.standings[volunteer_id]
    begun = (grade for from_on, grade in standing.grades if from_on <= world.last_on)
    return standing.grade_on(world.first_on) or next(begun, None)


def _may_be_on(world: World, standing: Standing, duty: DutyFacts) -> bool:
    first, last = duty.first_on, duty.last_on
    if not standing.serves_throughout(first, last):
        return False
    if standing.strand == CHILDRENS_STRAND and last >= turns_18_on(standing.birth_date):
        return False
    spans = [span for span in standing.statuses if span.touches(first, last)]
    if any(span.status.stops_every_duty for span in spans):
        return False
    if any(span.status is StatusKind.RESTRICTED for span in spans) and _is_operational(world, duty.duty_id):
        return False
    return all(standing.grade_on(day) == grade_of(world, standing.volunteer_id) for day in (first, last))


def cleared_span(standing: Standing, codes: Iterable[str], first: date, last: date) -> Span | None:
    """The days on which every one of these clearances holds; of several such times the one that lies most within."""
    spans: list[Span] = [(EVER, None)]
    for code in codes:
        held = _merged([(one.from_on, one.until_on) for one in standing.clearances if one.code == code])
        spans = [both for one in spans for other in held if (both := _common(one, other)) is not None]
    best = max(spans, key=lambda span: _length(_common(span, (first, last))), default=None)
    return best if best is not None and _common(best, (first, last)) else None


def _is_operational(world: World, duty_id: int) -> bool:
    """Whether every place of a duty is one that someone restricted may not take; one such place is found out later."""
    return all(is_operational(world.duties[duty_id], post, world.strand) for post in world.posts[duty_id])


def _most_hours(world: World, volunteer_id: int, known: float) -> float | None:
    most = world.strand.duty.maximum_monthly_hours
    if most is None:
        return None
    diary = world.diaries.get(volunteer_id, FREE)
    room = sum(max(0, most * 60 - diary.months[month]) for month in months_touched(world.first_on, world.last_on))
    return known + room / 60


def _held(holdings: Sequence[Holding]) -> Iterator[Held]:
    for code in sorted({one.code for one in holdings}):
        for first, last in _merged([(one.from_on, one.until_on) for one in holdings if one.code == code]):
            yield Held(code, first, last)


def _merged(spans: list[Span]) -> list[Span]:
    """One that begins the day after another ends follows it."""
    found: list[Span] = []
    for first, last in sorted(spans, key=lambda span: span[0]):
        before = found[-1] if found else None
        if before is not None and (before[1] is None or first <= before[1] + DAY):
            until = None if before[1] is None or last is None else max(before[1], last)
            found[-1] = (before[0], until)
        else:
            found.append((first, last))
    return found


def _common(one: Span, other: Span) -> Span | None:
    first = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    last = min(ends) if ends else None
    return None if last is not None and last < first else (first, last)


def _length(span: Span | None) -> int:
    return 0 if span is None or span[1] is None else (span[1] - span[0]).days + 1
