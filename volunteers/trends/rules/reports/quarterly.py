"""The quarterly report to the Commissioner: how many serve, where it waits, how it stands against the plan."""

from collections.abc import Iterator, Sequence
from datetime import date

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.rules.reports.document import Block, Document, Facts, Heading, Line, Paragraph, Table
from volunteers.trends.rules.reports.figures import Figure, hours, people, undated
from volunteers.trends.rules.reports.groups import declarations, representation
from volunteers.trends.rules.reports.inputs import Asked, Quarterly
from volunteers.trends.rules.reports.kinds import ReportKind
from volunteers.trends.rules.reports.notes import NOT_GIVEN, data_notes
from volunteers.trends.rules.reports.tables import (
    ALL,
    CHILDREN,
    PEOPLE,
    TOTAL,
    count_of,
    day_words,
    places_of,
    table,
    told_measures,
)

YEAR = {"applied": "Applied", "appointed": "Joined (appointed)", "left": "Left"}


def quarterly_report(found: Quarterly) -> Document:
    """The report."""
    content = found.content
    return Document(
        kind=ReportKind.COMMISSIONER_QUARTERLY,
        title=f"Citizens in policing: report to the Commissioner for the quarter to {day_words(content.cut_off)}",
        force=content.force, release=content.name, release_digest=content.digest, cut_off=content.cut_off,
        from_on=content.from_on, made_on=found.made_on,
        blocks=(
            *_in_short(found), *_people(found), *_waiting(found), *_hours(found), *_plan(found), *_foreseen(found),
            *representation(content), *declarations(content), *_notes(found),
        ),
    )  # fmt: skip


def _in_short(found: Quarterly) -> Iterator[Block]:
    content, system = found.content, found.content.by_code.get(PEOPLE)
    yield Heading("in-short", "In short")
    lines = [
        _fact(found, code, place, "active", f"{content.places.get(place, place)} serving")
        for code in (PEOPLE, CHILDREN)
        for place in places_of(content, code)
    ]
    flows = told_measures(system, ALL, YEAR) if system else {}
    lines += [
        _fact(found, PEOPLE, ALL, measure, f"{words} in twelve months, all adult strands")
        for measure, words in flows.items()
    ]
    yield Facts("headlines", f"On {day_words(content.cut_off)}", tuple(lines))


def _fact(found: Quarterly, code: str, place: str, measure: str, words: str) -> Line:
    """A headline with its figure of a year before, and the date of either where that is an earlier one."""
    content = found.content
    count, before = count_of(content.by_code.get(code), measure, place, TOTAL, content.cut_off), None
    if found.a_year_before:
        before = count_of(found.a_year_before.by_code.get(code), measure, place, TOTAL, found.a_year_before.cut_off)
    older = f" (as at {day_words(count.as_at)})" if count.shown is not None and count.as_at < content.cut_off else ""
    return Line(words + older, (people(count), f"{before.words}, {day_words(before.as_at)}" if before else ""))


def _before(found: Quarterly, code: str, place: str) -> PublishedCount | None:
    system = found.a_year_before.by_code.get(code) if found.a_year_before else None
    return system.count("active", place) if system else None


def _people(found: Quarterly) -> Iterator[Block]:
    yield Heading("people", "Who serves, joins and leaves")
    cut_off, before = found.content.cut_off, found.a_year_before
    if before is None:
        year_ago = date(cut_off.year - 1, cut_off.month, cut_off.day)
        yield Paragraph(
            f"No release of {day_words(year_ago)} was published, so nothing is compared with a year before."
        )
    for code, caption in ((PEOPLE, "Adults by strand"), (CHILDREN, "Cadets, who are children and counted apart")):
        if places_of(found.content, code):
            yield _of_scope(found, code, caption)


def _of_scope(found: Quarterly, code: str, caption: str) -> Table:
    content, system = found.content, found.content.by_code[code]
    places = places_of(content, code)
    measures = {m: w for place in places for m, w in told_measures(system, place, YEAR).items()}
    told = [measure for measure in YEAR if measure in measures]
    columns = ["Strand", f"Serving on {day_words(content.cut_off)}"]
    if found.a_year_before:
        columns.append(f"Serving on {day_words(found.a_year_before.cut_off)}")
    lines = []
    for place in places:
        cells = [people(count_of(system, "active", place, TOTAL, content.cut_off))]
        if found.a_year_before:
            before = _before(found, code, place) or PublishedCount(None, found.a_year_before.cut_off)
            cells.append(undated(before))
        cells += [people(count_of(system, measure, place, TOTAL, content.cut_off)) for measure in told]
        lines.append(Line(content.places.get(place, place), tuple(cells)))
    columns += [measures[measure] for measure in told]
    return table(content, code.replace(".", "-"), caption, columns, lines, _people_notes(content))


def _people_notes(content: Content) -> list[str]:
    span = f"the twelve months from {day_words(content.from_on)} to {day_words(content.cut_off)}"
    return [f"Applied, joined and left are of {span}. Those who joined were appointed in them.", NOT_GIVEN]


