"""The requests of each scenario, ours and the ceilings'."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, repeat

from bench.cast import Cast
from bench.load import Request
from bench.scenarios import CEILINGS
from volunteers import clock

Supply = Callable[[], Iterator[Request]]


def supply(cast: Cast, key: str) -> Supply:
    """Requests for one of our pages; an act that can be done once is done by someone else each time."""
    staff, reference = cast.coordinator, cast.reference
    who, draft = cast.draft
    month = f"{clock.add_months(_this_month(), -1):%Y-%m}"
    always: dict[str, Request] = {
        "home": Request("GET", "/"),
        "strand": Request("GET", "/volunteer/special-constabulary"),
        "question": who.get(f"/my-applications/{draft}/name"),
        "items": who.get(f"/my-applications/{draft}/activities"),
        "tasks": who.get(f"/my-applications/{draft}"),
        "check": who.get(f"/my-applications/{draft}/check-answers"),
        "caseload": staff.get("/staff/applications?list=waiting"),
        "caseload_open": staff.get("/staff/applications?list=open"),
        "caseload_late": staff.get("/staff/applications?list=open&late=overdue&owner=nobody"),
        "caseload_board": staff.get("/staff/applications/board"),
        "caseload_search": staff.get(cast.search),
        "application": staff.get(f"/staff/applications/{reference}"),
        "volunteers": staff.get("/staff/volunteers?search=an"),
        "open_duties": cast.volunteer.get("/duties"),
        "duty": cast.volunteer.get(f"/duties/{cast.duty_id}"),
        "hours_report": staff.get(f"/staff/hours/report?strand=special_constabulary&from={month}&to={month}"),
        "trends": cast.analyst.get("/staff/trends/strands/special-constabulary"),
        "trends_overview": cast.analyst.get("/staff/trends"),
    }
    if key in always:
        return lambda: repeat(always[key])
    acts: dict[str, Supply] = {
        "answer": lambda: _answers(cast),
        "submit": lambda: _submits(cast),
        "sign_up": lambda: _sign_ups(cast),
    }
    return acts[key]


def ceilings(cast: Cast, name: str) -> Supply:
    """Requests for the bare stack."""
    path = CEILINGS[name].format(
        duty_id=cast.duty_id, post_id=cast.post_id, since=clock.add_months(_this_month(), -1), until=_this_month()
    )
    method = "POST" if name == "take a place" else "GET"
    return lambda: repeat(Request(method, path))


def _this_month() -> date:
    return clock.month_of(clock.today())


def _answers(cast: Cast) -> Iterator[Request]:
    """The same person answers the same question, each time in other words."""
    who, draft = cast.draft
    for number in count():
        yield who.post(f"/my-applications/{draft}/education", education=f"Answer number {number}")


def _submits(cast: Cast) -> Iterator[Request]:
    for who, reference in cast.submitters:
        yield who.post(f"/my-applications/{reference}/check-answers", declared="y")


def _sign_ups(cast: Cast) -> Iterator[Request]:
    for who, duty_id, post_id in cast.bookers:
        yield who.post(f"/duties/{duty_id}/sign-up", post_id=str(post_id))
