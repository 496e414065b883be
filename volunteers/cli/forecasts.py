"""The forecasts of the strands, made now rather than at night."""

import click
from flask.cli import with_appcontext

from volunteers.trends.jobs import make_forecasts


@click.command("forecasts")
@with_appcontext
def forecasts() -> None:
    """Make the forecasts of every strand anew, from the figures as they were last computed."""
    make_forecasts()
    click.echo("Made the forecasts. What could not be forecast is said above, and on its page.")