def _waiting(found: Quarterly) -> Iterator[Block]:
    yield Heading("waiting", "Where applications wait")
    fewest = found.fewest_waiting
    shown = sorted((one for one in found.waiting if one.count.shown), key=lambda one: -(one.count.shown or 0))
    if not shown:
        yield Paragraph(f"At no stage of any strand do {fewest} applications or more wait.")
        return
    first = shown[0]
    yield Paragraph(
        f"Most applications wait at “{first.stage}” of {first.strand}: {first.count.words}, "
        f"as counted on {day_words(first.count.as_at)}. Stages at which fewer than {fewest} wait are not listed."
    )
    lines = [Line(one.strand, (one.stage, one.waits_on, undated(one.count))) for one in shown]
    columns = ("Strand", "Stage", "Waits for", "Applications waiting")
    yield Table("waiting", "Applications waiting, by stage", columns, tuple(lines), (_rounded(found.content),))


def _rounded(content: Content) -> str:
    return f"Rounded to the nearest {content.rules.rounding}."


def _hours(found: Quarterly) -> Iterator[Block]:
    yield Heading("hours", "Hours given")
    content, lines = found.content, []
    for one in found.hours:
        code = CHILDREN if one.strand in places_of(content, CHILDREN) else PEOPLE
        serving = count_of(content.by_code.get(code), "active", one.strand, TOTAL, content.cut_off)
        before: Figure | str = hours(one.before, serving) if one.before is not None else "not known"
        lines.append(Line(content.places.get(one.strand, one.strand), (hours(one.now, serving), before)))
    if not lines:
        yield Paragraph("No hours have been counted yet.")
        return
    columns = (
        "Strand",
        f"Hours in the twelve months to {day_words(content.cut_off)}",
        "Hours in the twelve months before",
    )
    notes = ("To the nearest 10. Of a strand whose people are not given, neither are its hours.", NOT_GIVEN)
    yield Table("hours", "Hours given by volunteers", columns, tuple(lines), notes)


def _plan(found: Quarterly) -> Iterator[Block]:
    plan = found.plan
    yield Heading("plan", "How things stand against the plan")
    if plan.name:
        yield Paragraph(f"{plan.name}. {plan.about}")
    else:
        yield Paragraph("No Police and Crime Plan is in force in this service.")
    if plan.objectives:
        wanted = ("Objective", "Of", "How it stands")
        yield _asked("objectives", "What the plan wants, without a number", wanted, plan.objectives)
    if plan.targets:
        notes = (plan.grading, "A working aim is the force’s or the office’s own, and not a published target.")
        judged = ("What is asked", "Of", "Grade", "How it stands")
        yield _asked("targets", "Targets, graded at the cut-off", judged, plan.targets, notes)
    else:
        yield Paragraph("No target with a number has been entered. What a plan wants without one is never graded.")
    if plan.milestones:
        dated = ("What is to be done", "By", "State", "When")
        yield _asked("milestones", "Milestones", dated, plan.milestones)


def _asked(
    code: str, caption: str, columns: tuple[str, ...], several: Sequence[Asked], notes: tuple[str, ...] = ()
) -> Table:
    """A table of what is asked; with a column for the word it is judged by, where there is one."""
    is_judged = len(columns) > 3
    lines = [Line(one.words, (one.where, *([one.short] if is_judged else []), one.stands)) for one in several]
    return Table(code, caption, columns, tuple(lines), notes)


def _foreseen(found: Quarterly) -> Iterator[Block]:
    yield Heading("forecast", "What is expected")
    told = [one for one in found.foreseen if one.on is not None]
    for one in told:
        if one.median.shown is not None and one.on is not None:
            yield Paragraph(
                f"{one.strand}: on {day_words(one.on)} we expect about {one.median.words}; the range that holds 8 "
                f"times in 10 is {one.low.words} to {one.high.words}.{' ' + one.chance if one.chance else ''}"
            )
    if not told:
        yield Paragraph("There is no forecast yet.")
        return
    lines = [
        Line(one.strand, (day_words(one.on), *(undated(count) for count in (one.median, one.low, one.high))))
        for one in told
        if one.on is not None
    ]
    columns = ("Strand", "On", "Middle", "Low end of the range", "High end of the range")
    notes = (f"The range holds 8 times in 10. {_rounded(found.content)}", NOT_GIVEN)
    yield Table(
        "forecast", f"Headcount expected, as forecast by {day_words(found.made_on)}", columns, tuple(lines), notes
    )
    refused = [f"{one.strand}: {one.refusal}" for one in found.foreseen if one.refusal]
    if refused:
        yield Paragraph(f"Not forecast: {' '.join(refused)}")


def _notes(found: Quarterly) -> list[Block]:
    rules, made_on = found.content.rules, day_words(found.made_on)
    return [
        *data_notes(found.content),
        Paragraph(
            "Where applications wait, hours, what plans ask and what is expected are in no release: they are as they "
            f"were known on {made_on}, when this report was made, and stay so. Numbers of people among them are "
            f"rounded to the nearest {rules.rounding} and not given below {found.fewest_waiting}."
        ),
    ]  # fmt: skip
