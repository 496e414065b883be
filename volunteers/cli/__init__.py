"""Commands typed beside the application: ``flask --app wsgi <command>``."""

from flask import Flask

from volunteers.cli import applications, bounces, demo, findings, operations, places


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
