"""Applications from the command line: after an upgrade, or a restore from a copy."""

import click
from flask.cli import with_appcontext

from volunteers.onboarding.jobs import mark_standing


@click.group("applications")
def applications() -> None:
    """Applications under way."""


@applications.command("stand")
@with_appcontext
def stand() -> None:
    """Judge anew who has to act on applications whose row never said so, or whose checks ran out; as every night."""
    mark_standing()
    click.echo("Every application under way says who has to act.")
