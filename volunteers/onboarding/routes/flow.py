"""The health of the process: how applications of one strand flow, over some months."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask import render_template, request

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.onboarding.queries.flow import FlowWanted, get_flow
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules.flow import (
    LAST_MONTHS,
    Period,
    funnel_pieces,
    is_upside_down,
    months_back,
    range_pieces,
)
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer

USUAL = "12"
CHOICES = tuple((str(months), f"Last {months} months") for months in LAST_MONTHS)
MONTHS_BACK = 36
UPSIDE_DOWN = "The first month comes after the last one. Choose them again; the last 12 months are shown meanwhile."


@bp.get("/staff/flow")
@needs(Permission.FLOW_READ)
def flow() -> str:
    """Funnel, time in stage, where people wait now, and who left; see ``queries.flow`` for how each is counted."""
    asked = request.args
    today = clock.today()
    months = months_back(today, MONTHS_BACK)
    period, fault = _period(asked, today, months)
    wanted = FlowWanted(period, asked.get("strand", ""), asked.get("area", ""), asked.get("unit", ""))
    return render_template(
        "onboarding/flow.html",
        page=get_flow(wanted, viewer()),
        may_list=viewer().may(Permission.APPLICATION_READ),
        fault=fault,
        periods=CHOICES,
        months=[(f"{month:%Y-%m}", f"{month:%B %Y}") for month in months],
        chosen={name: asked.get(name, "") for name in ("from", "to")} | {"period": asked.get("period") or USUAL},
        funnel_pieces=funnel_pieces,
        range_pieces=range_pieces,
    )


def _period(asked: Mapping[str, str], today: date, months: Sequence[date]) -> tuple[Period, str]:
    """The days asked for, and what is wrong with what was asked; ``NotFound`` for what no list offers.

    A month that is chosen counts for more than the last so many: these are chosen by themselves.
    """
    choice = asked.get("period") or USUAL
    if choice not in dict(CHOICES):
        raise NotFound(f"no period {choice!r}")
    begins, ends = _month(asked.get("from"), months), _month(asked.get("to"), months)
    if begins is None and ends is None:
        return _last(int(choice), today), ""
    last = ends or months[0]
    first = begins or clock.add_months(last, 1 - int(USUAL))
    if is_upside_down(first, last):
        return _last(int(USUAL), today), UPSIDE_DOWN
    return Period(first, min(today, clock.add_months(last, 1) - timedelta(days=1))), ""


def _last(months: int, today: date) -> Period:
    return Period(clock.add_months(today, -months), today)


def _month(word: str | None, months: Sequence[date]) -> date | None:
    if not word:
        return None
    for month in months:
        if f"{month:%Y-%m}" == word:
            return month
    raise NotFound(f"no month {word!r}")
