"""Import of what others have published, from the files in ``trends/published``: context, credited, never mixed in."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sqlalchemy.dialects.postgresql import insert

from volunteers.extensions import db
from volunteers.trends.models import PublishedCount
from volunteers.trends.queries.residents import has_own_census
from volunteers.trends.rules import forces
from volunteers.trends.rules import published as rules
from volunteers.trends.rules.census import census_rows, check_census
from volunteers.trends.rules.published import PublishedRow
from volunteers.trends.rules.published_checks import latest_release, whole_number

Line = dict[str, str]
Reader = Callable[[Line], Iterator[PublishedRow]]

FOLDER = Path(__file__).parent.parent / "published"


def import_published() -> int:
    """Bring the stored series into line with the files, and say how many rows there are; running it again is harmless.

    The Census of the files is left out where the force has brought in its own. Raises ``ValueError`` naming the file
    and the line of a row that cannot be read; then nothing is imported.
    """
    taken = {name: reader for name, reader in READERS.items() if name != CENSUS or not has_own_census()}
    rows = [row for name, reader in taken.items() for row in _read(name, reader)]
    store_published(rows)
    return len(rows)


def store_published(rows: Sequence[PublishedRow]) -> None:
    """Keep rows; what stands already for a series and date is brought into line with them."""
    given = insert(PublishedCount)
    told = ("as_at_words", "value", "precision", "source", "source_url", "note")
    upsert = given.on_conflict_do_update(
        index_elements=[PublishedCount.series, PublishedCount.as_at],
        set_={name: given.excluded[name] for name in told},
    )
    db.session.execute(upsert, [asdict(row) for row in rows])


def _read(name: str, reader: Reader) -> list[PublishedRow]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        lines = list(enumerate(csv.DictReader(file), 2))
    try:
        if name == CENSUS:
            check_census(lines, rules.CENSUS_AREAS)
        return latest_release([(number, row) for number, line in lines for row in _rows(number, line, reader)])
    except ValueError as fault:
        raise ValueError(f"{name}, {fault}") from fault


def _rows(number: int, line: Line, reader: Reader) -> list[PublishedRow]:
    try:
        return list(reader(line))
    except (ValueError, KeyError) as fault:
        raise ValueError(f"line {number}: {fault}") from fault


def _headcount(series: str) -> Reader:
    def read(line: Line) -> Iterator[PublishedRow]:
        on, words = rules.read_date(line["as_at"])
        yield _row(series, on, words, line["headcount"], line["precision"], line["source_url"], line["note"])

    return read


def _flows(line: Line) -> Iterator[PublishedRow]:
    on, words = rules.read_date(line["year_ending"])
    for series, column in ((rules.NATIONAL_JOINED, "joined"), (rules.NATIONAL_LEFT, "left")):
        yield _row(series, on, f"year to {words}", line[column], "as reported", line["source_url"], line["note"])


def _activity(line: Line) -> Iterator[PublishedRow]:
    if line["period"].startswith("first year"):
        return  # of a local scheme, and nobody says which year that was
    on, words = rules.read_period(line["period"])
    series = f"{line['measure']}/{line['strand']}/avon_and_somerset"
    yield _row(series, on, words, line["value"], line["precision"], line["source_url"], "")


def _hansard(line: Line) -> Iterator[PublishedRow]:
    on, words = rules.read_date(line["as_at"])
    series = f"{forces.SPECIALS_BY_FORCE}/{forces.force_slug(line['force'])}"
    yield _row(series, on, words, line["headcount"], "exact", line["source_url"], "")


def _half_yearly(by_force: str, by_region: str, national: str) -> Reader:
    """A Home Office table by level. A blank is "not available"; totals with other bodies than the forces stay out."""

    def read(line: Line) -> Iterator[PublishedRow]:
        series = _series_of(line, by_force, by_region, national)
        if series and line["headcount"]:
            on, words = rules.read_date(line["as_at"])
            yield _row(series, on, words, line["headcount"], "exact", forces.HOME_OFFICE_URL, line["taken_from"])

    return read


def _series_of(line: Line, by_force: str, by_region: str, national: str) -> str | None:
    match line["level"]:
        case "force":
            return f"{by_force}/{forces.force_slug(line['area'])}"
        case "region":
            return f"{by_region}/{forces.region_slug(line['area'])}"
        case "total":
            return national if line["area"] == forces.NATIONAL_TOTAL else None
        case "btp":
            return None
        case other:
            raise ValueError(f"{other!r} is no level known here")


def _residents(line: Line) -> Iterator[PublishedRow]:
    yield from census_rows(line, rules.CENSUS_AREAS[line["area"]])


def _row(series: str, on: date, words: str, value: str, precision: str, url: str, note: str) -> PublishedRow:
    """The row as it is kept; what stands in the address column besides the address goes to the note."""
    parts = [part.strip("();") for part in url.split()]
    address = next((part for part in reversed(parts) if part.startswith(("https://", "http://"))), None)
    more = note or ("" if url == address else url)
    return PublishedRow(
        series, on, words, whole_number(value), precision, rules.source_words(address or ""), address, more or None
    )


CENSUS = "census2021_avon_somerset_baseline.csv"
READERS: dict[str, Reader] = {
    "avon_somerset_special_constables_1979_2023.csv": _headcount(rules.FORCE_SPECIALS),
    "england_wales_special_constables_1980_2024.csv": _headcount(rules.NATIONAL_SPECIALS),
    "england_wales_special_constable_flows.csv": _flows,
    "avon_somerset_volunteer_activity_2019_2025.csv": _activity,
    CENSUS: _residents,
    "special_constables_by_force_hansard_1980_2001.csv": _hansard,
    "special_constables_by_force_2014_2019.csv": _half_yearly(
        forces.SPECIALS_BY_FORCE, "special_constables/region", "special_constables/national"
    ),
    "police_support_volunteers_by_force_2017_2019.csv": _half_yearly(
        forces.SUPPORT_BY_FORCE, forces.SUPPORT_BY_REGION, forces.SUPPORT_NATIONAL
    ),
}
