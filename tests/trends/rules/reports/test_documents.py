"""The documents of reports: what they say, that they are read as they were written, and what cannot get in."""

import ast
from dataclasses import replace
from datetime import date

import pytest

from config import ROOT
from tests.trends.released import a_content
from tests.trends.reported import MADE_ON, YEAR_END, a_quarter, a_year, of
from volunteers.trends.disclosure.counts import ExactCount
from volunteers.trends.rules.reports.annual import annual_return
from volunteers.trends.rules.reports.document import Document, Facts, Line, Paragraph, Table, read_document
from volunteers.trends.rules.reports.figures import (
    Figure,
    Unit,
    hours,
    people,
    rounded_counting,
    share,
)
from volunteers.trends.rules.reports.inputs import Waiting
from volunteers.trends.rules.reports.kinds import ReportKind, kind_of, kinds_of
from volunteers.trends.rules.reports.quarterly import quarterly_report

COUNTING = rounded_counting(10, 5)


def table_of(document: Document, code: str) -> dict[str, list[str]]:
    """The rows of a table in words, by their names."""
    found = next(one for one in document.tables if one.code == code)
    return {line.name: [each if isinstance(each, str) else each.words for each in line.cells] for line in found.lines}


def words_of(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("document", [quarterly_report(a_quarter()), annual_return(a_year(), made_on=MADE_ON)])
def test_a_document_is_read_as_it_was_written_and_has_one_digest(document: Document) -> None:
    assert read_document(document.to_bytes()) == document
    assert read_document(document.to_bytes()).digest == document.digest
    assert replace(document, title="Another").digest != document.digest


def test_another_format_is_not_read() -> None:
    document = quarterly_report(a_quarter()).to_bytes()
    with pytest.raises(ValueError, match="format 2"):
        read_document(document.replace(b'"format": 1', b'"format": 2'))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("All adult strands", ["620", "620", "440", "[c]", "75"]),
        ("Special Constabulary", ["295", "295", "230", "95", "[c]"]),
        ("Police Support Volunteers", ["325", "325", "210", "[c]", "[c]"]),
    ],
)
def test_the_quarterly_report_gives_each_strand_as_published(row: str, cells: list[str]) -> None:
    assert table_of(quarterly_report(a_quarter()), "adults-people")[row] == cells


def test_without_a_release_of_a_year_before_nothing_is_compared() -> None:
    document = quarterly_report(a_quarter(a_year_before=None))
    assert table_of(document, "adults-people")["All adult strands"] == ["620", "440", "[c]", "75"]
    assert table_of(document, "headlines")["All adult strands serving"] == ["620", ""]
    assert "No release of 30 September 2025 was published" in words_of(document)


def test_a_figure_of_an_earlier_date_says_so() -> None:
    content = a_content()
    older = replace(content.systems[0], counts={key: of(count.shown, date(2026, 6, 30)) if key.place == "all" else count
                                                for key, count in content.systems[0].counts.items()})  # fmt: skip
    document = quarterly_report(a_quarter(content=replace(content, systems=[older, *content.systems[1:]])))
    rows = table_of(document, "adults-people")
    assert rows["All adult strands"][-1] == "Serving on 30 September 2026, Applied, Left: as at 30 June 2026"
    assert rows["Special Constabulary"][-1] == ""
    assert "All adult strands serving (as at 30 June 2026)" in table_of(document, "headlines")


def test_only_stages_at_which_enough_wait_are_listed_the_most_first() -> None:
    document = quarterly_report(a_quarter())
    assert table_of(document, "waiting") == {
        "Special Constabulary": ["Vetting", "The force", "35"],
        "Police Support Volunteers": ["Interview", "The force", "20"],
    }
    few = quarterly_report(a_quarter(waiting=[Waiting("Farm Watch", "Vetting", "The force", of(None))]))
    assert "At no stage of any strand do 10 applications or more wait." in words_of(few)
    assert "waiting" not in {table.code for table in few.tables}


def test_hours_are_not_given_where_their_people_are_not() -> None:
    assert table_of(quarterly_report(a_quarter()), "hours") == {
        "Special Constabulary": ["66,180", "71,000"],
        "Police Support Volunteers": ["12,890", "not known"],
        "farm_watch": ["[c]", "[c]"],
    }


