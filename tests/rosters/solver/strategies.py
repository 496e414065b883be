"""Tiny and nasty roster problems for Hypothesis: nights of the change of clocks, midnights, touching spells, lapses,
people who come of age, places that are taken already and rules that are broken already."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

LONDON = ZoneInfo("Europe/London")
# Sundays: March's short day, October's long one, the last of a year (a week in two years), and a usual one.
SUNDAYS = (date(2027, 3, 28), date(2026, 10, 25), date(2027, 1, 3), date(2026, 11, 29))
CODES = ("driver", "first_aid")
GRADES = ("accompanied", "directed", "qualified", "cadet")
# Hours after the midnight before which a duty may begin, and how long it may be: some end at midnight to the minute.
STARTS = (0, 1, 2, 6.5, 9, 14, 18, 22, 23)
LENGTHS = (1, 2, 2.5, 5, 6, 8, 10)
HOURS = st.sampled_from((0, 2, 4.5, 6, 8, 16))


def wall(at: datetime) -> str:
    """A moment as the format has it, with an offset where the clock shows the time twice."""
    local = at.astimezone(LONDON)
    naive = local.replace(tzinfo=None)
    first, second = (naive.replace(tzinfo=LONDON, fold=fold).utcoffset() for fold in (0, 1))
    return (local if first != second else naive).isoformat(timespec="minutes")


def one_in(draw: st.DrawFn, count: int) -> bool:
    """Whether something out of the ordinary is so: one time in so many, and not in the simplest example."""
    return draw(st.sampled_from([False] * (count - 1) + [True]))


@st.composite
def problems(draw: st.DrawFn, *, most_volunteers: int = 4, most_duties: int = 4) -> dict[str, Any]:
    """A problem small enough to try everything."""
    sunday = draw(st.sampled_from(SUNDAYS))
    midnight = datetime(sunday.year, sunday.month, sunday.day, tzinfo=LONDON).astimezone(UTC)
    duties = [draw(_duty(number, midnight)) for number in range(draw(st.integers(1, most_duties)))]
    volunteers = [
        draw(_volunteer(number, sunday, midnight)) for number in range(draw(st.integers(1, most_volunteers)))
    ]  # fmt: skip
    problem: dict[str, Any] = {
        "rules": {
            "rest_hours": draw(st.sampled_from((11, 8, 1, 0))),
            "max_hours_per_week": draw(st.sampled_from((48, 48, 16, 8))),
            "max_consecutive_days": draw(st.sampled_from((6, 2, 1))),
        },
        "volunteers": volunteers,
        "duties": duties,
    }
    if draw(st.booleans()):
        problem["rules"]["rest_applies_to_busy"] = draw(st.booleans())
    if one_in(draw, 3):
        problem["assigned"] = draw(_some_assigned(problem))
    if one_in(draw, 4):
        problem["barred"] = [{"duty": duties[0]["id"], "volunteer": volunteers[0]["id"]}]
    return problem


@st.composite
def _some_assigned(draw: st.DrawFn, problem: dict[str, Any]) -> list[dict[str, str]]:
    """People who are there already, whether they may or not; nobody twice on a duty, and no post too full by it."""
    found = []
    for duty in problem["duties"]:
        for post in duty["posts"]:
            free = [
                one["id"] for one in problem["volunteers"]
                if not any(each["duty"] == duty["id"] and each["volunteer"] == one["id"] for each in found)
            ]  # fmt: skip
            if post["count"] and free and one_in(draw, 3):
                found.append({"duty": duty["id"], "post": post["id"], "volunteer": draw(st.sampled_from(free))})
    return found


@st.composite
def _duty(draw: st.DrawFn, number: int, midnight: datetime) -> dict[str, Any]:
    start = midnight + timedelta(days=draw(st.integers(-1, 1)), hours=draw(st.sampled_from(STARTS)))
    names = ["post", "other"][: draw(st.integers(1, 2))]
    posts = [
        {
            "id": name,
            "needs": [draw(st.sampled_from(CODES))] if one_in(draw, 3) else [],
            "grades": sorted(draw(st.sets(st.sampled_from(GRADES), min_size=2)))
            if draw(st.booleans())
            else list(GRADES),
            "count": draw(st.sampled_from((1, 1, 2, 2, 0))),
        }
        for name in names
    ]
    duty = {
        "id": f"d{number}",
        "start": wall(start),
        "end": wall(start + timedelta(hours=draw(st.sampled_from(LENGTHS)))),
        "priority": draw(st.integers(1, 5)),
        "posts": posts,
    }
    if one_in(draw, 3):
        duty["minimum_to_run"] = draw(st.sampled_from((1, 2, 2, 3)))
        duty["needs_independent"] = draw(st.booleans())
        duty["adult_ratio"] = draw(st.sampled_from((None, 1, 2)))
    if draw(st.booleans()):
        duty["place"] = draw(_place())
    return duty


@st.composite
def _volunteer(draw: st.DrawFn, number: int, sunday: date, midnight: datetime) -> dict[str, Any]:
    days = st.integers(-2, 2).map(lambda step: (sunday + timedelta(days=step)).isoformat())
    long_ago = sunday - timedelta(days=400)
    volunteer: dict[str, Any] = {
        "id": f"v{number}",
        "grade": draw(st.sampled_from(("qualified", *GRADES, "cadet"))),
        "commitment_hours": draw(HOURS),
        "available": draw(_available(midnight)),
        "cleared_from": draw(days) if one_in(draw, 6) else long_ago.isoformat(),
    }
    if one_in(draw, 3):
        volunteer["max_hours"] = draw(st.sampled_from((None, 6, 8, 12)))
        volunteer["already_hours"] = draw(st.sampled_from((0, 2.5)))
    if one_in(draw, 6):
        volunteer["cleared_until"] = max(volunteer["cleared_from"], draw(days))
    volunteer["qualifications"] = [
        {"code": code, "from": long_ago.isoformat(), "until": draw(days) if one_in(draw, 4) else None}
        for code in CODES
        if not one_in(draw, 3)
    ]
    if one_in(draw, 5):
        volunteer["qualifications"].append({"code": "driver", "from": draw(days), "until": None})
    if volunteer["grade"] == "cadet":
        # Eighteen on one of the days, or well before it.
        step = draw(st.sampled_from((-2, -1, 0, 1, 500)))
        birthday = sunday + timedelta(days=step)
        volunteer["birth_date"] = birthday.replace(year=birthday.year - 18).isoformat()
    if one_in(draw, 4):
        volunteer["busy"] = draw(_spells(midnight, 3))
    if draw(st.booleans()):
        volunteer["place"] = draw(_place())
    return volunteer


@st.composite
def _available(draw: st.DrawFn, midnight: datetime) -> list[dict[str, str]]:
    """All the time, or all the time in two spells that touch, or some spells."""
    from_, until = midnight - timedelta(days=4), midnight + timedelta(days=5)
    if one_in(draw, 6):
        return draw(_spells(midnight, 3))
    cut = midnight + timedelta(hours=draw(st.sampled_from(STARTS)))
    gap = timedelta(minutes=1 if one_in(draw, 4) else 0)
    return [_spell(from_, cut), _spell(cut + gap, until)]


@st.composite
def _spells(draw: st.DrawFn, midnight: datetime, most: int) -> list[dict[str, str]]:
    found = []
    for _ in range(draw(st.integers(0, most))):
        start = midnight + timedelta(days=draw(st.integers(-2, 2)), hours=draw(st.sampled_from(STARTS)))
        found.append(_spell(start, start + timedelta(hours=draw(st.sampled_from((3, 8, 9, 24, 40))))))
    return found


def _spell(start: datetime, end: datetime) -> dict[str, str]:
    return {"start": wall(start), "end": wall(end)}


def _place() -> st.SearchStrategy[list[float]]:
    return st.sampled_from(([51.454, -2.588], [51.38, -2.36], [51.015, -3.1]))
