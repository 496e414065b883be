"""Reports for tests: what they are made from, with every section filled. The numbers are of nobody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.trends.released import CUT_OFF, GROUPS, SPECIALS, SUPPORT, a_content
from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.reports.inputs import Asked, Foreseen, HoursOf, PlanSaid, Quarterly, Waiting
from volunteers.trends.rules.reports.pdf import CannotPrint, to_pdf

MADE_ON = date(2026, 10, 20)
YEAR_END = date(2027, 3, 31)
CADETS = "cadets"
# Measure and place: female, male, preferred not to say, not answered, said, everyone.
OF_YEAR: Mapping[tuple[str, str], tuple[int | None, ...]] = {
    ("active", SPECIALS): (85, 190, None, None, 275, 295),
    ("active", SUPPORT): (135, 170, None, None, 305, 325),
    ("appointed", SPECIALS): (15, 40, None, None, 55, 60),
    ("appointed", SUPPORT): (None, None, None, None, 35, 40),
    ("left", SPECIALS): (None, 35, None, None, None, 45),
    ("left", SUPPORT): (None, None, None, None, None, None),
}
OF_CADETS = {("active", CADETS): (60, 55, None, None, 115, 120), ("left", CADETS): (None, None, None, None, None, 15)}


def can_print() -> bool:
    """Whether this machine has what PDF is drawn with."""
    try:
        to_pdf("<html lang='en-GB'><title>x</title><h1>x", "")
    except CannotPrint:
        return False
    return True


needs_pango = pytest.mark.skipif(not can_print(), reason="Pango is not on this machine, so no PDF is drawn")


def of(shown: int | None, on: date = MADE_ON) -> PublishedCount:
    return PublishedCount(shown, on)


def a_quarter(**other: Any) -> Quarterly:
    """A quarter with a year before, a plan, targets of each grade, and one strand too small to be told."""
    before = a_content(cut_off=date(2025, 9, 30), from_on=date(2024, 10, 1))
    begun: dict[str, Any] = {
        "content": a_content(), "a_year_before": before, "fewest_waiting": 10, "made_on": MADE_ON,
        "waiting": [
            Waiting("Special Constabulary", "Vetting", "The force", of(35)),
            Waiting("Police Support Volunteers", "Interview", "The force", of(20)),
            Waiting("Police Support Volunteers", "References", "Others", of(None)),
        ],
        "hours": [HoursOf(SPECIALS, 66_182, 71_004), HoursOf(SUPPORT, 12_889, None), HoursOf("farm_watch", 7, 3)],
        "plan": PlanSaid(
            "Police and Crime Plan 2024 to 2029", "Clare Moody, 1 April 2024 to 31 March 2029. https://plan.example",
            [Asked("More people joining", "Special Constabulary", "", "Headcount: 295 on 30 September 2026.")],
            [Asked("Headcount: at least 400 by 31 March 2028 (Working aim – not a published target)",
                   "Special Constabulary, Whole force", "Below", "295 on 30 September 2026.")],
            [Asked("A new training course", "1 January 2027", "To come", "Not reached yet")],
            "Graded by range and trend.",
        ),
        "foreseen": [
            Foreseen("Special Constabulary", date(2027, 9, 30), of(310), of(280), of(345), ""),
            Foreseen("Farm Watch", date(2027, 9, 30), of(None), of(None), of(None), ""),
            Foreseen("Cadets", None, of(None), of(None), of(None), "", "Too few months are known."),
        ],
    }  # fmt: skip
    return Quarterly(**{**begun, **other})


def a_year(**other: Any) -> Content:
    """A release of 31 March, with joiners, leavers and cadets."""
    content = a_content(cut_off=YEAR_END, from_on=date(2026, 4, 1), **other)
    adults, cadets = _system("adults", OF_YEAR), _system("cadets", OF_CADETS)
    return replace(
        content, systems=[_people(adults), adults, _people(cadets), cadets],
        places={**content.places, CADETS: "Volunteer Police Cadets"},
    )  # fmt: skip


def _system(scope: str, rows: Mapping[tuple[str, str], tuple[int | None, ...]]) -> PublishedSystem:
    counts = {
        Key(*row, group): of(shown, YEAR_END)
        for row, figures in rows.items()
        for group, shown in zip(GROUPS, figures, strict=True)
    }
    return PublishedSystem(f"{scope}.sex", "Sex", 10, GROUPS, counts)


def _people(system: PublishedSystem) -> PublishedSystem:
    people = {key: count for key, count in system.counts.items() if key.group == "total"}
    return replace(system, code=system.code.replace("sex", "people"), name="People", counts=people)


__all__ = ["CUT_OFF", "MADE_ON", "YEAR_END", "a_quarter", "a_year", "needs_pango", "of"]
