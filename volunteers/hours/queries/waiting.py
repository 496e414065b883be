"""Hours that wait to be certified, and one stretch of work with everything that was entered of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.hours.models import HoursEntry, Stint
from volunteers.hours.rules import HoursStep
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand

CERTIFY = Permission.HOURS_CERTIFY
COUNTED = Stint.booked + Stint.claimed + Stint.adjusted
PEOPLE = 40


@dataclass(frozen=True)
class WaitingStint:
    """Hours that wait; ``is_mine`` where the viewer entered them, so that someone else has to certify them."""

    stint: Stint
    name: str
    is_mine: bool

    @property
    def origin(self) -> str:
        """How they came to be, in words."""
        found = "Booked" if self.stint.sign_up_id else "Claimed"
        adjusted = ", adjusted" if self.stint.adjusted else ""
        return f"{found}{adjusted}{', changed since it was certified' if self.stint.certified else ''}"

    @property
    def where(self) -> str:
        return get_strand(self.stint.strand).name


@dataclass(frozen=True)
class Person:
    """One volunteer with their hours that wait, the latest first."""

    volunteer_id: int
    name: str
    stints: tuple[WaitingStint, ...]

    @property
    def minutes(self) -> int:
        return sum(each.stint.counted for each in self.stints)


@dataclass(frozen=True)
class ToCertify:
    """A month of hours that wait, by person; ``months`` has every month with how many wait, the latest first."""

    month: date
    months: tuple[tuple[date, int], ...]
    people: tuple[Person, ...]
    after: int | None

    @property
    def total(self) -> int:
        return sum(count for _, count in self.months)


@dataclass(frozen=True)
class EntryLine:
    """One entry as it is read."""

    step: HoursStep
    minutes: int
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class OneStint:
    """One stretch of work for staff: whose it is, and every entry, the latest first."""

    stint: Stint
    name: str
    is_own: bool
    entries: tuple[EntryLine, ...]


def list_to_certify(
    viewer: Viewer, *, month: date | None = None, strand: str | None = None, after: int | None = None
) -> ToCertify:
    """What waits in the viewer's scope, without their own, a month at a time."""
    waits = _waits(viewer, strand)
    # One name for the expression, so that it is grouped by what is selected.
    begun: Any = func.date_trunc("month", func.timezone("Europe/London", Stint.starts_at)).label("begun")
    counted = _of(select(begun, func.count(Stint.id)), waits).group_by("begun").order_by(begun.desc())
    counts = db.session.execute(counted)
    months = tuple((each.date(), int(count)) for each, count in counts)
    known = [each for each, _ in months]
    chosen = month if month and month in known else next(iter(known), clock.month_of(clock.today()))
    people, more = _people(viewer, and_(waits, *_in_month(chosen)), after)
    return ToCertify(chosen, months, people, more)


def get_stint(stint_id: int, viewer: Viewer) -> OneStint:
    """One stretch of work in the viewer's scope; raises ``NotFound``."""
    found = db.session.execute(
        select(Stint, Volunteer.first_name + " " + Volunteer.last_name, Volunteer.account_id)
        .join(Volunteer, Volunteer.id == Stint.volunteer_id)
        .where(Stint.id == stint_id, viewer.within(CERTIFY, Stint.strand, Stint.area))
    ).one_or_none()
    if found is None:
        raise NotFound(f"no hours {stint_id} for this viewer")
    stint, name, account_id = found
    rows = db.session.execute(
        select(HoursEntry.step, HoursEntry.minutes, HoursEntry.reason, Account.full_name, HoursEntry.entered_at)
        .join(Account, Account.id == HoursEntry.entered_by_id)
        .where(HoursEntry.stint_id == stint_id, HoursEntry.minutes != 0)
        .order_by(HoursEntry.id.desc())
    )
    return OneStint(stint, name, account_id == viewer.account_id, tuple(EntryLine(*row) for row in rows))


def _waits(viewer: Viewer, strand: str | None) -> ColumnElement[bool]:
    return and_(
        Stint.certified != COUNTED, viewer.within(CERTIFY, Stint.strand, Stint.area),
        Stint.strand == strand if strand else true(), Volunteer.account_id != viewer.account_id,
    )  # fmt: skip


def _of(chosen: Any, waits: ColumnElement[bool]) -> Any:
    return chosen.select_from(Stint).join(Volunteer, Volunteer.id == Stint.volunteer_id).where(waits)


def _in_month(month: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Stint.starts_at >= clock.start_of_day(month), Stint.starts_at < clock.start_of_day(clock.add_months(month, 1)),
    )  # fmt: skip


def _people(viewer: Viewer, waits: ColumnElement[bool], after: int | None) -> tuple[tuple[Person, ...], int | None]:
    """A page of people by name, and after whom the next one begins."""
    order = (Volunteer.last_name, Volunteer.first_name, Volunteer.id)
    key = func.row(*order)
    wanted = _of(select(*order), waits).group_by(*order).order_by(*order).limit(PEOPLE + 1)
    if after:
        wanted = wanted.where(key > select(key).where(Volunteer.id == after).scalar_subquery())
    ids: Sequence[int] = [row.id for row in db.session.execute(wanted)]
    rows = db.session.execute(
        _of(select(Stint, Volunteer.first_name + " " + Volunteer.last_name), waits)
        .where(Stint.volunteer_id.in_(ids[:PEOPLE]))
        .order_by(*order, Stint.starts_at.desc())
    )
    lines: list[WaitingStint] = [
        WaitingStint(stint, name, stint.sign_up_id is None and stint.entered_by_id == viewer.account_id)
        for stint, name in rows
    ]
    people = [
        Person(number, group[0].name, tuple(group))
        for number, found in groupby(lines, key=lambda line: line.stint.volunteer_id)
        for group in [list(found)]
    ]
    return tuple(people), ids[PEOPLE - 1] if len(ids) > PEOPLE else None
