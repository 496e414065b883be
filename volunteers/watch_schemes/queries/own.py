"""A coordinator's own scheme: the one whose unit they serve in today."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Viewer
from volunteers.watch_schemes.models import WatchHousehold, WatchMessage, WatchPassing, WatchReached, WatchScheme
from volunteers.watch_schemes.queries.households import count_streets
from volunteers.watch_schemes.queries.people import serves
from volunteers.watch_schemes.rules import SchemeState, Way
from volunteers.watch_schemes.rules.states import Facts, Task, tasks_of


@dataclass(frozen=True)
class Counts:
    """The households of a scheme in numbers."""

    households: int
    online: int
    without_agreement: int
    may_need_help: int

    @property
    def not_online(self) -> int:
        return self.households - self.online


@dataclass(frozen=True)
class OwnScheme:
    """A scheme at a glance, with what is to do."""

    scheme: WatchScheme
    counts: Counts
    tasks: list[Task]
    answer_by: date | None

    @property
    def area(self) -> str:
        return current_force().area_names.get(self.scheme.unit.area, self.scheme.unit.area)


def find_own_scheme(viewer: Viewer, *, locked: bool = False) -> WatchScheme | None:
    """The scheme that the viewer looks after and that is not closed; None for whoever has none."""
    today = clock.today()
    wanted = (
        select(WatchScheme)
        .join(ServicePeriod, ServicePeriod.unit_id == WatchScheme.unit_id)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .where(Volunteer.account_id == viewer.account_id, serves(today), WatchScheme.state != SchemeState.CLOSED)
        .limit(1)
    )
    if locked:
        wanted = wanted.with_for_update(of=WatchScheme).execution_options(populate_existing=True)
    return db.session.scalars(wanted).first()


def get_own_scheme(viewer: Viewer, *, locked: bool = False) -> WatchScheme:
    """The scheme that the viewer looks after; raises ``NotFound``."""
    found = find_own_scheme(viewer, locked=locked)
    if found is None:
        raise NotFound(f"account {viewer.account_id} looks after no scheme")
    return found


def look_at_own(scheme: WatchScheme) -> OwnScheme:
    """A scheme at a glance."""
    times, counts = current_force().watch_schemes, count_households(scheme.id)
    answer_by = clock.on(scheme.asked_at) + timedelta(days=times.answer_days) if scheme.asked_at else None
    begun, months = scheme.registered_on, 1
    if scheme.list_confirmed_on is not None:
        begun, months = scheme.list_confirmed_on, times.list_months
    waiting, oldest = _messages_waiting(scheme.id)
    facts = Facts(
        today=clock.today(), confirm_list_by=clock.add_months(begun, months), households=counts.households,
        estimated=scheme.estimated_households, streets=count_streets(scheme.id),
        without_agreement=counts.without_agreement, messages_waiting=waiting, oldest_message_on=oldest,
        doors_waiting=_doors_waiting(scheme.id), is_asked=scheme.asked_at is not None, answer_by=answer_by,
    )  # fmt: skip
    return OwnScheme(scheme, counts, tasks_of(facts), answer_by)


def count_households(scheme_id: int) -> Counts:
    """How many households are on the list now, and how they can be reached."""
    agreed, has_mail = WatchHousehold.agreed_on.is_not(None), WatchHousehold.email.is_not(None)
    number, online, without, help_ = db.session.execute(
        select(
            func.count(),
            func.count().filter(agreed, has_mail),
            func.count().filter(~agreed),
            func.count().filter(WatchHousehold.needs_help),
        ).where(WatchHousehold.scheme_id == scheme_id, WatchHousehold.left_on.is_(None))
    ).one()
    return Counts(number, online, without, help_)


def _messages_waiting(scheme_id: int) -> tuple[int, date | None]:
    number, first = db.session.execute(
        select(func.count(), func.min(WatchMessage.sent_at))
        .join(WatchPassing, WatchPassing.message_id == WatchMessage.id)
        .where(WatchPassing.scheme_id == scheme_id, WatchPassing.passed_at.is_(None))
    ).one()
    return number, clock.on(first) if number else None


def _doors_waiting(scheme_id: int) -> int:
    wanted = (
        select(func.count())
        .select_from(WatchReached)
        .join(WatchPassing, WatchPassing.id == WatchReached.passing_id)
        .join(WatchHousehold, WatchHousehold.id == WatchReached.household_id)
        .where(WatchPassing.scheme_id == scheme_id, WatchReached.way == Way.HAND, WatchReached.reached_at.is_(None))
        .where(WatchHousehold.left_on.is_(None))
    )
    return db.session.scalar(wanted) or 0
