"""The pictures of the comparison with other forces: the index, the ranking, and each force by itself."""

from datetime import date

from volunteers.trends.rules.charts import Multiples, Ranked, Small, multiples
from volunteers.trends.rules.charts.index import INDEX_NARROW, INDEX_WIDE, OTHER, OURS, WHOLE, IndexLine, index_chart
from volunteers.trends.rules.comparison import NOT_AVAILABLE, Comparison, Course
from volunteers.trends.rules.pictures import Picture

EVERY_MONTHS = 12
# A line that goes higher than this would press all others flat; it is left out of the drawing and named.
TALLEST = 300


def index_picture(found: Comparison) -> Picture | None:
    """Every force from 100 on the first date; None where nobody was counted on it."""
    tall = [one for one in found.ranked if not one.is_ours and max(value for _, value in one.points()) > TALLEST]
    drawn = [one for one in found.ranked if one not in tall]
    lines = [IndexLine(one.name, one.points(), OURS if one.is_ours else OTHER) for one in drawn]
    lines.append(IndexLine(found.whole.name, found.whole.points(), WHOLE))
    if not any(line.points for line in lines):
        return None
    ours, dates = found.ours, found.dates
    about = f"Each force is set to 100 in {found.period.first:%B %Y}, so that large and small can be compared."
    if ours and ours.index is not None and found.whole.index is not None:
        about += f" At the end {ours.name} stood at {ours.index:.0f}, {found.whole.name} at {found.whole.index:.0f}."
    if tall:
        about += f" Above {TALLEST} at some time, and left out of the drawing: {', '.join(one.name for one in tall)}."
    return Picture(
        "index", f"Each force since {found.period.first:%B %Y}", about,
        index_chart(lines, INDEX_WIDE, every=EVERY_MONTHS, is_named=True),
        index_chart(lines, INDEX_NARROW, every=EVERY_MONTHS, is_named=False),
        ("Force", *(f"{on:%b %Y}" for on in dates)),
        [(one.name, *_numbers(one, dates)) for one in (*found.courses, found.whole)],
    )  # fmt: skip


def _numbers(one: Course, dates: list[date]) -> list[str]:
    return [f"{one.values[on]:,}" if on in one.values else NOT_AVAILABLE for on in dates]


def ranking(found: Comparison) -> list[Ranked]:
    """Bars of how many there were at the end for each 100 at the beginning, England and Wales among them."""
    rows = [*found.courses, *([found.whole] if found.whole.index is not None else [])]
    rows.sort(key=lambda one: (one.index is None, -(one.index or 0), one.name))
    most = max((one.index for one in rows if one.index is not None), default=100.0)
    return [
        Ranked(
            one.name,
            "–" if one.index is None else one.change_words,
            None if one.index is None else one.index / max(most, 100.0),
            one.is_ours,
            note=_between(one),
        )
        for one in rows
    ]  # fmt: skip


def _between(one: Course) -> str:
    first, last = (NOT_AVAILABLE if value is None else f"{value:,}" for value in (one.first, one.last))
    return f"{first} to {last}"


def each_force(found: Comparison) -> Multiples:
    """One small drawing for each force, each on a scale of its own, gaps left open."""
    dates = found.dates
    smalls = [
        Small(
            one.name,
            f"{one.change_words}, {_between(one)}" if one.index is not None else f"{_between(one)}",
            [(on, one.values.get(on)) for on in dates], is_ours=one.is_ours,
        )
        for one in found.courses
    ]  # fmt: skip
    return multiples(smalls, one_scale=False)
