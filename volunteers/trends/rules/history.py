"""What the long history adds: our share of the whole, who joined and left, what volunteers did, and the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from volunteers.trends.rules.charts import (
    CONTEXT_NARROW,
    CONTEXT_WIDE,
    NARROW,
    WIDE,
    Bar,
    Known,
    bar_chart,
    context_chart,
)
from volunteers.trends.rules.charts.drawing import Chart
from volunteers.trends.rules.context import FIRST_YEAR, PublishedNumber
from volunteers.trends.rules.counts import ExactCount
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.published import EXACT
from volunteers.trends.rules.scales import Frame, Tick

LONG_GAP_DAYS = 3 * 366
DONE = {
    "headcount": "People", "duty_hours": "Hours on duty", "hours": "Hours", "shifts": "Shifts",
    "fte_officer_equivalent": "Full-time officers this equals, as the force said", "primary_schools": "Primary schools",
    "coordinators": "Coordinators", "households": "Households",
}  # fmt: skip
WHO = {
    "special_constabulary": "Special Constables", "police_support_volunteer": "Police Support Volunteers",
    "cadets_and_leaders": "Cadets and their leaders", "cadets": "Cadets", "all": "All of these together",
    "mini_police": "Mini Police", "neighbourhood_watch": "Neighbourhood Watch",
    "opcc_volunteers": "Volunteers of the Commissioner's office",
}  # fmt: skip


@dataclass(frozen=True)
class Activity:
    """One published number of what volunteers did, with how exact it is and the number of its source."""

    who: str
    what: str
    when: str
    value: str
    precision: str
    source: int


def activity_rows(stored: Mapping[str, Sequence[PublishedNumber]], sources: Mapping[str, int]) -> list[Activity]:
    """By kind of volunteering, in order of time."""
    found = []
    for series, numbers in stored.items():
        what, _, rest = series.partition("/")
        who = rest.partition("/")[0]
        found += [((list(WHO).index(who) if who in WHO else len(WHO), number.as_at, what), who, number, what)
                  for number in numbers if what in DONE]  # fmt: skip
    return [
        Activity(
            WHO.get(who, who.replace("_", " ").capitalize()), DONE[what], number.as_at_words, f"{number.value:,}",
            number.precision, sources[number.source],
        )
        for _, who, number, what in sorted(found, key=lambda one: one[0])
    ]  # fmt: skip


def gaps_in_words(numbers: Sequence[PublishedNumber]) -> str:
    """The stretches of more than three years of which nothing is known."""
    wide = [
        f"{before.as_at_words} and {after.as_at_words}"
        for before, after in pairwise(numbers)
        if (after.as_at - before.as_at).days > LONG_GAP_DAYS
    ]
    return f"Nothing is known between {', nor between '.join(wide)}." if wide else ""


def history_sentence(place: str, numbers: Sequence[PublishedNumber]) -> str:
    """The latest number that was counted, and the most that ever were; nothing where none is known."""
    counted = [one for one in numbers if one.precision in EXACT]
    if not counted:
        return ""
    last, most = counted[-1], max(counted, key=lambda one: one.value)
    least = ", the fewest ever counted" if last.value == min(one.value for one in counted) else ""
    return (
        f"{place} had {last.value:,} Special Constables as at {last.as_at_words}{least}. "
        f"The most were {most.value:,}, as at {most.as_at_words}."
    )


def share_picture(
    place: str, ours: Sequence[PublishedNumber], whole: Sequence[PublishedNumber], *, last_year: int
) -> Picture | None:
    """Our part of the whole on the dates on which both were counted exactly."""
    counted = {one.as_at: one for one in whole if one.precision in EXACT}
    both = [(one, counted[one.as_at]) for one in ours if one.precision in EXACT and one.as_at in counted]
    if not both:
        return None
    known = [Known(one.as_at, round(100 * one.value / total.value, 2), is_exact=True) for one, total in both]
    first, last = known[0], known[-1]
    return Picture(
        "share", f"{place} as a share of England and Wales",
        f"{first.value:.2f}% as at {both[0][0].as_at_words}, {last.value:.2f}% as at {both[-1][0].as_at_words}. Only "
        "dates on which both were counted exactly.",
        context_chart(known, CONTEXT_WIDE, first=FIRST_YEAR, last=last_year, every=5),
        context_chart(known, CONTEXT_NARROW, first=FIRST_YEAR, last=last_year, every=15),
        ("As at", place, "England and Wales", "Share"),
        [
            (one.as_at_words, f"{one.value:,}", f"{total.value:,}", f"{share.value:.2f}%")
            for (one, total), share in reversed(list(zip(both, known, strict=True)))
        ],
    )  # fmt: skip


def flows_picture(joined: Sequence[PublishedNumber], left: Sequence[PublishedNumber]) -> Picture | None:
    """Who joined and who left in the years of which that was reported."""
    gone = {one.as_at: one for one in left}
    years = [(one, gone[one.as_at]) for one in joined if one.as_at in gone]
    if not years:
        return None
    last_in, last_out = years[-1]
    more = "More left than joined" if last_out.value > last_in.value else "More joined than left"
    keys = ("Up: joined", "Down: left")
    bars = [Bar(date(one.as_at.year, one.as_at.month, 1), ExactCount(one.value), ExactCount(out.value))
            for one, out in years]  # fmt: skip
    return Picture(
        "flows", "Joined and left, England and Wales",
        f"{more} in the {last_in.as_at_words}: {last_in.value:,} joined and {last_out.value:,} left. Only "
        f"{len(years)} years were found, so the bars are not a course.",
        _by_year(bars, WIDE, keys), _by_year(bars, NARROW, keys),
        ("Year", "Joined", "Left", "How exact", "Note"),
        [(one.as_at_words, f"{one.value:,}", f"{out.value:,}", one.precision, one.note or "")
         for one, out in reversed(years)],
    )  # fmt: skip


def _by_year(bars: Sequence[Bar], frame: Frame, keys: Sequence[str]) -> Chart:
    """The bars of whole years, each with its year under it: they do not follow one another."""
    frame = replace(frame, left=62)
    drawn = bar_chart(bars, frame, every=12, keys=keys)
    step = (frame.edge - frame.left) / len(bars)
    ticks = [Tick(frame.left + step * (at + 0.5), f"to {bar.month:%b %Y}") for at, bar in enumerate(bars)]
    return replace(drawn, x_ticks=ticks)
