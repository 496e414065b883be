"""Mail that came back, handed over by the mail server: in Postfix, an alias such as
``volunteers: "|flask --app wsgi bounces take"`` for the address messages are sent from."""

import sys

import click
from flask.cli import with_appcontext

from volunteers.notifications.rules.bounces import LARGEST, read_bounce
from volunteers.notifications.service.reaching import note_returned
from volunteers.unit_of_work import unit_of_work


@click.group("bounces")
def bounces() -> None:
    """Mail that came back."""


@bounces.command("take")
@with_appcontext
def take() -> None:
    """Read one mail from standard input; where it says that a message of ours came back, note that on the message.

    Ends well whatever the mail says, so that the mail server does not answer one bounce with another.
    """
    found = read_bounce(sys.stdin.buffer.read(LARGEST))
    if found is None:
        click.echo("This mail says of no message that it came back.")
        return
    with unit_of_work():
        is_ours = note_returned(found.message_id, why=found.why)
    click.echo(f"Noted: {found.why}" if is_ours else "No message that is under way has that name.")
