"""The households on a scheme's list, for its coordinator alone; and its streets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from volunteers.errors import NotFound
from volunteers.extensions import db, sealing_key
from volunteers.sealing import unseal
from volunteers.watch_schemes.models import WatchHousehold, WatchScheme, WatchStreet

# More than this no scheme has on its list; the service refuses another one.
MOST_HOUSEHOLDS = 500
MOST_STREETS = 60


@dataclass(frozen=True)
class HouseholdLine:
    """A household in a list. What its note says is not here: it is opened on its own page."""

    id: int
    address: str
    name: str
    email: str | None
    phone: str | None
    needs_help: bool
    agreed_on: date | None
    is_online: bool

    @property
    def how(self) -> str:
        """How a message reaches it, in words."""
        if self.is_online:
            return "By e-mail"
        return "Call or knock" if self.phone else "Knock"


def line_of(row: WatchHousehold) -> HouseholdLine:
    """A household as a line of a list."""
    return HouseholdLine(
        row.id, row.address, row.name, row.email, row.phone, row.needs_help, row.agreed_on, row.is_online
    )  # fmt: skip


def list_households(
    scheme_id: int, *, find: str = "", without: str | None = None, needs_help: bool = False
) -> list[HouseholdLine]:  # fmt: skip
    """The households on the list by address, all of them: a scheme has at most ``MOST_HOUSEHOLDS``.

    ``find`` narrows them to an address, a name or an e-mail address that holds these words; ``without`` to those
    without "mail" (not reached by e-mail) or "agreement".
    """
    wanted = select(WatchHousehold).where(WatchHousehold.scheme_id == scheme_id, WatchHousehold.left_on.is_(None))
    if find:
        told = f"%{find.lower().replace('%', '').replace('_', '')}%"
        columns = (WatchHousehold.address, WatchHousehold.name, WatchHousehold.email)
        wanted = wanted.where(or_(*(func.lower(column).like(told) for column in columns)))
    if without == "mail":
        wanted = wanted.where(or_(WatchHousehold.email.is_(None), WatchHousehold.agreed_on.is_(None)))
    if without == "agreement":
        wanted = wanted.where(WatchHousehold.agreed_on.is_(None))
    if needs_help:
        wanted = wanted.where(WatchHousehold.needs_help)
    rows = db.session.scalars(wanted.limit(MOST_HOUSEHOLDS))
    return sorted((line_of(row) for row in rows), key=lambda line: _by_street(line.address))


def get_household(scheme_id: int, household_id: int, *, locked: bool = False) -> WatchHousehold:
    """One household on the list; raises ``NotFound`` for one that left, or is of another scheme."""
    wanted = select(WatchHousehold).where(
        WatchHousehold.id == household_id, WatchHousehold.scheme_id == scheme_id, WatchHousehold.left_on.is_(None)
    )
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no household {household_id} in scheme {scheme_id}")
    return found


def find_to_leave(household_id: int) -> tuple[WatchHousehold, str] | None:
    """A household and the name of its scheme, for the page that takes it off; None once it has left."""
    row = db.session.get(WatchHousehold, household_id)
    if row is None or row.left_on is not None:
        return None
    return row, db.session.get_one(WatchScheme, row.scheme_id).unit.name


def open_note(row: WatchHousehold) -> str:
    """How a household may need help, unsealed; empty where nothing was said."""
    return unseal(row.sealed_note, key=sealing_key(), place=row.place) if row.sealed_note else ""


def known_addresses(scheme_id: int) -> set[str]:
    """The addresses on the list, in small letters."""
    rows = select(WatchHousehold.address).where(WatchHousehold.scheme_id == scheme_id, WatchHousehold.left_on.is_(None))
    return {address.casefold() for address in db.session.scalars(rows)}


def list_streets(scheme_id: int) -> Sequence[WatchStreet]:
    """The streets of a scheme by name."""
    wanted = select(WatchStreet).where(WatchStreet.scheme_id == scheme_id)
    return db.session.scalars(wanted.order_by(WatchStreet.name, WatchStreet.first_number, WatchStreet.id)).all()


def count_streets(scheme_id: int) -> int:
    wanted = select(func.count()).select_from(WatchStreet).where(WatchStreet.scheme_id == scheme_id)
    return db.session.scalar(wanted) or 0


def _by_street(address: str) -> tuple[str, int, str]:
    """12 Mill Lane after 2 Mill Lane, and both under M."""
    number, _, street = address.partition(" ")
    digits = "".join(letter for letter in number if letter.isascii() and letter.isdigit())
    if digits and street:
        return street.casefold(), int(digits[:9]), number.casefold()
    return address.casefold(), 0, ""