def test_plans_targets_and_forecasts_stand_in_words() -> None:
    document = quarterly_report(a_quarter())
    assert table_of(document, "targets") == {
        "Headcount: at least 400 by 31 March 2028 (Working aim – not a published target)": [
            "Special Constabulary, Whole force", "Below", "295 on 30 September 2026.",
        ]
    }  # fmt: skip
    assert "we expect about 310; the range that holds 8 times in 10 is 280 to 345." in words_of(document)
    assert table_of(document, "forecast")["Farm Watch"] == ["30 September 2027", "[c]", "[c]", "[c]"]
    assert "Not forecast: Cadets: Too few months are known." in words_of(document)


def test_representation_says_what_the_page_of_it_says() -> None:
    document = quarterly_report(a_quarter())
    assert table_of(document, "serving-by-sex")["Female"] == ["220", "38%", "51%", "0.75", "0.66 to 0.83"]
    assert "Women are 38% of adult volunteers and 51% of residents of all ages" in words_of(document)
    assert table_of(document, "declared")["Sex, serving"] == ["620", "94%", "[c]", "[c]"]


def test_the_annual_return_has_adults_and_cadets_apart() -> None:
    document = annual_return(a_year(), made_on=MADE_ON)
    assert table_of(document, "headcount") == {
        "Special Constabulary": ["295", "60", "45"],
        "Police Support Volunteers": ["325", "40", "[c]"],
    }
    assert table_of(document, "headcount-cadets") == {"Volunteer Police Cadets": ["120", "15"]}
    assert table_of(document, "special-constabulary-by-sex")["Female"] == ["85", "31%", "15", "[c]"]
    assert table_of(document, "special-constabulary-by-sex")["Everyone"] == ["295", "", "60", "45"]
    assert "cadets-by-sex" in {table.code for table in document.tables}


def test_an_annual_return_is_of_31_march_alone() -> None:
    with pytest.raises(ValueError, match="31 March"):
        annual_return(a_content(), made_on=MADE_ON)
    assert kinds_of(YEAR_END) == [ReportKind.COMMISSIONER_QUARTERLY, ReportKind.ANNUAL_RETURN]
    assert kinds_of(date(2026, 9, 30)) == [ReportKind.COMMISSIONER_QUARTERLY]
    assert [kind_of(kind.slug) for kind in ReportKind] == list(ReportKind)
    assert kind_of("monthly") is None


@pytest.mark.parametrize("exact", [7, ExactCount(7), COUNTING.people(7), None])
def test_no_number_of_people_gets_in_that_is_not_published(exact: object) -> None:
    with pytest.raises(TypeError):
        people(exact)  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "known"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (148, 150)])
def test_people_in_no_release_are_rounded_and_few_are_hidden(value: int, known: int | None) -> None:
    assert COUNTING.people(value).known == known
    assert COUNTING.published(value, MADE_ON) == of(known)
    assert not COUNTING.is_exact


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (people(of(1_250)), "1,250"),
        (people(of(None)), "[c]"),
        (share(of(5), of(20)), "[c]"),
        (share(of(5), of(100)), "5.0%"),
        (share(of(35), of(100)), "35%"),
        (hours(66_184, of(20)), "66,180"),
        (hours(66_184, of(None)), "[c]"),
        (Figure(0.634, Unit.TIMES), "0.63"),
    ],
)
def test_a_figure_reads_alike_everywhere(figure: Figure, words: str) -> None:
    assert figure.words == words


def test_a_table_of_many_columns_is_printed_across() -> None:
    assert not Table("few", "Few", ("a",) * 7, ()).is_wide
    wide = Table("many", "Many", ("a",) * 8, (Line("x", (people(of(10)), "words")),))
    assert wide.is_wide
    assert wide.is_whole
    assert not Table("long", "Long", ("a",), (Line("x", ()),) * 21).is_whole
    assert wide.number_columns == {1}
    assert Facts("code", "caption", ()).columns[0] == "What"


def test_figures_are_made_in_one_place_and_read_in_another() -> None:
    makers = {
        path.name
        for path in (ROOT / "volunteers").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Figure"
        if "rules/reports" in str(path)
    }
    assert makers == {"figures.py", "document.py"}
