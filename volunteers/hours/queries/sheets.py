"""Hours as rows of a spreadsheet; times are written year first, lengths in hours with decimals."""

from collections.abc import Iterable

from volunteers import clock
from volunteers.hours.queries.own import HoursLine
from volunteers.hours.queries.report import Report, Sums

OWN_HEADINGS = (
    "What", "Role", "Began", "Ended", "Planned", "Booked", "Claimed", "Adjusted", "Certified", "Counted", "Kind",
    "Whose time", "Where it stands",
)  # fmt: skip
SUM_HEADINGS = (
    "Planned", "Booked", "Claimed", "Adjusted", "Certified", "Counted", "Operational", "Training", "Community",
    "Own time", "Employer-supported",
)  # fmt: skip


def own_sheet_of(lines: Iterable[HoursLine]) -> list[tuple[str, ...]]:
    """A volunteer's own hours, a row for each stretch of work."""
    return [OWN_HEADINGS, *(_own_row(line) for line in lines)]


def report_rows(report: Report) -> list[tuple[str, ...]]:
    """The report without its headings: a row for each volunteer, then their sum by unit, then of all."""
    people = [
        (row.name, row.where, *_sums(row.sums), row.commitment.words if row.commitment else "") for row in report.rows
    ]
    units = [("All in this unit", name, *_sums(sums), "") for name, sums in report.units]
    return [*people, *units, ("Everyone", "", *_sums(report.total), "")]


def in_hours(minutes: int) -> str:
    """7.5 for seven and a half hours, so that a spreadsheet can add them up."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _sums(sums: Sums) -> tuple[str, ...]:
    return tuple(in_hours(minutes) for minutes in sums.in_order)


def _own_row(line: HoursLine) -> tuple[str, ...]:
    begun, ended = clock.in_london(line.starts_at), clock.in_london(line.ends_at)
    steps = (line.planned or 0, line.booked, line.claimed, line.adjusted, line.certified, line.counted)
    return (
        line.what, line.strand_name, f"{begun:%Y-%m-%d %H:%M}", f"{ended:%Y-%m-%d %H:%M}",
        *(in_hours(minutes) for minutes in steps), line.kind.label if line.kind else "",
        line.basis.label if line.basis else "", line.standing[0],
    )  # fmt: skip
