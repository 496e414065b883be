"""What is refused of a Census file, in which words, and that our groups and the Census know each other."""

import csv
from collections.abc import Sequence

import pytest

from config import ROOT
from volunteers.trends.rules.census import (
    BESIDE,
    COLUMNS,
    census_faults,
    census_rows,
    check_census,
    known_categories,
)
from volunteers.trends.rules.published import CENSUS_AREAS

FILE = ROOT / "volunteers" / "trends" / "published" / "census2021_avon_somerset_baseline.csv"
AREAS = {"Bristol": "bristol", "Somerset": "somerset", "Force": "whole_force"}
Row = tuple[str, str, str, str, str]


def a_census(*rows: Row) -> list[tuple[int, dict[str, str]]]:
    return [(number, dict(zip(COLUMNS, (*row, ""), strict=True))) for number, row in enumerate(rows, 2)]


def by_sex(area: str, female: int, male: int, total: int) -> list[Row]:
    return [("sex", area, "Female", str(female), str(total)), ("sex", area, "Male", str(male), str(total))]


def ages(**other: str) -> list[Row]:
    """A force of 100 at each single band; other counts by band, "" to leave a band out."""
    bands = ("0-12", "13-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+")
    counts = {**dict.fromkeys(bands, "100"), "13-17": "200", "16+": "800", "18+": "700", **other}
    return [("age_band", "Force", band, count, "1000") for band, count in counts.items() if count]


def lines_of_ours() -> list[tuple[int, dict[str, str]]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(enumerate(csv.DictReader(file), 2))


def test_the_census_that_came_with_this_version_has_no_fault_and_every_category_is_used() -> None:
    lines = lines_of_ours()

    assert census_faults(lines, CENSUS_AREAS) == []
    found: dict[str, set[str]] = {}
    for _, line in lines:
        found.setdefault(line["characteristic"], set()).add(line["category"])
    assert found == known_categories(), "every category of our groups is one of the Census, and the other way round"
    assert all(set(categories) <= found[code] for code, categories in BESIDE.items())


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (by_sex("Force", 500, 500, 1010), []),  # noise of the source
        (by_sex("Force", 500, 500, 1011), ["line 2: the rows of sex in Force add up to 1,000 and not to 1,011; 10"]),
        ([("sex", "Force", "Male", "-5", "9")], ["line 2: '-5' is not a whole number"]),
        ([*by_sex("Force", 9, 9, 18), ("sex", "Force", "Male", "9", "18")],
         ["line 4: 'Male' of sex in Force stands already in line 3"]),
        ([("sex", "Force", "Male", "9", "9"), ("sex", "Force", "Female", "9", "8")], ["line 3: two totals for sex"]),
        ([*by_sex("Force", 50, 40, 90), *by_sex("Bristol", 25, 25, 50)],
         ["line 2: the areas of sex add up to 50 and not to 90"]),
        (by_sex("Bristol", 25, 25, 50), ["line 2: sex has no rows of the whole force"]),
        ([*by_sex("Force", 50, 40, 90), ("sex", "Force", "Other", "0", "90")],
         ["line 4: 'Other' is no category of sex in the harmonised list"]),
        ([("eye_colour", "Force", "Blue", "9", "9")], ["line 2: 'eye_colour' is no characteristic known here"]),
        ([("sex", "Kent", "Male", "9", "9")], ["line 2: 'Kent' is no area of this force", "line 2: sex has no rows"]),
        (ages(), []),
        (ages(**{"18+": ""}), ["line 2: age_band in Force has no row of '18+'"]),
        (ages(**{"16+": ""}), []),
        (ages(**{"13-17": "211"}), ["line 2: age_band in Force, 13-17: its parts add up to 200 and not to 211"]),
        (ages(**{"75+": ""}),
         ["line 2: age_band in Force, 16+", "line 2: age_band in Force, 18+", "line 2: the rows of age_band"]),
        ([], ["there is not one row in it"]),
    ],
)  # fmt: skip
def test_every_fault_is_said_with_its_line(rows: Sequence[Row], faults: Sequence[str]) -> None:
    found = census_faults(a_census(*rows), AREAS)

    assert len(found) == len(faults), found
    assert all(words.startswith(begun) for words, begun in zip(found, faults, strict=True)), found


def test_many_faults_are_told_at_once_and_refuse_the_file() -> None:
    rows = a_census(("sex", "Kent", "Male", "9", "9"), ("sex", "Force", "Others", "x", "9"))

    assert [words.partition(":")[0] for words in census_faults(rows, AREAS)] == ["line 2", "line 3", "line 3"]
    with pytest.raises(ValueError, match=r"line 2: 'Kent' .*; line 3: 'Others' .*; line 3: 'x' is not a whole number"):
        check_census(rows, AREAS)


def test_a_row_is_kept_by_its_category_and_two_bands_of_age_also_as_those_strands_are_open_to() -> None:
    rows = {line["category"]: line for _, line in a_census(*ages())}

    assert [row.series for row in census_rows(rows["13-17"], "bristol")] == [
        "residents_by/age_band/13-17/bristol", "residents_of_13_to_17/bristol",
    ]  # fmt: skip
    (row,) = census_rows(rows["75+"], "whole_force", "our own file")
    assert (row.series, row.value, row.source) == ("residents_by/age_band/75+/whole_force", 100, "our own file")
