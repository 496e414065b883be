"""The demonstration force, from the command line."""

import click


@click.group("demo")
def demo() -> None:
    """Make and describe the demonstration force."""
