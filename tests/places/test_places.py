"""Units near a place, and the file of postcode districts."""

import gzip
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.places.builders import a_unit
from tests.sql_count import counted_sql
from volunteers.places.models import UnitKind
from volunteers.places.queries import (
    DISTRICTS,
    MOST_OF_A_KIND,
    districts_of,
    find_district,
    list_in_area,
    list_near,
    list_unplaced,
)
from volunteers.places.rules import Position, miles_between
from volunteers.places.rules.national_grid import position_of
from volunteers.places.service import write_districts

CENTRE = Position(51.4545, -2.5879)
CADETS, SPEEDWATCH = "cadets", "community_speedwatch"


def test_the_nearest_come_first_with_their_distance(session: Session) -> None:
    a_unit("Taunton team", area="somerset", at=(51.02, -3.10))
    a_unit("Bristol Central team", at=(51.45, -2.59))
    a_unit("Kingswood team", area="south_gloucestershire", at=(51.46, -2.51))
    found = list_near(CENTRE)
    assert [unit.name for unit in found] == ["Bristol Central team", "Kingswood team", "Taunton team"]
    assert [round(unit.miles or 0) for unit in found] == [0, 3, 37]


def test_east_and_west_are_nearer_than_the_degrees_say(session: Session) -> None:
    # At this latitude a degree of longitude is much shorter than one of latitude.
    a_unit("East", at=(51.4545, -2.5879 + 0.10))
    for number in range(MOST_OF_A_KIND):
        a_unit(f"North {number}", at=(51.4545 + 0.08, -2.5879))
    assert list_near(CENTRE)[0].name == "East"


def test_a_few_of_each_strand_however_many_there_are(session: Session) -> None:
    for number in range(MOST_OF_A_KIND + 3):
        a_unit(f"Cadets {number}", kind=UnitKind.CADET_UNIT, strand=CADETS, at=(51.45 + number / 100, -2.59))
    a_unit("Far team", at=(50.94, -2.63))
    names = [unit.name for unit in list_near(CENTRE)]
    assert names == [*(f"Cadets {number}" for number in range(MOST_OF_A_KIND)), "Far team"]


def test_of_one_strand_those_that_serve_it(session: Session) -> None:
    a_unit("Cadets", kind=UnitKind.CADET_UNIT, strand=CADETS)
    a_unit("SpeedWatch", kind=UnitKind.SCHEME, strand=SPEEDWATCH)
    a_unit("Team")
    assert {unit.name for unit in list_near(CENTRE, strand=CADETS)} == {"Cadets", "Team"}


def test_a_unit_without_a_position_is_listed_apart(session: Session) -> None:
    a_unit("Somewhere team", at=None)
    a_unit("Bristol team")
    assert [unit.name for unit in list_near(CENTRE)] == ["Bristol team"]
    assert [(unit.name, unit.miles) for unit in list_unplaced()] == [("Somewhere team", None)]
    assert list_unplaced(strand=CADETS) == list_unplaced()


def test_the_units_of_an_area_by_name(session: Session) -> None:
    a_unit("Yeovil team", area="somerset")
    a_unit("Frome team", area="somerset", at=None)
    a_unit("Bristol team")
    assert [unit.name for unit in list_in_area("somerset")] == ["Frome team", "Yeovil team"]


def test_finding_what_is_near_is_one_statement(app: Flask, session: Session) -> None:
    for number in range(20):
        a_unit(f"Team {number}")
    with counted_sql(app) as asked:
        list_near(CENTRE)
    assert asked.count == 1, asked


def test_the_districts_that_are_shipped_are_of_great_britain() -> None:
    found = districts_of(DISTRICTS)
    assert len(found) > 2_800
    assert all(49.8 < at.latitude < 60.9 and -8.7 < at.longitude < 1.8 for at in found.values())
    bristol, taunton = find_district("BS1"), find_district("TA1")
    assert bristol
    assert miles_between(bristol, CENTRE) < 1
    assert taunton
    assert miles_between(taunton, Position(51.0150, -3.1068)) < 2
    assert find_district("ZZ99") is None


def test_the_file_is_made_from_code_point_open_packed_or_not(tmp_path: Path) -> None:
    (tmp_path / "bs.csv").write_text('"BS1 4DJ",10,358500,172600,"E92000001"\n"BS1 9ZZ",90,0,0,"E92000001"\n')
    (tmp_path / "ta.csv.gz").write_bytes(gzip.compress(b"TA1 1AA,10,322700,124600\n"))
    made = tmp_path / "made"
    assert write_districts(tmp_path, to=made) == 2
    bristol, taunton = position_of(358_500, 172_600), position_of(322_700, 124_600)
    assert made.read_text().splitlines() == [
        "district,latitude,longitude",
        f"BS1,{bristol.latitude:.4f},{bristol.longitude:.4f}",
        f"TA1,{taunton.latitude:.4f},{taunton.longitude:.4f}",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("BS1 4DJ,10,358500,172600\nBS1,10\n", r"bs\.csv, line 2: there are 2 columns"),
        ("Postcode,Quality,E,N\n", r"bs\.csv, line 1: 'Postcode' is not a postcode"),
        (None, "there is no CSV file"),
    ],
)
def test_nothing_is_written_from_a_file_with_a_fault(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "bs.csv").write_text(content)
    made = tmp_path / "made"
    with pytest.raises(ValueError, match=said):
        write_districts(tmp_path, to=made)
    assert not made.exists()


def test_a_broken_file_of_districts_names_the_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("district,latitude,longitude\nBS1,51.45,-2.59\nBS2,north,-2.58\n")
    with pytest.raises(ValueError, match=r"broken\.csv, line 3"):
        districts_of(broken)


def test_the_command_says_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    told = app.test_cli_runner().invoke(args=["places", "districts", str(tmp_path)])
    assert told.exit_code == 1
    assert "Nothing was written: there is no CSV file" in told.output
