"""The groups beside residents as a picture with its table."""

from collections.abc import Sequence

from volunteers.trends.rules.charts.dots import Dot, dots_chart
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.representation.declared import percent_words
from volunteers.trends.rules.representation.index import Representation
from volunteers.trends.rules.representation.reading import Reading
from volunteers.trends.rules.representation.wording import cohort_of

NARROW, WIDE = 340, 500
HEADINGS = ("Group", "People", "Share", "Of residents", "Times (range)", "What that says", "People short")
NOTHING = "–"
BESIDE = {
    "active": "those serving", "applied": "those who applied", "appointed": "those appointed",
    "left": "those who stopped serving",
}  # fmt: skip


def representation_picture(reading: Reading) -> Picture:
    """How many times as many of each group there are as live here, with the range that chance and rounding allow."""
    cohort = cohort_of(reading.focus, reading.place, reading.content.places.get(reading.place, reading.place))
    keys = [
        f"1 is the same share as among {reading.residents_words}.",
        "Filled: more than chance. Open: may be chance.",
    ]
    short = [
        "1 is the same share as among",
        f"{reading.residents_words}.",
        "Filled: more than chance.",
        "Open: may be chance.",
    ]
    dots = _dots(reading)
    return Picture(
        "representation", f"{reading.characteristic.words}: {BESIDE[reading.focus]} beside residents",
        f"The share of each group among {cohort} who said, as so many times its share of {reading.residents_words}. "
        "The line is what chance and rounding allow.",
        dots_chart(dots, WIDE, keys=keys), dots_chart(dots, NARROW, keys=short), HEADINGS, _rows(reading),
    )  # fmt: skip


def unbroken(span: str) -> str:
    """A range in brackets that stays on one line."""
    return f"({span})".replace(" ", "\N{NO-BREAK SPACE}")


def _dots(reading: Reading) -> list[Dot]:
    found = []
    for group, words in reading.groups.items():
        one = reading.represent(reading.focus, group)
        if isinstance(one, Representation):
            low, high = one.interval.low, one.interval.high
            found.append(Dot(words, one.words, one.index, low, high, one.is_clear))
        else:
            found.append(Dot(words, one.brief))
    return found


def _rows(reading: Reading) -> Sequence[Sequence[str]]:
    rows = []
    for group, words in reading.groups.items():
        one, share = reading.represent(reading.focus, group), reading.share(reading.focus, group)
        living = reading.residents(group)
        begun = (
            words,
            reading.count(reading.focus, group).words,
            NOTHING if share is None else percent_words(share),
            percent_words(100 * living.group / living.everyone) if living and living.everyone else NOTHING,
        )
        if isinstance(one, Representation):
            rows.append(
                (*begun, f"{one.words} {unbroken(one.span)}", one.verdict, f"{one.short:,}" if one.short else NOTHING)
            )
        else:
            rows.append((*begun, NOTHING, one.brief, NOTHING))
    return rows
