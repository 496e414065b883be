"""Forecasts, and a small force with a record long enough to be forecast from. Builders flush, never commit."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from tests.people.builders import SPECIALS, an_account
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.extensions import db
from volunteers.people.models import Account, GradePeriod, ServicePeriod, Volunteer
from volunteers.permissions import Role
from volunteers.trends.models import Forecast, Over, Scenario, Way
from volunteers.trends.rules import Measure
from volunteers.trends.rules.scenarios import Asked

_numbers = itertools.count(1)
STAGES = (
    "submitted", "sift", "interview", "pre_employment_checks", "intake", "training", "attestation", "appointed",
)  # fmt: skip


def a_forecast(*, strand: str = SPECIALS, area: str | None = None, measure: Measure = Measure.HEADCOUNT) -> Forecast:
    """Two months ahead, from 100 to 200 people and from 200 to 300."""
    forecast = Forecast(
        strand=strand, area=area, measure=measure, over=Over.MONTH, method=Way.PIPELINE, method_words="Simulation",
        as_at=date(2026, 8, 31), made_at=clock.now(), dates=[date(2026, 9, 30), date(2026, 10, 31)],
        percentiles=[[float(first + percent) for percent in range(101)] for first in (100, 200)],
        assumptions=[{"name": "Leavers", "value": "2 a month", "from_what": "36 months"}],
        backtest=[{"method": "drift", "mase": 1.5, "held80": None, "origins": 9, "is_ours": False}],
    )  # fmt: skip
    db.session.add(forecast)
    db.session.flush()
    return forecast


def a_scenario(asked: Asked, *, name: str = "More intakes", area: str | None = None) -> Scenario:
    """For Specials in the whole force, asked by an analyst."""
    scenario = Scenario(
        strand=SPECIALS, area=area, name=name, changes=asked.as_stored(), made_at=clock.now(),
        made_by_id=an_account(Role.OPCC_ANALYST).id,
    )  # fmt: skip
    db.session.add(scenario)
    db.session.flush()
    return scenario


def someone_who_serves(
    started_on: date, ended_on: date | None = None, *, area: str = "somerset", qualified_on: date | None = None
) -> ServicePeriod:
    """A Special, from a day to another; in training until qualified."""
    account = Account(email=f"serves{next(_numbers)}@example.org", full_name="Sam Carter", created_at=clock.now())
    volunteer = Volunteer(
        account=account, first_name="Sam", last_name="Carter", birth_date=date(1990, 1, 1), created_at=clock.now()
    )
    db.session.add(volunteer)
    db.session.flush()
    period = ServicePeriod(
        volunteer_id=volunteer.id, strand=SPECIALS, area=area, started_on=started_on, ended_on=ended_on
    )  # fmt: skip
    grades = [("in_training", started_on), *([("qualified", qualified_on)] if qualified_on else [])]
    db.session.add_all([
        period,
        *(GradePeriod(volunteer_id=volunteer.id, strand=SPECIALS, grade=grade, from_on=on) for grade, on in grades),
    ])  # fmt: skip
    db.session.flush()
    return period


def someone_who_applied(*moves: tuple[str, date], area: str | None = "somerset") -> Application:
    """An application to be a Special with these moves at noon, the first of them out of draft."""
    number = next(_numbers)
    account = Account(email=f"applied{number}@example.org", full_name="Alex Hughes", created_at=clock.now())
    at = [datetime.combine(on, time(12), UTC) for _, on in moves]
    application = Application(
        reference=f"F-{number}", account=account, strand=SPECIALS, area=area, stage=moves[-1][0], stage_since=at[-1],
        created_at=at[0], submitted_at=at[0],
    )  # fmt: skip
    froms = ["draft", *(stage for stage, _ in moves)]
    application.changes = [
        StageChange(from_stage=before, to_stage=stage, at=when)
        for before, (stage, _), when in zip(froms, moves, at, strict=False)
    ]
    db.session.add(application)
    db.session.flush()
    return application


def a_force(*, months: int = 40, a_month: int = 3, serving: int = 30) -> None:
    """A force with a steady record up to today: each month three apply, of whom one comes through and one gives up."""
    this_month = clock.month_of(clock.today())
    for step in range(months, 0, -1):
        first = clock.add_months(this_month, -step)
        for person in range(a_month):
            _applies(first + timedelta(days=5 * person), person)
        someone_who_serves(clock.add_months(first, -30), first + timedelta(days=10))
    for person in range(serving):
        began = clock.add_months(this_month, -12 * (person % 6) - 3)
        someone_who_serves(began, qualified_on=clock.add_months(began, 12) if person % 6 > 1 else None)


def _applies(on: date, person: int) -> None:
    path: Sequence[str] = STAGES if person == 0 else (*STAGES[: 1 + person], "withdrawn") if person == 1 else STAGES[:5]
    days = [on + timedelta(days=14 * step) for step in range(len(path))]
    moves = [(stage, day) for stage, day in zip(path, days, strict=True) if day < clock.today()]
    if moves:
        someone_who_applied(*moves)
