"""The forecast of bare series, from file to file: nothing is asked of the database or of Redis."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from volunteers.cli.files import fail, read_bytes, refuse_target, write_whole
from volunteers.trends.forecast.outlook import Outlook
from volunteers.trends.forecast.series_file import LARGEST, SeriesFault, read_series

if TYPE_CHECKING:
    from volunteers.trends.forecast.series import Series

FILE = click.Path(path_type=Path)
MOST_AHEAD = 60
HEADING = ("area", "as_at", "median", "low80", "high80")


@click.group("trends")
def trends() -> None:
    """Trends and forecasts."""


@trends.command("forecast")
@click.option("--series", "source", type=FILE, required=True, help="The CSV file to read: area, as_at, headcount.")
@click.option("--horizon", type=click.IntRange(1, MOST_AHEAD), required=True, help="How many dates ahead.")
@click.option("--out", "target", type=FILE, required=True, help="The CSV file to write; one that is there is replaced.")
def forecast_command(source: Path, horizon: int, target: Path) -> None:
    """Forecast headcounts: the median and the range that should hold 80 in 100, for each area.

    Areas in one file borrow strength from each other, so a short series is forecast better beside others.
    """
    try:
        series = read_series(read_bytes(source, at_most=LARGEST, called=str(source)))
    except SeriesFault as fault:
        fail(f"{source}: {fault}")
    refuse_target(source, target, called=str(target), source_called="series")
    # Not before it is needed: the arrays, which no other command has use for.
    from volunteers.trends.forecast.pooled import forecast_areas

    try:
        outlooks = forecast_areas(series, horizon=horizon)
    except (OverflowError, ValueError) as fault:
        fail(f"{source}: the dates ahead cannot be told: {fault}")
    if not outlooks:
        fail(f"{source}: too little is known. Three numbers of one area, or two of each of two, are needed.")
    write_whole(target, _table(outlooks), called=str(target))
    _say_what_is_thin(series)
    click.echo(f"{len(outlooks)} areas forecast for {horizon} dates each.")


def _table(outlooks: Mapping[str, Outlook]) -> str:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADING)
    for area, outlook in outlooks.items():
        for place, on in enumerate(outlook.dates):
            low, high = outlook.span(place, 80)
            rows.writerow((area, on.isoformat(), *(round(number) for number in (outlook.median(place), low, high))))
    return text.getvalue()


def _say_what_is_thin(series: Sequence["Series"]) -> None:
    for one in series:
        known = len(one.known())
        if known == 0:
            click.echo(f"{one.area}: no number is known, so it has no forecast.", err=True)
        elif known == 1:
            click.echo(f"{one.area}: one number is known; how it will change is taken from the others.", err=True)
