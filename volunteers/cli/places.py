"""The places of the force, from the command line."""

from pathlib import Path

import click

from volunteers.places.service import write_districts


@click.group("places")
def places() -> None:
    """Units, and where postcode districts are."""


@places.command("districts")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def districts(folder: Path) -> None:
    """Make the file of postcode districts anew from the CSV files of Code-Point Open in FOLDER.

    Its licence asks for a credit with the year of the issue: see places/published/README.md.
    """
    try:
        count = write_districts(folder)
    except ValueError as fault:
        raise click.ClickException(f"Nothing was written: {fault}.") from fault
    click.echo(f"There are {count:,} postcode districts.")
