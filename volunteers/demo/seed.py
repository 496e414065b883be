"""The demonstration force, made from a seed and a day: the same seed and day make the same force."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from volunteers import clock
from volunteers.demo.accounts import add_account, add_staff
from volunteers.demo.personas import PERSONAS, SignInDetails, details_of
from volunteers.demo.scene import Scene
from volunteers.demo.sheets import Sheets
from volunteers.demo.stations import add_units
from volunteers.forces.rules import Force
from volunteers.people.models import Account


@dataclass(frozen=True)
class Wish:
    """What to make: how many volunteers serve today, how many years of history, and which today."""

    seed: int
    volunteers: int
    years: int
    today: date


@dataclass(frozen=True)
class Made:
    """What was made: rows by table, and how to sign in."""

    rows: dict[str, int]
    details: list[SignInDetails]


def is_empty(session: Session) -> bool:
    """Whether nobody has an account yet."""
    return not session.scalar(select(exists().where(Account.id.is_not(None))))


def seed(session: Session, wish: Wish, *, force: Force, sealing_key: bytes) -> Made:
    """Fill an empty database with the demonstration force. Nothing is committed here."""
    began = clock.from_london(datetime.combine(clock.add_months(wish.today, -12 * wish.years), time(9)))
    staff, secrets = add_staff(session, sealing_key=sealing_key, at=began)
    sheets = Sheets(session)
    _scene = Scene(sheets, force, wish.seed, wish.today, add_units(sheets, force), staff)
    for persona in PERSONAS:
        if not persona.is_staff:
            add_account(sheets, email=persona.email, name=persona.name, at=began, roles=(persona.role,))
    rows = sheets.counts()
    sheets.write()
    return Made(rows, details_of(secrets))
