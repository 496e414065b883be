"""Commands a force's own operators use."""

import click
from flask.cli import with_appcontext

from volunteers.history.queries import find_first_broken


@click.command("create-admin")
@with_appcontext
def create_admin() -> None:
    """Create the first administrator."""


@click.group("history")
def history() -> None:
    """The tamper-evident history."""


@history.command("verify")
@with_appcontext
def verify() -> None:
    """Check that no entry was changed, removed or slipped in; exit 1 and name the first that was."""
    broken = find_first_broken()
    if broken is not None:
        raise click.ClickException(f"The history is broken at entry {broken}.")
    click.echo("The history is whole.")


@click.group("figures")
def figures() -> None:
    """The monthly figures."""
