"""Who serves beside who lives here, and how many said anything of themselves: a report's sections on representation."""

from collections.abc import Iterator

from volunteers.trends.disclosure.content import Content
from volunteers.trends.rules.reports.document import Block, Heading, Line, Paragraph
from volunteers.trends.rules.reports.figures import Figure, people, percent, share, times
from volunteers.trends.rules.reports.notes import NOT_GIVEN
from volunteers.trends.rules.reports.tables import ALL, PEOPLE, day_words, places_of, table
from volunteers.trends.rules.representation.findings import answer, loss_sentence
from volunteers.trends.rules.representation.groups import (
    ADULTS,
    DECLARED,
    NOT_ANSWERED,
    PREFER_NOT_TO_SAY,
    TOTAL,
    Characteristic,
)
from volunteers.trends.rules.representation.index import Representation
from volunteers.trends.rules.representation.reading import COHORTS, Reading
from volunteers.trends.rules.representation.stages import clearest_loss

SCOPE = "adults"
COLUMNS = ("Group", "People serving", "Share of those who said", "Share of residents", "Times the residents’ share",
           "95% range")  # fmt: skip
DECLARED_COLUMNS = ("Measure", "People", "Said", "Preferred not to say", "Not asked or not answered")


def representation(content: Content) -> list[Block]:
    """Every characteristic of the adults who serve, and at which stages groups are clearly lost."""
    readings = [Reading(content, SCOPE, ALL, one) for one in ADULTS if f"{SCOPE}.{one.code}" in content.by_code]
    found: list[Block] = [Heading("representation", "Who is missing")]
    if not readings:
        return [*found, Paragraph("There are too few people to say anything of groups without pointing at someone.")]
    found.append(Paragraph(f"All adult strands on {day_words(content.cut_off)}, beside {_residents(content)}."))
    for reading in readings:
        found += _characteristic(reading)
    lost = [*_losses(content)]
    if lost:
        found += [Heading("lost", "Where groups are lost", level=3), *(Paragraph(words) for words in lost)]
    return found


def declarations(content: Content) -> list[Block]:
    """How many of those counted said anything: what the section on representation rests on."""
    lines = [
        line
        for one in ADULTS
        if one.code != "age" and f"{SCOPE}.{one.code}" in content.by_code
        for line in _declared(Reading(content, SCOPE, ALL, one))
    ]
    if not lines:
        return []
    words = "Equality answers are given freely, and apart from an application. Age is known of everyone."
    notes = (NOT_GIVEN,)
    caption = "How many said something of themselves"
    return [
        Heading("declared", "How many people told us"), Paragraph(words),
        table(content, "declared", caption, DECLARED_COLUMNS, lines, notes),
    ]  # fmt: skip


def _residents(content: Content) -> str:
    return "residents by the Census" if content.residents else "no residents: the Census figures are not loaded"


def _characteristic(reading: Reading) -> Iterator[Block]:
    one = reading.characteristic
    yield Heading(f"group-{one.code}", one.words, level=3)
    if not reading.is_told:
        yield Paragraph("There are too few people to say anything without pointing at someone.")
        return
    yield Paragraph(answer(reading))
    yield table(
        reading.content, f"serving-by-{one.code}", f"People serving by {_inside(one)}", COLUMNS,
        [_line(reading, group, words) for group, words in reading.groups.items()],
        (f"Residents: {reading.residents_words}. {reading.content.residents_source}.", NOT_GIVEN),
    )  # fmt: skip


def _line(reading: Reading, group: str, words: str) -> Line:
    measure = "active"
    count, whole, living = reading.count(measure, group), reading.count(measure, DECLARED), reading.residents(group)
    found = reading.represent(measure, group)
    is_told = isinstance(found, Representation)
    residents: Figure | str = (
        percent(100 * living.group / living.everyone) if living and living.everyone else "not known"
    )
    return Line(
        words,
        (
            people(count), share(count, whole), residents,
            times(found.index if isinstance(found, Representation) else None),
            found.span if is_told and isinstance(found, Representation) else "",
        ),
    )  # fmt: skip


def _losses(content: Content) -> Iterator[str]:
    """By strand, the stage at which a group is lost most clearly; nothing where none clearly is."""
    for place in places_of(content, PEOPLE):
        for one in ADULTS:
            reading = Reading(content, SCOPE, place, one)
            lines = reading.stage_lines()
            if clearest_loss(lines):
                yield f"{content.places.get(place, place)}: {loss_sentence(reading, lines)}"


def _declared(reading: Reading) -> Iterator[Line]:
    for measure in reading.cohorts:
        whole, *parts = (reading.count(measure, group) for group in (TOTAL, DECLARED, PREFER_NOT_TO_SAY, NOT_ANSWERED))
        name = f"{reading.characteristic.words}, {COHORTS[measure].lower()}"
        yield Line(name, (people(whole), *(share(part, whole) for part in parts)))


def _inside(one: Characteristic) -> str:
    return one.words[0].lower() + one.words[1:]
