"""Proving that releases are what they were made from."""

import click
from flask.cli import with_appcontext

from volunteers.trends.queries.releases import list_kept
from volunteers.trends.service.releases import verify

NOT_THE_SAME = 1  # the exit code when a release is not what it was made from


@click.command("verify-releases")
@with_appcontext
def verify_releases() -> None:
    """Make every release again from its frozen input, and say of each whether it comes out the same byte for byte.

    It takes a minute or so for each. Ends with an error where one does not.
    """
    others = 0
    for release in list_kept():
        is_same = verify(release)
        others += not is_same
        words = "the same byte for byte" if is_same else "NOT THE SAME"
        click.echo(f"{release.name}  {release.state.words.lower()}  {release.digest}  {words}")
    if others:
        click.echo(f"{others} of these cannot be made again from what they were made from.", err=True)
        raise click.exceptions.Exit(NOT_THE_SAME)
    click.echo("Every release is what it was made from.")
