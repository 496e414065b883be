"""The open data of a release holds its figures, every one and no other, and is as its description says."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest

from tests.trends.released import BEFORE, CUT_OFF, SPECIALS, SUPPORT, a_content
from tests.trends.rules.open_data.validating import faults
from volunteers.trends.disclosure.content import Content, PublishedSystem, read_content
from volunteers.trends.disclosure.counts import MARK, PublishedCount
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.open_data import figures_csv, residents_csv, sums_csv, to_csvw
from volunteers.trends.rules.open_data.summary import groups, serving

CONTENT = a_content()
ADDRESS = "https://volunteers.example/published-figures/2026-09-30"


def rows_of(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


def test_every_figure_stands_in_one_row() -> None:
    rows = rows_of(figures_csv(CONTENT))
    found = {
        (f"{row['scope']}.{row['characteristic']}", row["measure"], row["place"], row["group"]): (
            row["people"], row["figure_of"],
        )
        for row in rows
    }  # fmt: skip
    said = {
        (system.code, *key): (MARK if count.shown is None else str(count.shown), count.as_at.isoformat())
        for system in CONTENT.systems
        for key, count in system.counts.items()
    }
    assert found == said
    assert len(rows) == len(said)


def test_a_figure_that_stands_as_before_says_of_when_it_is() -> None:
    (row,) = [
        row for row in rows_of(figures_csv(CONTENT)) if (row["measure"], row["group"]) == ("left", "female")
    ]  # fmt: skip
    assert (row["people"], row["figure_of"], row["to"]) == ("25", BEFORE.isoformat(), CUT_OFF.isoformat())


def test_what_is_counted_on_one_day_has_no_beginning() -> None:
    assert {(row["measure"] == "active", row["from"]) for row in rows_of(figures_csv(CONTENT))} == {
        (True, ""), (False, "2025-10-01"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name"), [(figures_csv, "figures.csv"), (residents_csv, "residents.csv"), (sums_csv, "sums.csv")]
)
def test_files_are_as_their_description_says(file: Callable[[Content], bytes], name: str) -> None:
    made = file(CONTENT)
    assert faults(made, to_csvw(CONTENT, ADDRESS), name) == []
    assert made == file(read_content(CONTENT.to_bytes())), "the same bytes each time"
    assert b"\r\n" in made
    assert made.count(b"\n") == made.count(b"\r\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b",2026-09-30,adults", b",30.9.2026,adults"), (b",295,", b",two,"), (b",295,", b",-5,"),
        (b"place_words", b"where"), (b",active,", b",serving,"), (b"2026-09-30,2026-09-30", b"2026-06-30,2026-09-30"),
        (b"adults,people,active,Serving", b"adults,people,active,Serving,twice"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_described_is_noticed(old: bytes, new: bytes) -> None:
    assert faults(figures_csv(CONTENT).replace(old, new, 1), to_csvw(CONTENT, ADDRESS), "figures.csv")


def test_two_rows_of_one_key_are_noticed() -> None:
    made = figures_csv(CONTENT)
    twice = made + made.splitlines(keepends=True)[1]
    assert faults(twice, to_csvw(CONTENT, ADDRESS), "figures.csv") == ["two rows have one key"]


def test_the_sums_are_those_of_which_every_figure_is_there() -> None:
    people = PublishedSystem(
        "adults.people", "People", 10, {"total": "Everyone"}, CONTENT.by_code["adults.people"].counts,
        ((("active", "all"), (("active", SPECIALS), ("active", SUPPORT))), (("ended", "all"), (("appointed", "all"),))),
    )  # fmt: skip
    content = a_content(systems=[people, CONTENT.by_code["adults.sex"]])
    rows = [tuple(row.values()) for row in rows_of(sums_csv(content))]
    assert rows == [
        ("adults", "people", "active", "all", "", "active", SPECIALS, ""),
        ("adults", "people", "active", "all", "", "active", SUPPORT, ""),
        ("adults", "sex", "", "", "declared", "", "", "female"),
        ("adults", "sex", "", "", "declared", "", "", "male"),
        ("adults", "sex", "", "", "total", "", "", "declared"),
        ("adults", "sex", "", "", "total", "", "", "prefer_not_to_say"),
        ("adults", "sex", "", "", "total", "", "", "not_answered"),
    ]


def test_the_description_says_which_document_it_is_of_and_why_there_is_another() -> None:
    document = json.loads(to_csvw(CONTENT, ADDRESS, date(2026, 10, 21)))
    assert document["dc:identifier"] == f"sha256:{CONTENT.digest}"
    assert document["dc:issued"] == {"@value": "2026-10-21", "@type": "date"}
    assert "skos:changeNote" not in document
    assert [table["url"] for table in document["tables"]] == [
        f"{ADDRESS}/{name}.csv" for name in ("figures", "residents", "sums")
    ]
    corrected = json.loads(to_csvw(a_content(version=2, note="Bristol again."), ADDRESS))
    assert corrected["skos:changeNote"] == "Bristol again."
    assert "dc:issued" not in corrected


def test_the_page_shows_shares_of_those_who_said_beside_residents() -> None:
    (sex,) = groups(CONTENT)
    lines = {line.name: [figure.words for figure in line.figures] for line in sex.lines}
    assert lines["Female"] == ["220", "38%", "51%"]
    assert lines["Preferred not to say"] == [MARK, "", ""]
    assert lines["Everyone who told us"] == ["580", "", ""]
    assert "Everyone" not in lines


def test_the_page_shows_who_serves_by_kind_and_by_area() -> None:
    old = CONTENT.by_code["adults.people"]
    sums = ((("active", "all"), (("active", SPECIALS), ("active", SUPPORT))),)
    people = PublishedSystem(old.code, old.name, 10, old.groups, old.counts, sums)
    found = serving(read_content(a_content(systems=[people]).to_bytes()))
    assert [(line.name, line.figures[0].words) for line in found.kinds] == [
        ("All adult strands", "620"), ("Special Constabulary", "295"), ("Police Support Volunteers", "325"),
    ]  # fmt: skip
    assert [(line.name, line.figures[0].words) for line in found.areas] == [("Bristol", "255"), ("Somerset", "365")]


@pytest.mark.parametrize(("people", "is_there"), [(0, False), (15, True), (None, True)])
def test_that_nobody_is_without_an_area_is_not_told(people: int | None, is_there: bool) -> None:
    old = CONTENT.by_code["adults.people"]
    counts = {**old.counts, Key("active", "area:unknown", "total"): PublishedCount(people, CUT_OFF)}
    content = a_content(
        places={**CONTENT.places, "area:unknown": "Area not known"},
        systems=[PublishedSystem("adults.people", "People", 10, old.groups, counts)],
    )
    assert ("Area not known" in [line.name for line in serving(content).areas]) is is_there
