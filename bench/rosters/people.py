"""Volunteers as they are: a grade, skills of which some lapse, a job, and the times of a usual week less holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bench.rosters.work import near

Span = tuple[datetime, datetime]
Week = Sequence[tuple[range, float, float]]
Held = tuple[str, date, date | None]
GRADES = ("in_training", "accompanied", "directed", "qualified", "volunteer", "cadet")
GRADE_SHARES = (4, 20, 20, 38, 8, 10)
AMPLE_SHARES = (0, 8, 17, 50, 12, 13)
HAS_JOB = {"ample": 0.1, "tight": 0.4, "skilled": 0.4, "jobs": 0.85}
# How many in a hundred of those who may hold a skill do, and the part of it that the kinds have.
SKILLS = {
    "response_driver": 35,
    "standard_driver": 50,
    "first_aid": 45,
    "evidential_breath": 40,
    "psu_level_2": 25,
    "youth_leader": 30,
}
PART = {"skilled": 0.35, "ample": 2.5}
FOR_SECURE = {"response_driver", "standard_driver", "evidential_breath", "psu_level_2"}
# Usual times: the days of the week, the hour they begin and how many hours they last.
EVENINGS = ((range(5), 17.5, 9), (range(5, 7), 8, 20))
DAYTIMES = ((range(7), 8, 11),)
NIGHTS = ((range(3, 7), 17, 15),)
ANY_TIME = ((range(7), 6, 24),)
OFTEN = (EVENINGS, EVENINGS, DAYTIMES, NIGHTS, ANY_TIME)
AMPLE = (EVENINGS, ANY_TIME, ANY_TIME, ANY_TIME, ANY_TIME)
AFTER_SCHOOL = ((range(5), 16.5, 6), (range(5, 7), 9, 13))


@dataclass(frozen=True)
class Person:
    """One of them, without their hours."""

    grade: str
    birth_date: date | None
    cleared_from: date | None
    cleared_until: date | None
    qualifications: Sequence[Held]
    available: Sequence[Span]
    busy: Sequence[Span]
    place: tuple[float, float] | None

    @property
    def is_cadet(self) -> bool:
        return self.grade == "cadet"


def people(chance: Random, count: int, first: date, days: int, kind: str) -> list[Person]:
    """So many volunteers, of all grades."""
    shares = AMPLE_SHARES if kind == "ample" else GRADE_SHARES
    return [_person(chance, grade, first, days, kind) for grade in chance.choices(GRADES, shares, k=count)]


def _person(chance: Random, grade: str, first: date, days: int, kind: str) -> Person:
    is_cadet = grade == "cadet"
    works = not is_cadet and chance.random() < HAS_JOB[kind]
    busy = _job(chance, first, days) if works else []
    weeks = AFTER_SCHOOL if is_cadet else EVENINGS if works else chance.choice(AMPLE if kind == "ample" else OFTEN)
    # The odd cadet comes of age in the period; a few adults have not said when they were born.
    birth: date | None
    if is_cadet:
        birth = first - timedelta(days=chance.randrange(13 * 366, 18 * 365 + 5 - days // 2))
    else:
        birth = None if chance.random() < 0.1 else first - timedelta(days=chance.randrange(18 * 366, 68 * 365))
    return Person(
        grade=grade,
        birth_date=birth,
        cleared_from=None if chance.random() < 0.02 else first - timedelta(days=chance.randrange(30, 2000)),
        cleared_until=_some_end(chance, first, days, 0.06),
        qualifications=_skills(chance, grade, first, days, kind),
        available=_usual(chance, weeks, first, days, kind),
        busy=busy,
        place=near(chance) if chance.random() < 0.95 else None,
    )


def _some_end(chance: Random, first: date, days: int, lapses: float) -> date | None:
    """Until when something holds: mostly long after the period, sometimes within it."""
    if chance.random() < lapses:
        return first + timedelta(days=chance.randrange(days))
    return None if chance.random() < 0.3 else first + timedelta(days=days + chance.randrange(20, 900))


def _skills(chance: Random, grade: str, first: date, days: int, kind: str) -> list[Held]:
    found: list[Held] = []
    for code, percent in SKILLS.items():
        part = 1.0 if code == "youth_leader" and kind == "skilled" else PART.get(kind, 1.0)
        may = grade in ("directed", "qualified") or (grade in ("accompanied", "volunteer") and code not in FOR_SECURE)
        if may and chance.random() * 100 < percent * part:
            began = first - timedelta(days=chance.randrange(10, 1000))
            found.append((code, began, _some_end(chance, first, days, 0.08)))
    return found


def _job(chance: Random, first: date, days: int) -> list[Span]:
    """A day job: office hours, a shorter week, or shifts that also take weekends."""
    worked: Sequence[int] = chance.choice((range(5), range(5), range(5), (0, 1, 2), (1, 2, 4, 5, 6)))
    hour, length = chance.choice(((9, 8), (8.5, 7.5), (8, 8), (7, 8)))
    return [_span(day, hour, length) for day in _days(first, days) if day.weekday() in worked]


def _usual(chance: Random, weeks: Week, first: date, days: int, kind: str) -> list[Span]:
    """The usual week, each day of it or most, without holidays and odd days off."""
    ample = kind == "ample"
    kept = {weekday for weekday in range(7) if chance.random() < (0.9 if ample else 0.75)}
    away: set[date] = set()
    for _ in range(chance.choice((0, 0, 0, 1) if ample else (0, 0, 1, 1, 2))):
        begins = first + timedelta(days=chance.randrange(days))
        away |= {begins + timedelta(days=step) for step in range(chance.randrange(2, 10))}
    return [
        _span(day, hour, length)
        for day in _days(first, days)
        if day.weekday() in kept and day not in away and (ample or chance.random() < 0.92)
        for weekdays, hour, length in weeks
        if day.weekday() in weekdays
    ]


def _days(first: date, days: int) -> list[date]:
    return [first + timedelta(days=step) for step in range(days)]


def _span(day: date, hour: float, length: float) -> Span:
    start = datetime.combine(day, time()) + timedelta(hours=hour)
    return start, start + timedelta(hours=length)
