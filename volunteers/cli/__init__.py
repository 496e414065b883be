"""Commands typed beside the application: ``flask --app wsgi <command>``."""

from collections.abc import Sequence

from flask import Flask

from volunteers.cli import (
    applications,
    bounces,
    census,
    demo,
    findings,
    forecast,
    forecasts,
    operations,
    places,
    releases,
    rosters,
)


def init_app(app: Flask) -> None:
    """Add every command to the application's command line."""
    app.cli.add_command(operations.create_admin)
    app.cli.add_command(operations.history)
    app.cli.add_command(operations.figures)
    app.cli.add_command(operations.occupations)
    app.cli.add_command(applications.applications)
    app.cli.add_command(bounces.bounces)
    app.cli.add_command(findings.findings)
    app.cli.add_command(demo.demo)
    app.cli.add_command(places.places)
    app.cli.add_command(rosters.rosters)
    app.cli.add_command(forecast.trends)
    # Into the group that also works without a database, which these do not.
    forecast.trends.add_command(forecasts.forecasts)
    forecast.trends.add_command(census.census)
    forecast.trends.add_command(releases.verify_releases)


def without_settings(arguments: Sequence[str]) -> Flask | None:
    """An application with those commands alone that work from file to file, when one of them was typed.

    They need no database and no Redis, so they also run where neither has been named.
    """
    app = Flask("volunteers")
    app.cli.add_command(rosters.rosters)
    app.cli.add_command(forecast.trends)
    return app if any(name in arguments for name in app.cli.commands) else None
