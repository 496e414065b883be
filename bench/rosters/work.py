"""Duties as they are planned: patrols, nights in town, events, roads, public order, the desk and cadet evenings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

PATROL = ("accompanied", "directed", "qualified")
SECURE = ("directed", "qualified")
INDEPENDENT = ("qualified",)
WEIGHED_PRIORITIES = (1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5)
# Where duties are, from largest to smallest: Bristol twice, Bath, Weston-super-Mare, Taunton, Yeovil, Bridgwater.
TOWNS = ((51.454, -2.588), (51.49, -2.55), (51.381, -2.359), (51.346, -2.977), (51.015, -3.106), (50.942, -2.633),
         (51.128, -3.004))  # fmt: skip
TOWN_SHARES = (6, 3, 4, 3, 3, 1, 1)
FRIDAY = 4
Wall = str


@dataclass(frozen=True)
class Post:
    """A kind of place: who may take it, and between how many and how many of them there are."""

    id: str
    grades: Sequence[str]
    least: int
    most: int
    needs: Sequence[str] = ()


@dataclass(frozen=True)
class Shape:
    """A kind of duty: how often, when (hour of the start and length, of the wall clock), with which posts."""

    share: int
    times: Sequence[tuple[float, float]]
    posts: Sequence[Post]
    minimum: int = 1
    independent: bool = False
    ratio: int | None = None
    weekends: bool = False
    priority: int = 0  # added to one drawn by chance


SHAPES = (
    Shape(
        5, ((7, 8), (14, 8), (16, 8), (18, 8), (19.5, 8.5)),
        (Post("driver", INDEPENDENT, 1, 1, ("response_driver",)), Post("crew", SECURE, 1, 2)),
        minimum=2, independent=True, priority=1,
    ),
    Shape(
        6, ((9, 6), (10, 8), (13, 5), (16, 6), (18, 4), (18.5, 5)), (Post("patrol", PATROL, 2, 4),),
        minimum=2, independent=True,
    ),
    Shape(
        3, ((18, 8), (20, 8), (21, 9), (22, 8)),
        (
            Post("lead", INDEPENDENT, 1, 1),
            Post("first_aid", PATROL, 1, 1, ("first_aid",)),
            Post("patrol", PATROL, 2, 5),
        ),
        minimum=3, independent=True, weekends=True, priority=1,
    ),
    Shape(
        2, ((9, 8), (10, 6), (11, 10), (12, 9)),
        (Post("first_aid", PATROL, 1, 2, ("first_aid",)), Post("cordon", PATROL, 3, 6)), 3, weekends=True,
    ),
    Shape(
        2, ((6, 8), (14, 10), (19, 7)),
        (Post("driver", SECURE, 1, 1, ("standard_driver",)), Post("operator", SECURE, 1, 2, ("evidential_breath",))), 2,
    ),
    Shape(
        1, ((12, 10), (15, 9)), (Post("serial", SECURE, 3, 5, ("psu_level_2",)),),
        minimum=3, independent=True, weekends=True, priority=1,
    ),
    Shape(2, ((9, 4), (13, 4), (9, 8)), (Post("desk", ("volunteer",), 1, 2),)),
    Shape(
        2, ((18, 4), (10, 5)),
        (Post("leader", (*SECURE, "volunteer"), 2, 3, ("youth_leader",)), Post("cadet", ("cadet",), 3, 7)),
        minimum=4, ratio=4,
    ),
)  # fmt: skip


def duties(chance: Random, count: int, first: date, days: int, kind: str) -> list[dict[str, Any]]:
    """So many duties over so many days, in the order of their beginning."""
    shares = [shape.share * (3 if kind == "skilled" and _is_skilled(shape) else 1) for shape in SHAPES]
    found = []
    for shape in chance.choices(SHAPES, shares, k=count):
        day = first + timedelta(days=chance.randrange(days))
        if shape.weekends and day.weekday() < FRIDAY and chance.random() < 0.85:
            day = first + timedelta(days=min(days - 1, (day - first).days // 7 * 7 + FRIDAY + chance.randrange(3)))
        hour, length = chance.choice(shape.times)
        start = datetime.combine(day, time()) + timedelta(hours=hour)
        found.append((start, start + timedelta(hours=length), shape))
    found.sort(key=lambda one: one[:2])
    return [_duty(chance, number, *one) for number, one in enumerate(found, 1)]


def wall(at: datetime) -> Wall:
    """A time as the format has it. None made here lies in an hour that March leaves out or October repeats."""
    return at.isoformat(timespec="minutes")


def near(chance: Random) -> tuple[float, float]:
    """Somewhere in or about one of the towns."""
    north, east = chance.choices(TOWNS, TOWN_SHARES)[0]
    return round(north + chance.uniform(-0.05, 0.05), 4), round(east + chance.uniform(-0.08, 0.08), 4)


def _is_skilled(shape: Shape) -> bool:
    return any(post.needs and "youth_leader" not in post.needs for post in shape.posts)


def _duty(chance: Random, number: int, start: datetime, end: datetime, shape: Shape) -> dict[str, Any]:
    posts: list[dict[str, Any]] = [
        {
            "id": post.id,
            "needs": list(post.needs),
            "grades": list(post.grades),
            "count": chance.randint(post.least, post.most),
        }
        for post in shape.posts
    ]
    places = sum(post["count"] for post in posts)
    return {
        "id": f"d{number:04}",
        "start": wall(start),
        "end": wall(end),
        "priority": min(5, chance.choice(WEIGHED_PRIORITIES) + shape.priority),
        "place": list(near(chance)) if chance.random() < 0.97 else None,
        "minimum_to_run": min(shape.minimum, places),
        "needs_independent": shape.independent,
        "adult_ratio": shape.ratio,
        "posts": posts,
    }
