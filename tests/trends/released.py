"""A made-up release as it is published, for tests of what is done with one. The numbers are of nobody."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from volunteers.trends.disclosure.content import Content, PublishedSystem, Residents, Rules
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.tables import Key

CUT_OFF = date(2026, 9, 30)
BEFORE = date(2026, 6, 30)
SPECIALS, SUPPORT = "special_constabulary", "police_support_volunteers"
GROUPS = {
    "female": "Female", "male": "Male", "prefer_not_to_say": "Preferred not to say",
    "not_answered": "Not asked or not answered", "declared": "Said", "total": "Everyone",
}  # fmt: skip
# Measure and place: female, male, preferred not to say, not answered, said, everyone. None is not given.
ROWS: Mapping[tuple[str, str], tuple[int | None, ...]] = {
    ("active", "all"): (220, 360, None, None, 580, 620),
    ("active", SPECIALS): (85, 190, None, None, 275, 295),
    ("active", SUPPORT): (135, 170, None, None, 305, 325),
    ("active", "area:bristol"): (90, 150, None, None, 240, 255),
    ("active", "area:somerset"): (130, 210, None, None, 340, 365),
    ("applied", "all"): (150, 250, None, None, 400, 440),
    ("applied", SPECIALS): (60, 150, None, None, 210, 230),
    ("applied", SUPPORT): (90, 100, None, None, 190, 210),
    ("ended", SPECIALS): (55, 125, None, None, 180, 195),
    ("reached:interview", SPECIALS): (40, 95, None, None, 135, 140),
    ("lost:application_review", SPECIALS): (15, 30, None, None, 45, 55),
    ("lost:interview", SPECIALS): (None, None, None, None, 45, 45),
    ("appointed", SPECIALS): (None, None, None, None, 90, 95),
    ("left", "all"): (25, 45, None, None, 70, 75),
}  # fmt: skip


def a_content(**other: Any) -> Content:
    """A release of one cut-off with counts of people and of their sex; one figure stands as it was before."""
    counts = {
        Key(*row, group): PublishedCount(shown, CUT_OFF)
        for row, figures in ROWS.items()
        for group, shown in zip(GROUPS, figures, strict=True)
    }
    counts[Key("left", "all", "female")] = PublishedCount(25, BEFORE)
    people = {key: count for key, count in counts.items() if key.group == "total"}
    group_sums = [
        ("declared", ("female", "male")), ("total", ("declared", "prefer_not_to_say", "not_answered")),
    ]  # fmt: skip
    begun: dict[str, Any] = {
        "cut_off": CUT_OFF, "from_on": date(2025, 10, 1), "version": 1, "note": "", "force": "Avon and Somerset Police",
        "rules": Rules(5, 10, 5, 23),
        "measures": {
            "active": "Serving", "applied": "Applied", "ended": "Applications that ended", "appointed": "Appointed",
            "reached:interview": "Reached interview", "lost:application_review": "Ended from application review",
            "lost:interview": "Ended from interview", "left": "Stopped serving",
        },
        "places": {
            "all": "All adult strands", SPECIALS: "Special Constabulary", SUPPORT: "Police Support Volunteers",
            "area:bristol": "Bristol", "area:somerset": "Somerset",
        },
        "systems": [
            PublishedSystem("adults.people", "People", 10, {"total": "Everyone"}, people),
            PublishedSystem("adults.sex", "Sex", 10, GROUPS, counts, (), group_sums),
        ],
        "residents": [
            Residents("adults.sex", "all", "female", 887_000), Residents("adults.sex", "all", "male", 857_500),
            Residents("adults.sex", "area:bristol", "female", 238_000),
            Residents("adults.sex", "area:bristol", "male", 234_400),
        ],
        "residents_words": {"adults.sex": "residents of all ages"},
        "residents_source": "Office for National Statistics, Census 2021, Open Government Licence v3.0",
    }  # fmt: skip
    return Content(**{**begun, **other})
