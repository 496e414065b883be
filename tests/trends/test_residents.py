"""Residents by group for a release, from the Census that came with this version or from the force's own file."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from volunteers.trends.models import PublishedCount
from volunteers.trends.queries.residents import RESIDENTS_SOURCE, residents_for_release
from volunteers.trends.rules.representation.groups import BY_SCOPE
from volunteers.trends.service import import_published, published
from volunteers.trends.service.census import CensusFaults, import_census

OURS = published.FOLDER / published.CENSUS
HEAD = "characteristic,area,category,count,area_total,population\n"


def residents() -> dict[tuple[str, str, str], int]:
    return {(one.system, one.place, one.group): one.count for one in residents_for_release()}


@pytest.mark.parametrize(
    ("key", "count"),
    [
        (("adults.sex", "all", "female"), 887_145),
        (("cadets.sex", "all", "female"), 887_145),
        (("adults.sex", "area:bristol", "male"), 234_525),
        (("adults.age", "all", "16_to_24"), 37_048 + 165_691),
        (("adults.age", "all", "65_and_over"), 180_912 + 165_350),
        (("cadets.age", "all", "13_to_15"), 57_331),
        (("cadets.age", "all", "16_to_17"), 37_048),
        (("adults.disability", "all", "disabled"), 307_452),
        (("adults.religion", "area:bristol", "muslim"), 31_776),
        (("adults.orientation", "all", "gay_or_lesbian"), 21_824),
    ],
)
def test_residents_stand_by_group_in_the_places_of_a_release(
    session: Session, key: tuple[str, str, str], count: int
) -> None:
    import_published()

    assert residents()[key] == count


def test_every_group_has_residents_in_every_place_and_those_who_did_not_answer_are_in_none(session: Session) -> None:
    import_published()
    found = residents()

    groups = sum(len(one.groups) for several in BY_SCOPE.values() for one in several)
    assert len(found) == 6 * groups, "the whole force and five areas"
    religion = sum(
        count for (system, place, _), count in found.items() if (system, place) == ("adults.religion", "all")
    )
    assert religion == 1_744_626 - 114_953
    assert "Census 2021" in RESIDENTS_SOURCE


def test_without_a_census_there_are_no_residents(session: Session) -> None:
    assert residents_for_release() == []


def test_a_force_brings_in_its_own_census_and_the_night_leaves_it_alone(session: Session) -> None:
    import_published()
    own = OURS.read_text(encoding="utf-8").replace("Female,887145,1744582", "Female,887150,1744582")
    own = "\n".join(line for line in own.splitlines() if not line.startswith("religion"))

    assert import_census(own.encode()) == 300 - 54
    import_published()

    found = residents()
    assert found["adults.sex", "all", "female"] == 887_150
    assert ("adults.religion", "all", "muslim") not in found, "what was there before and is not in the file is gone"
    assert session.query(PublishedCount).filter_by(series="residents_of_18_and_over/bristol").count() == 1
    assert session.query(PublishedCount).filter(PublishedCount.series.startswith("special_constables")).count() > 40


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"area,category,count\n", "line 1: there is no column characteristic, area_total, population"),
        (HEAD.encode() + b"sex,Atlantis,Female,5,5,\n", "line 2: 'Atlantis' is no area of this force"),
        (HEAD.encode() + b'sex,"Bristol,Female,5,5,\n', "this is no CSV"),
        (HEAD.encode("utf-16"), "it is not text in UTF-8"),
        (HEAD.encode(), "there is not one row in it"),
        (b"", "line 1: there is no column"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(session: Session, content: bytes, words: str) -> None:
    import_published()
    before = residents()

    with pytest.raises(CensusFaults, match=words):
        import_census(content)
    assert residents() == before


def test_the_command_takes_in_a_file_or_says_every_fault_with_its_line(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + "sex,Atlantis,Female,5,5,\nsex,Bristol,Others,x,5,\n", encoding="utf-8")

    refused = app.test_cli_runner().invoke(args=["trends", "census", str(bad)])
    taken = app.test_cli_runner().invoke(args=["trends", "census", str(OURS)])

    assert refused.exit_code == 2
    lines = [line.removeprefix(f"{bad}: ")[:7] for line in refused.output.splitlines()]
    assert lines == ["line 2:", "line 2:", "line 3:", "line 3:"]
    assert "'Others' is no category of sex" in refused.output
    assert taken.exit_code == 0, taken.output
    assert "Took in 300 lines." in taken.output
    assert residents()["adults.sex", "all", "female"] == 887_145
