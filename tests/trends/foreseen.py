"""Forecasts as a worker leaves them, without computing any. Builders flush, never commit."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tests.people.builders import SPECIALS, an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.trends.models import Forecast, Over, Scenario, Way
from volunteers.trends.rules import Measure

AHEAD = 24
TESTS = (
    {"method": "damped trend", "mase": 0.82, "held80": 0.81, "origins": 40, "is_ours": True},
    {"method": "last value", "mase": 1.0, "held80": 0.7, "origins": 40, "is_ours": False},
)


def last_whole_month_end() -> date:
    return clock.month_of(clock.today()) - timedelta(days=1)


def ends_ahead(months: int = AHEAD) -> list[date]:
    first = clock.month_of(clock.today())
    return [clock.add_months(first, step + 1) - timedelta(days=1) for step in range(months)]


def a_forecast(
    middle: float = 300, width: float = 1, *, measure: Measure = Measure.HEADCOUNT, over: Over = Over.MONTH,
    method: Way = Way.PIPELINE, area: str | None = None, scenario_id: int | None = None, refusal: str | None = None,
    tests: Sequence[Mapping[str, Any]] = TESTS, assumptions: Sequence[Mapping[str, str]] = (),
) -> Forecast:  # fmt: skip
    """Every month alike: percentile p is ``middle + width * (p - 50)``."""
    dates = [] if refusal else ends_ahead()
    row = Forecast(
        strand=SPECIALS, area=area, measure=measure, over=over, method=method, method_words="A simulation",
        scenario_id=scenario_id, as_at=last_whole_month_end(), made_at=clock.now(), dates=dates,
        percentiles=[[max(0.0, middle + width * (percent - 50)) for percent in range(101)] for _ in dates],
        refusal=refusal, assumptions=[dict(each) for each in assumptions], backtest=[dict(each) for each in tests],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def a_scenario(name: str = "Keep more", *, area: str | None = None) -> Scenario:
    """One that asks for 10% fewer leavers."""
    found = Scenario(
        strand=SPECIALS, area=area, name=name, changes={"leavers_percent": 90}, made_at=clock.now(),
        made_by_id=an_account(Role.OPCC_ANALYST).id,
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    return found
