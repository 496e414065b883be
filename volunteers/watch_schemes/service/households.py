"""A coordinator keeps the list of their own scheme's households."""

from collections.abc import Sequence
from datetime import date

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.sealing import seal
from volunteers.watch_schemes.models import WatchHousehold, WatchScheme
from volunteers.watch_schemes.queries.households import MOST_HOUSEHOLDS, get_household, known_addresses
from volunteers.watch_schemes.rules import SchemeState
from volunteers.watch_schemes.rules.households import BadLine, HouseholdEntry, Pasted, read_lines, refusals_of_household
from volunteers.watch_schemes.service.erasing import erase
from volunteers.watch_schemes.service.signs import hold_own

ENOUGH_TO_RUN = 2
KNOWN = Refusal("known", "This address is on your list already.")
FULL = Refusal("full", f"A scheme has at most {MOST_HOUSEHOLDS} households. Ask us to make a second scheme.")
STALE = Refusal(
    "changed_meanwhile", "This household was changed from another page. Look at it as it is now, then send yours."
)


def add_household(entry: HouseholdEntry, *, by: Viewer) -> WatchHousehold:
    """One more household on the list of the viewer's own scheme. Refused when it is there or lacks things."""
    scheme = hold_own(by)
    _judge(entry, known_addresses(scheme.id))
    row = _add(scheme, entry)
    record("watch_household_added", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, household=row.id)
    return row


def add_households(text: str, *, agreed_on: date | None, agreed_how: str, by: Viewer) -> tuple[int, Pasted]:
    """Read pasted lines and add every good one; how many, and the lines that have to be put right."""
    scheme = hold_own(by)
    said = HouseholdEntry("-", agreed_on=agreed_on, agreed_how=agreed_how)
    if refusals := refusals_of_household(said, today=clock.today()):
        raise Refused(refusals)
    known = known_addresses(scheme.id)
    pasted = read_lines(text, known=known, agreed_on=agreed_on, agreed_how=agreed_how)
    room = max(0, MOST_HOUSEHOLDS - len(known))
    added = [_add(scheme, entry) for entry in pasted.entries[:room]]
    if over := pasted.entries[room:]:
        more = tuple(BadLine(0, ", ".join(filter(None, _said(entry))), FULL.message) for entry in over)
        pasted = Pasted(pasted.entries[:room], pasted.bad + more)
    if added:
        record(
            "watch_households_added", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, count=len(added)
        )
    return len(added), pasted


def change_household(household_id: int, entry: HouseholdEntry, *, version: int, by: Viewer) -> WatchHousehold:
    """Write a household down anew. ``NotFound`` for another scheme's, ``Conflict`` when it was changed since."""
    scheme = hold_own(by)
    row = get_household(scheme.id, household_id, locked=True)
    if row.version != version:
        raise Conflict(STALE)
    _judge(entry, known_addresses(scheme.id) - {row.address.casefold()})
    _write(row, entry)
    row.version += 1
    record("watch_household_changed", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, household=row.id)
    return row


def remove_household(household_id: int, *, by: Viewer) -> None:
    """Take a household off the list, and erase everything that is kept of it."""
    scheme = hold_own(by)
    row = get_household(scheme.id, household_id, locked=True)
    erase(row)
    record("watch_household_removed", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, household=row.id)


def confirm_list(*, by: Viewer) -> None:
    """The coordinator says that the list is right today."""
    scheme = hold_own(by)
    scheme.list_confirmed_on = clock.today()
    record("watch_list_confirmed", subject="watch_scheme", subject_id=scheme.id, by=by.account_id)


def _judge(entry: HouseholdEntry, known: set[str]) -> None:
    refusals = refusals_of_household(entry, today=clock.today())
    if entry.address.casefold() in known:
        refusals.append(KNOWN)
    if len(known) >= MOST_HOUSEHOLDS:
        refusals.append(FULL)
    if refusals:
        raise Refused(refusals)


def _add(scheme: WatchScheme, entry: HouseholdEntry) -> WatchHousehold:
    row = WatchHousehold(scheme_id=scheme.id, joined_on=clock.today(), address=entry.address)
    db.session.add(row)
    db.session.flush()  # the note is sealed for the row's number
    _write(row, entry)
    if scheme.state is SchemeState.FORMING and len(known_addresses(scheme.id)) >= ENOUGH_TO_RUN:
        scheme.state = SchemeState.ACTIVE
    return row


def _write(row: WatchHousehold, entry: HouseholdEntry) -> None:
    row.address, row.name = entry.address, entry.name
    row.email, row.phone = entry.email or None, entry.phone or None
    row.needs_help = entry.needs_help
    row.sealed_note = seal(entry.note, key=sealing_key(), place=row.place) if entry.note else None
    row.agreed_on, row.agreed_how = entry.agreed_on, entry.agreed_how
    db.session.flush()


def _said(entry: HouseholdEntry) -> Sequence[str]:
    return entry.address, entry.name, entry.email, entry.phone
