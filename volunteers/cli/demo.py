"""The demonstration force, from the command line."""

from dataclasses import replace
from datetime import date, datetime
from time import perf_counter

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Settings
from volunteers import clock
from volunteers.demo import personas
from volunteers.demo.bulk import fill
from volunteers.demo.scales import SCALES, SHORTEST_WAY
from volunteers.demo.seed import Wish, is_empty, seed
from volunteers.integrity.service import look_for_impossible
from volunteers.unit_of_work import hint_after_commit, unit_of_work

VOLUNTEERS = 240
YEARS = 10


@click.group("demo")
def demo() -> None:
    """Make and describe the demonstration force."""


@demo.command("seed")
@click.option("--seed", "number", type=int, default=1, show_default=True, help="The same number makes the same force.")
@click.option("--volunteers", type=click.IntRange(min=20), default=VOLUNTEERS, show_default=True, help="Serving today.")
@click.option("--years", type=click.IntRange(1, 12), default=YEARS, show_default=True, help="Years of history.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day it is made for; else today.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there is anyone already.")
@with_appcontext
def seed_command(number: int, volunteers: int, years: int, today: datetime | None, if_empty: bool) -> None:
    """Fill an empty database with an invented force that follows the real one's published headcounts."""
    settings, started = _settings(), perf_counter()
    wish = Wish(number, volunteers, years, _day(today))
    with unit_of_work() as session:
        if not is_empty(session):
            if if_empty:
                click.echo("There are people here already; nothing was seeded.")
                return
            raise click.ClickException("There are people here already. Seed an empty database, or say --if-empty.")
        made = seed(session, wish, force=current_app.config["FORCE"], sealing_key=settings.sealing_key)
        hint_after_commit("figures", "volunteers.trends.jobs.make_forecasts")
    personas.write_details(settings.data_dir, made.details)
    if wish.today == clock.today():  # made for another day, what is promised for later would count as broken
        with unit_of_work():
            look_for_impossible()
    _tell(made.rows, perf_counter() - started)


@demo.command("bulk")
@click.option(
    "--scale", type=click.Choice(list(SCALES)), default=None, help="A size by name; numbers given beside it win."
)
@click.option("--applications", type=click.IntRange(min=0), default=None)
@click.option("--changes", type=click.IntRange(min=0), default=None, help="Stage changes of all applications together.")
@click.option("--volunteers", type=click.IntRange(min=10), default=None)
@click.option("--duties", type=click.IntRange(min=0), default=None, help="Duties to come.")
@click.option("--attendances", type=click.IntRange(min=0), default=None, help="Attendances of the past.")
@click.option("--seed", "number", type=int, default=1, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day it is made for; else today.")
@with_appcontext
def bulk_command(scale: str | None, number: int, today: datetime | None, **given: int | None) -> None:
    """Add a force of any size, for benches. Say a scale, or how much of everything."""
    settings, started = _settings(), perf_counter()
    size = replace(SCALES[scale or "small"], **{name: value for name, value in given.items() if value is not None})
    if size.changes < size.applications * SHORTEST_WAY:
        raise click.ClickException(f"Each application has {SHORTEST_WAY} stage changes at least.")
    with unit_of_work() as session:
        made = fill(
            session, size, seed=number, today=_day(today), force=current_app.config["FORCE"],
            sealing_key=settings.sealing_key,
        )  # fmt: skip
    if made.details:
        personas.write_details(settings.data_dir, made.details)
    _tell(made.rows, perf_counter() - started)


@demo.command("personas")
@with_appcontext
def personas_command() -> None:
    """Say who can be signed in as, and how."""
    settings = _settings()
    details = personas.read_details(settings.data_dir)
    if not details:
        raise click.ClickException("The demonstration has not been seeded for this DATA_DIR.")
    for one in details:
        click.echo(f"{one.name:<16} {one.role:<16} {one.email:<42} {one.note}")
    click.echo(f"\nStaff sign in at {settings.public_url}/staff/sign-in with the password: {personas.PASSWORD}")
    click.echo("and the code of their authenticator, which the mail page shows. Everyone else signs in at")
    click.echo(f"{settings.public_url}/sign-in with a code sent by e-mail, which the mail page shows too.")


def _settings() -> Settings:
    """The settings, unless this is production: invented people have no place there."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.is_production:
        raise click.ClickException("The demonstration is not for production.")
    return settings


def _day(given: datetime | None) -> date:
    return given.date() if given else clock.today()


def _tell(rows: dict[str, int], seconds: float) -> None:
    for table, count in sorted(rows.items()):
        click.echo(f"{count:>10,}  {table.replace('_', ' ')}")
    click.echo(f"Made in {seconds:.1f} s. `flask --app wsgi demo personas` says who can be signed in as.")
