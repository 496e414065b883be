"""What the sessions of a scheme add up to, month by month: counts and speeds, and never a registration."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.rosters.models import Duty
from volunteers.speedwatch.models import RoadsideSession as Session
from volunteers.speedwatch.models import SeenVehicle
from volunteers.speedwatch.rules.outcomes import Speeds, outcome_names, speeds_of

MONTHS = 12


@dataclass(frozen=True)
class MonthOfScheme:
    """A month: its sessions, the vehicles that passed and those written down, what came of them, and their speeds."""

    month: date
    sessions: int
    counted: int
    recorded: int
    outcomes: tuple[tuple[str, int], ...]
    speeds: Speeds


def list_months(unit_id: int) -> list[MonthOfScheme]:
    """The months of the last year with a session, newest first. The caller has judged the viewer."""
    since = clock.start_of_day(clock.add_months(clock.month_of(clock.today()), 1 - MONTHS))
    held = select(Session, Duty.starts_at).join(Duty, Duty.id == Session.duty_id)
    held = held.where(Session.unit_id == unit_id, Session.returned_at.is_not(None), Duty.starts_at >= since)
    by_month: dict[date, list[Session]] = defaultdict(list)
    for session, starts_at in db.session.execute(held):
        by_month[clock.month_of(clock.on(starts_at))].append(session)
    speeds = _speeds([session.id for sessions in by_month.values() for session in sessions])
    return [_month(month, by_month[month], speeds) for month in sorted(by_month, reverse=True)]


def speeds_of_session(session_id: int) -> Speeds:
    """The spread of speeds of one session."""
    return speeds_of(_speeds([session_id]).get(session_id, []))


def _month(month: date, sessions: list[Session], speeds: dict[int, list[tuple[int, int]]]) -> MonthOfScheme:
    names = outcome_names(current_force().speedwatch)
    came = {code: sum((each.outcomes or {}).get(code, 0) for each in sessions) for code in names}
    return MonthOfScheme(
        month=month, sessions=len(sessions), counted=sum(each.counted or 0 for each in sessions),
        recorded=sum(each.recorded or 0 for each in sessions),
        outcomes=tuple((names[code], count) for code, count in came.items()),
        speeds=speeds_of([pair for each in sessions for pair in speeds.get(each.id, [])]),
    )  # fmt: skip


def _speeds(session_ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    rows = db.session.execute(
        select(SeenVehicle.session_id, Session.speed_limit, SeenVehicle.speed)
        .join(Session, Session.id == SeenVehicle.session_id)
        .where(SeenVehicle.session_id.in_(session_ids))
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for session_id, limit, speed in rows:
        found[session_id].append((limit, speed))
    return found
