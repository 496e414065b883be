"""The open data of a release holds its figures, every one and no other, and is as its description says."""

import csv
import io
import json

import pytest

from tests.trends.released import BEFORE, CUT_OFF, a_content
from tests.trends.rules.open_data.validating import faults
from volunteers.trends.disclosure.counts import MARK
from volunteers.trends.rules.open_data import figures_csv, residents_csv, to_csvw
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


@pytest.mark.parametrize(("file", "name"), [(figures_csv, "figures.csv"), (residents_csv, "residents.csv")])
def test_files_are_as_their_description_says(file: object, name: str) -> None:
    made = file(CONTENT)  # type: ignore[operator]
    assert faults(made, to_csvw(CONTENT, ADDRESS), name) == []
    assert made == file(a_content()), "the same bytes each time"  # type: ignore[operator]
    assert b"\r\n" in made
    assert made.count(b"\n") == made.count(b"\r\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b",2026-09-30,adults", b",30.9.2026,adults"), (b",295,", b",two,"), (b",295,", b",-5,"),
        (b"place_words", b"where"),
        (b"adults,people,active,Serving", b"adults,people,active,Serving,twice"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_described_is_noticed(old: bytes, new: bytes) -> None:
    assert faults(figures_csv(CONTENT).replace(old, new, 1), to_csvw(CONTENT, ADDRESS), "figures.csv")


def test_two_rows_of_one_key_are_noticed() -> None:
    made = figures_csv(CONTENT)
    twice = made + made.splitlines(keepends=True)[1]
    assert faults(twice, to_csvw(CONTENT, ADDRESS), "figures.csv") == ["two rows have one key"]


def test_the_description_says_what_adds_up_and_which_document_it_is_of() -> None:
    document = json.loads(to_csvw(CONTENT, ADDRESS))
    assert document["volunteers:digest"] == CONTENT.digest
    sums = {one["system"]: one["groups"] for one in document["volunteers:sums"]}
    assert ["declared", ["female", "male"]] in sums["adults.sex"]
    assert [table["url"] for table in document["tables"]] == [f"{ADDRESS}/figures.csv", f"{ADDRESS}/residents.csv"]


def test_the_page_shows_shares_of_those_who_said_beside_residents() -> None:
    (sex,) = groups(CONTENT)
    lines = {line.name: [figure.words for figure in line.figures] for line in sex.lines}
    assert lines["Female"] == ["220", "38%", "51%"]
    assert lines["Preferred not to say"] == [MARK, "", ""]
    assert "Everyone" not in lines
    assert [(line.name, line.figures[0].words) for line in serving(CONTENT)][:2] == [
        ("All adult strands", "620"), ("Special Constabulary", "295"),
    ]  # fmt: skip
