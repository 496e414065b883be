"""Roster problems as a force has them, made from a seed: the same arguments make the same problem on every machine.

Four kinds, by what is short: ``ample`` (next to nothing), ``tight`` (the hours people may still give: about seven for
every ten asked), ``skilled`` (drivers, first aiders, public order) and ``jobs`` (the week, beside a full-time job).
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bench.rosters.people import Person, people
from bench.rosters.work import duties as some_duties
from bench.rosters.work import wall

KINDS = ("ample", "tight", "skilled", "jobs")
# Mondays: a period without a change of the clocks, one with October's and one with March's.
FIRST_DAYS = (date(2026, 11, 30), date(2026, 10, 12), date(2027, 3, 15))
# Hours people may still give, for every hour asked.
SUPPLY = {"ample": 2.6, "tight": 0.7, "skilled": 1.8, "jobs": 1.6}
COMMITMENT = 16  # hours in four weeks, as the force asks of a Special
MONTH = 28


def make(volunteers: int, duties: int, days: int, seed: int, *, kind: str) -> dict[str, Any]:
    """A problem in the exchange format, as the JSON reads: so many volunteers and duties over so many days."""
    if kind not in KINDS:
        raise ValueError(f"the kinds are {', '.join(KINDS)}")
    chance = Random(f"{kind}:{volunteers}:{duties}:{days}:{seed}")  # a text, because tuples are not the same each run
    first = FIRST_DAYS[seed % len(FIRST_DAYS)]
    work = some_duties(chance, duties, first, days, kind)
    found = people(chance, volunteers, first, days, kind)
    hours = _hours(chance, found, _asked(work) * SUPPLY[kind], days)
    return {
        "rules": {
            "rest_hours": 11,
            "max_hours_per_week": 48,
            "max_consecutive_days": 6,
            "rest_applies_to_busy": kind == "jobs" and seed % 2 == 0,
        },
        "volunteers": [
            _volunteer(number, one, *limits) for number, (one, limits) in enumerate(zip(found, hours, strict=True), 1)
        ],
        "duties": work,
    }


def _asked(work: list[dict[str, Any]]) -> float:
    """Hours of all the places together, by the clock on the wall: near enough."""
    found = 0.0
    for duty in work:
        length = datetime.fromisoformat(duty["end"]) - datetime.fromisoformat(duty["start"])
        found += length / timedelta(hours=1) * sum(post["count"] for post in duty["posts"])
    return found


def _hours(chance: Random, found: list[Person], supply: float, days: int) -> list[tuple[int, int, float]]:
    """What each person is committed to, may do at most and has done already, the second adding up to the supply."""
    shares = [chance.choice((0.6, 0.8, 1.0, 1.0, 1.0, 1.3, 1.8)) for _ in found]
    each = supply / max(1e-9, sum(shares))
    limits = []
    for person, share in zip(found, shares, strict=True):
        usual = COMMITMENT * days / MONTH * chance.choice((0.5, 1, 1, 1, 1, 1.5))
        committed = round(usual / 2 if person.is_cadet else usual)
        already = chance.choice((0.0, 0.0, 0.0, 2.5, 4.0, 7.5)) * min(1.0, days / MONTH + 0.5)
        limits.append((committed, max(4, round(each * share + already)), round(already * 2) / 2))
    return limits


def _volunteer(number: int, one: Person, commitment: int, most: int, already: float) -> dict[str, Any]:
    return {
        "id": f"v{number:04}",
        "grade": one.grade,
        "commitment_hours": commitment,
        "max_hours": most,
        "already_hours": already,
        "qualifications": [
            {"code": code, "from": first.isoformat(), "until": last.isoformat() if last else None}
            for code, first, last in one.qualifications
        ],
        "cleared_from": one.cleared_from.isoformat() if one.cleared_from else None,
        "cleared_until": one.cleared_until.isoformat() if one.cleared_until else None,
        "birth_date": one.birth_date.isoformat() if one.birth_date else None,
        "available": [{"start": wall(start), "end": wall(end)} for start, end in one.available],
        "busy": [{"start": wall(start), "end": wall(end)} for start, end in one.busy],
        "place": list(one.place) if one.place else None,
    }
