"""Importing what others published."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy.orm import Session

from volunteers.trends.models import PublishedCount
from volunteers.trends.rules import published as rules
from volunteers.trends.service import import_published, published

FORCE, NATIONAL = rules.FORCE_SPECIALS, rules.NATIONAL_SPECIALS


@pytest.fixture
def imported(session: Session) -> Mapping[tuple[str, date], PublishedCount]:
    import_published()
    return {(row.series, row.as_at): row for row in session.query(PublishedCount)}


@pytest.mark.parametrize(
    ("series", "as_at", "value", "precision", "words"),
    [
        (FORCE, date(1979, 12, 31), 534, "exact", "31 December 1979"),
        (FORCE, date(1989, 12, 31), 503, "exact", "1989"),
        (FORCE, date(2014, 9, 30), 516, "exact", "30 September 2014"),
        (FORCE, date(2019, 9, 30), 308, "exact", "30 September 2019"),
        (FORCE, date(2020, 6, 30), 280, "lower bound", "June 2020"),
        (FORCE, date(2022, 6, 30), 300, "rounded", "June 2022"),
        (FORCE, date(2023, 3, 31), 235, "exact", "31 March 2023"),
        (NATIONAL, date(1997, 3, 31), 19_874, "sum of 43 forces", "31 March 1997"),
        (NATIONAL, date(2012, 3, 31), 20_343, "exact", "31 March 2012"),
        (NATIONAL, date(2024, 5, 31), 6_481, "as reported", "2024 (early; as cited May 2024)"),
        (rules.NATIONAL_LEFT, date(2017, 3, 31), 5_008, "as reported", "year to 31 March 2017"),
        (
            "duty_hours/special_constabulary/avon_and_somerset", date(2021, 3, 31), 81_572, "exact",
            "April 2020 to March 2021",
        ),
        ("special_constables/force/avon_and_somerset", date(1980, 12, 31), 530, "exact", "31 December 1980"),
        ("special_constables/force/avon_and_somerset", date(2019, 9, 30), 308, "exact", "30 September 2019"),
        ("special_constables/force/essex", date(2015, 9, 30), 353, "exact", "30 September 2015"),
        ("police_support_volunteers/force/avon_and_somerset", date(2018, 9, 30), 237, "exact", "30 September 2018"),
        ("police_support_volunteers/region/south_west", date(2017, 9, 30), 846, "exact", "30 September 2017"),
        ("police_support_volunteers/national", date(2019, 9, 30), 7_740, "exact", "30 September 2019"),
        ("residents_of_18_and_over/whole_force", date(2021, 3, 21), 1_405_173, "exact", "21 March 2021"),
        ("residents_of_13_to_17/bristol", date(2021, 3, 21), 23_558, "exact", "21 March 2021"),
    ],
)  # fmt: skip
def test_published_numbers_arrive_as_they_were_published(
    imported: Mapping[tuple[str, date], PublishedCount],
    series: str,
    as_at: date,
    value: int,
    precision: str,
    words: str,
) -> None:
    row = imported[series, as_at]

    assert (row.value, row.precision, row.as_at_words) == (value, precision, words)
    assert (row.source_url or "").startswith("http")
    assert row.source != "Published elsewhere"


def test_the_areas_of_the_census_add_up(imported: Mapping[tuple[str, date], PublishedCount]) -> None:
    adults = {series: row.value for (series, _), row in imported.items() if series.startswith("residents_of_18")}

    assert adults.pop("residents_of_18_and_over/whole_force") == sum(adults.values())
    assert len(adults) == 5


def test_importing_again_changes_nothing(session: Session) -> None:
    first = import_published()
    ids = {row.id for row in session.query(PublishedCount)}

    assert import_published() == first == len(ids)
    assert {row.id for row in session.query(PublishedCount)} == ids


def test_what_was_changed_comes_back_as_published(session: Session) -> None:
    import_published()
    session.query(PublishedCount).filter_by(series=FORCE, as_at=date(2014, 9, 30)).update({"value": 1})

    import_published()

    assert session.query(PublishedCount.value).filter_by(series=FORCE, as_at=date(2014, 9, 30)).scalar() == 516


def test_forces_add_up_to_the_published_total_and_what_is_not_available_is_no_zero(
    imported: Mapping[tuple[str, date], PublishedCount],
) -> None:
    on = date(2019, 9, 30)
    named = "police_support_volunteers/force/"
    forces = [row.value for (series, as_at), row in imported.items() if series.startswith(named) and as_at == on]
    assert len(forces) == 43
    assert sum(forces) == imported["police_support_volunteers/national", on].value
    assert (f"{named}northumbria", date(2017, 9, 30)) not in imported
    specials = {series for series, _ in imported if series.startswith("special_constables/force/")}
    assert len(specials) == 24


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("police_support_volunteers_by_force_2017_2019.csv", ",Eastern,21,", ",Eastern,-21,", "line 3: '-21' is not"),
        ("special_constables_by_force_2014_2019.csv", "force,Cheshire,", "force,Camelot,", "line 3: 'Camelot' is not"),
        ("census2021_avon_somerset_baseline.csv", ",359,193409,", ",395359,193409,", "line 2: the rows of ethnic"),
    ],
)
def test_a_bad_row_is_refused_by_file_and_line_and_nothing_is_imported(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, old: str, new: str, words: str
) -> None:
    copytree(published.FOLDER, tmp_path / "published")
    file = tmp_path / "published" / name
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(published, "FOLDER", tmp_path / "published")

    with pytest.raises(ValueError, match=f"{name}, {words}"):
        import_published()
    assert session.query(PublishedCount).count() == 0
