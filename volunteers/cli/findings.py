"""Looking for states that should be impossible, from the command line: after a restore, or a test of reliability."""

import click
from flask.cli import with_appcontext

from volunteers.integrity.queries import STATES
from volunteers.integrity.service import look_for_impossible
from volunteers.unit_of_work import unit_of_work


@click.group("findings")
def findings() -> None:
    """States that should be impossible."""


@findings.command("look")
@with_appcontext
def look() -> None:
    """Look for every impossible state and keep what was found; exit 1 when anything was, or a look failed."""
    means = {state.code: state.means for state in STATES}
    with unit_of_work():
        run = look_for_impossible()
        wrong = [finding for finding in run.findings if finding.count != 0]
        for finding in wrong:
            said = f"{finding.count} found" if finding.count is not None else f"could not look: {finding.failure}"
            numbers = " ".join(str(number) for number in finding.ids)
            click.echo(f"{finding.code}: {said}. {means[finding.code]} {numbers}".rstrip())
    if wrong:
        raise click.ClickException(f"Of {run.looked_for} states, {len(wrong)} are not as they should be.")
    click.echo(f"Looked for {run.looked_for} impossible states, and found none.")
