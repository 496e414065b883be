"""A Census file of the force's own, from the command line."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from volunteers.cli.files import fail, read_bytes
from volunteers.trends.service.census import CensusFaults, import_census
from volunteers.unit_of_work import unit_of_work

LARGEST = 20 * 1024**2


@click.command("census")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@with_appcontext
def census(source: Path) -> None:
    """Replace the residents that volunteers are compared with by those of a CSV file.

    Its columns are characteristic, area, category, count, area_total and population, as in
    volunteers/trends/published/census2021_avon_somerset_baseline.csv. A file with any fault is not taken at all; every
    fault is said with its line.
    """
    content = read_bytes(source, at_most=LARGEST, called=str(source))
    try:
        with unit_of_work():
            lines = import_census(content)
    except CensusFaults as fault:
        fail("\n".join(f"{source}: {words}" for words in fault.faults))
    click.echo(f"Took in {lines} lines. The next release is compared with these residents.")
