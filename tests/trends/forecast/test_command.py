"""The command from file to file: what it writes, and what it refuses with exit code 2 and nothing written."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from volunteers import cli
from volunteers.cli.forecast import trends

TEXT = "area,as_at,headcount\n" + "".join(
    f"{area},{on},{count}\n"
    for area, counts in {"Kent": (267, 248, 256, 302), "Essex": (388, 366, 353, 372), "New": ("", "", "", 40)}.items()
    for on, count in zip(("2014-09-30", "2015-03-31", "2015-09-30", "2016-03-31"), counts, strict=True)
)


def _typed(source: Path, target: Path, horizon: str = "2") -> Result:
    return CliRunner().invoke(trends, ["forecast", "--series", str(source), "--horizon", horizon, "--out", str(target)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.csv"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_it_writes_the_middle_and_the_range_of_each_area_and_date(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    done = _typed(source, target)
    assert done.exit_code == 0, done.output
    assert done.stderr == "New: one number is known; how it will change is taken from the others.\n"
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["area"], row["as_at"]) for row in rows] == [
        (area, on) for area in ("Kent", "Essex", "New") for on in ("2016-09-30", "2017-03-31")
    ]
    for row in rows:
        low, middle, high = (int(row[column]) for column in ("low80", "median", "high80"))
        assert 0 <= low <= middle <= high
    assert 250 < int(rows[0]["median"]) < 350


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT + "Kent,2016-13-31,5\n", "line 14: “2016-13-31” is not a date"),
        (TEXT + "Kent,2016-09-30,-5\n", "line 14: A headcount cannot be negative"),
        (TEXT + "Kent,2014-09-30,5\n", "line 14: Kent on 2014-09-30 stands already in line 2"),
        ("area,as_at,headcount\nKent,2014-09-30,5\n", "too little is known"),
        ("area,as_at,headcount\nA,1800-01-01,5\nA,2000-01-01,5\nA,2200-01-01,5\n", "the dates ahead cannot be told"),
    ],
)
def test_it_refuses_a_bad_file_by_line_and_leaves_nothing(text: str, words: str, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text, encoding="utf-8")
    done = _typed(source, target, "60")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{source}: {words}")
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("horizon", ["0", "61", "-1", "two"])
def test_it_refuses_a_horizon_out_of_reach(source: Path, tmp_path: Path, horizon: str) -> None:
    done = _typed(source, tmp_path / "out.csv", horizon)
    assert done.exit_code == 2
    assert "--horizon" in done.stderr
    assert list(tmp_path.iterdir()) == [source]


def test_it_refuses_files_that_cannot_be_read_or_written(source: Path, tmp_path: Path) -> None:
    for read, written, words in (
        (tmp_path / "none.csv", tmp_path / "out.csv", "cannot be read: No such file"),
        (tmp_path, tmp_path / "out.csv", "cannot be read: Is a directory"),
        (source, tmp_path / "none" / "out.csv", "there is no such folder"),
        (source, tmp_path, "is a folder"),
        (source, source, "is the file of the series"),
    ):
        done = _typed(read, written)
        assert done.exit_code == 2
        assert words in done.stderr
    assert source.read_text(encoding="utf-8") == TEXT


def test_it_needs_no_settings() -> None:
    alone = cli.without_settings(["flask", "trends", "forecast"])
    assert alone is not None
    assert "trends" in alone.cli.commands
