"""Commands a force's own operators use."""

from io import StringIO

import click
import pyotp
import segno
from flask import current_app
from flask.cli import with_appcontext

from volunteers.errors import Refused
from volunteers.history.queries import find_first_broken
from volunteers.people.service import create_staff
from volunteers.permissions import Grant, Role
from volunteers.strands.service import take_over_occupations
from volunteers.trends.service import compute_figures
from volunteers.unit_of_work import unit_of_work


@click.command("create-admin")
@click.option("--email", prompt="E-mail address", help="What the administrator signs in with.")
@click.option("--name", prompt="Full name", help="As colleagues know them.")
@click.option(
    "--password",
    prompt="Password (12 characters or more; three random words are good)",
    hide_input=True,
    confirmation_prompt="The same again",
    envvar="ADMIN_PASSWORD",
    show_envvar=True,
    help="Given here it can be seen by others on the machine: let the command ask, or use the variable.",
)
@with_appcontext
def create_admin(email: str, name: str, password: str) -> None:
    """Create an administrator, and show once what their authenticator app reads."""
    settings = current_app.config["SETTINGS"]
    try:
        with unit_of_work():
            account, secret = create_staff(
                email=email, full_name=name, password=password, grants=[Grant(Role.ADMINISTRATOR)],
                key=settings.sealing_key,
            )  # fmt: skip
    except Refused as fault:
        raise click.ClickException(" ".join(refusal.message for refusal in fault.refusals)) from fault
    address = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name="Volunteers")
    click.echo(f"There is now an administrator: {account.email}.")
    click.echo("Scan this with an authenticator app. It is not shown again.\n")
    picture = StringIO()
    segno.make_qr(address).terminal(picture, compact=True)
    click.echo(f"{picture.getvalue()}\n{address}\n\nSign in at {settings.public_url}/staff/sign-in")


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


@figures.command("compute")
@with_appcontext
def compute() -> None:
    """Count every month again from the dated record. Counting twice gives the same figures."""
    with unit_of_work():
        run = compute_figures()
    click.echo(f"Computed {run.rows:,} figures.")


@click.group("occupations")
def occupations() -> None:
    """The force's own list of conflicting occupations."""


@occupations.command("take-over")
@with_appcontext
def take_over() -> None:
    """Begin the list with the one in the force file, once; after that administrators keep it on their page."""
    with unit_of_work():
        number = take_over_occupations(by=None)
    click.echo(f"Took over {number} occupations." if number else "The force keeps its own list already.")
