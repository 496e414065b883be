"""The annual return: at 31 March, in the shape of the Home Office's police workforce statistics.

Those give special constables and police support volunteers by force and, of special constables, sex and ethnic group,
with joiners and leavers over the year. Source: user guide to police workforce statistics (domain.md 3.4). Age and
disability stand beside them.
"""

from collections.abc import Iterator
from datetime import date

from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.rules.reports.document import Block, Document, Heading, Line, Paragraph, Table
from volunteers.trends.rules.reports.figures import Figure, people, share
from volunteers.trends.rules.reports.kinds import ReportKind
from volunteers.trends.rules.reports.notes import NOT_GIVEN, data_notes
from volunteers.trends.rules.reports.tables import (
    CHILDREN,
    PEOPLE,
    TOTAL,
    count_of,
    counts,
    day_words,
    table,
    told_measures,
)
from volunteers.trends.rules.representation.groups import DECLARED

SPECIALS, SUPPORT, CADETS = "special_constabulary", "police_support_volunteers", "cadets"
CHARACTERISTICS = ("sex", "ethnicity", "age", "disability")
FLOWS = {"appointed": "Joiners in the year", "left": "Leavers in the year"}
DEFINITIONS = (
    "Headcount is the number of people whose service had begun and not ended at the end of the day, whatever their "
    "hours: nobody counts as a part of a person.",
    "Joiners are people whose application ended with an appointment in the year.",
    "Leavers are people whose service ended in the year, for whatever reason: those who became regular officers are "
    "among them. A fall can also be a record that was put right.",
    "Whether someone in initial training counts as a special constable in the police workforce statistics is for the "
    "force to confirm before this is sent. Here they count from the day their service begins.",
    "Sex, ethnic group and disability are what people said of themselves; nobody has to. Ethnic groups are the five "
    "broad ones of the harmonised list. Disability is as the Equality Act 2010 has it. Age is known of everyone.",
    "The police workforce statistics tell sex and ethnic group of special constables, and their joiners and leavers. "
    "Age, disability and the groups of support volunteers stand here in the same shape.",
)


def annual_return(content: Content, *, made_on: date) -> Document:
    """The return of a release whose cut-off is 31 March; raises ``ValueError`` for another."""
    if (content.cut_off.month, content.cut_off.day) != (3, 31):
        raise ValueError(f"an annual return is of 31 March, not of {content.cut_off.isoformat()}")
    return Document(
        kind=ReportKind.ANNUAL_RETURN,
        title=f"Special Constables and police support volunteers on {day_words(content.cut_off)}",
        force=content.force, release=content.name, release_digest=content.digest, cut_off=content.cut_off,
        from_on=content.from_on, made_on=made_on,
        blocks=(
            *_headcount(content), *_strand(content, "adults", SPECIALS), *_strand(content, "adults", SUPPORT),
            *_strand(content, "cadets", CADETS), *_definitions(), *data_notes(content),
        ),
    )  # fmt: skip


def _headcount(content: Content) -> Iterator[Block]:
    yield Heading("headcount", "Headcount, joiners and leavers")
    yield _people(content, "headcount", "Adults", PEOPLE, (SPECIALS, SUPPORT))
    if CHILDREN in content.by_code:
        yield _people(content, "headcount-cadets", "Cadets, who are children and counted apart", CHILDREN, (CADETS,))


def _people(content: Content, code: str, caption: str, system_code: str, places: tuple[str, ...]) -> Table:
    system = content.by_code[system_code]
    told = {m: words for place in places for m, words in told_measures(system, place, FLOWS).items()}
    measures = [measure for measure in FLOWS if measure in told]
    columns = ("Strand", _headcount_words(content), *(told[measure] for measure in measures))
    lines = [
        Line(
            content.places[place],
            tuple(counts(system, ("active", *measures), place, TOTAL, content.cut_off)),
        )
        for place in places
        if place in content.places
    ]
    return table(content, code, caption, columns, lines, (_year(content), NOT_GIVEN))


def _strand(content: Content, scope: str, place: str) -> Iterator[Block]:
    systems = [content.by_code.get(f"{scope}.{code}") for code in CHARACTERISTICS]
    told = [one for one in systems if one and one.count("active", place)]
    if place not in content.places or not told:
        return
    yield Heading(place.replace("_", "-"), content.places[place])
    if scope == "cadets":
        yield Paragraph("Cadets are children. They are in no total with anybody else.")
    for system in told:
        yield _groups(content, system, place)


def _groups(content: Content, system: PublishedSystem, place: str) -> Table:
    name = system.name[0].lower() + system.name[1:]
    told = told_measures(system, place, FLOWS)
    columns = ("Group", _headcount_words(content), "Share of those who said", *told.values())
    code = f"{place.replace('_', '-')}-by-{system.code.partition('.')[2]}"
    lines = [_group(content, system, place, group, list(told)) for group in system.groups]
    return table(content, code, f"{content.places[place]} by {name}", columns, lines, (_year(content), NOT_GIVEN))


def _group(content: Content, system: PublishedSystem, place: str, group: str, flows: list[str]) -> Line:
    on = content.cut_off
    count, said = (count_of(system, "active", place, each, on) for each in (group, DECLARED))
    is_stated = group not in {DECLARED, TOTAL, "prefer_not_to_say", "not_answered"}
    percent: Figure | str = share(count, said) if is_stated else ""
    return Line(system.groups[group], (people(count), percent, *counts(system, flows, place, group, on)))


def _headcount_words(content: Content) -> str:
    return f"Headcount on {day_words(content.cut_off)}"


def _year(content: Content) -> str:
    return f"The year is the twelve months from {day_words(content.from_on)} to {day_words(content.cut_off)}."


def _definitions() -> list[Block]:
    return [Heading("definitions", "Definitions"), *(Paragraph(words) for words in DEFINITIONS)]
