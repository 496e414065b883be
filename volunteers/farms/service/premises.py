"""A member keeps their own premises, and says which alerts they want."""

from collections.abc import Collection

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.farms.models import FarmPremises, FarmWish
from volunteers.farms.queries import get_membership, get_own_premises, get_premises, list_own_premises, list_positions
from volunteers.farms.rules.entries import PremisesEntry
from volunteers.farms.rules.map_points import doubts
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.places.queries.near import find_district
from volunteers.places.rules import district_of
from volunteers.sealing import seal, unseal

STALE = Refusal("changed_meanwhile", "These premises were changed from another page. Look at them, and save again.")
KNOWN = Refusal("known", "You have premises at this very point already.")
PLAIN = ("name", "kept", "address", "postcode", "reference", "holding_number", "ring")


def add_premises(entry: PremisesEntry, *, is_sure: bool = False, by: Viewer) -> FarmPremises:
    """One more place of the member's own. Refused when they have one there, and to ask once about a point far off."""
    member = get_membership(by)
    if any(one.reference == entry.reference for one in list_own_premises(by)):
        raise Refused(KNOWN)
    _ask_once(entry, is_sure=is_sure)
    row = FarmPremises(volunteer_id=member.volunteer_id, area=member.area, added_at=clock.now(), version=1)
    _write(row, entry)
    db.session.add(row)
    db.session.flush()  # its notes are sealed for its number
    _seal(row, entry.access)
    record("farm_premises_added", subject="volunteer", subject_id=row.volunteer_id, by=by.account_id, premises=row.id)
    return row


def change_premises(
    premises_id: int, entry: PremisesEntry, *, version: int, is_sure: bool = False, by: Viewer
) -> FarmPremises:  # fmt: skip
    """Write premises down anew. ``NotFound`` for another's, ``Conflict`` when they were changed since."""
    row = get_own_premises(premises_id, by, locked=True)
    if row.version != version:
        raise Conflict(STALE)
    if any(one.reference == entry.reference and one.id != row.id for one in list_own_premises(by)):
        raise Refused(KNOWN)
    if entry.reference != row.reference:
        _ask_once(entry, is_sure=is_sure)
    _write(row, entry)
    _seal(row, entry.access)
    row.version += 1
    record("farm_premises_changed", subject="volunteer", subject_id=row.volunteer_id, by=by.account_id, premises=row.id)
    return row


def say_wishes(crimes: Collection[str], *, miles: int, by: Viewer) -> FarmWish:
    """The member says which alerts they want, within so many miles; no category means none."""
    member = get_membership(by)
    wish = db.session.get(FarmWish, member.volunteer_id, with_for_update=True)
    if wish is None:
        wish = FarmWish(volunteer_id=member.volunteer_id)
        db.session.add(wish)
    wish.crimes, wish.miles, wish.changed_at = sorted(crimes), miles, clock.now()
    record("farm_wishes_said", subject="volunteer", subject_id=member.volunteer_id, by=by.account_id)
    return wish


def own_access(premises: FarmPremises) -> str:
    """The member's own notes for officers, to be changed by them."""
    return _unsealed(premises)


def read_access(premises_id: int, *, by: Viewer) -> str:
    """How officers get in, for staff; that it was read is in the history."""
    premises = get_premises(premises_id, by)
    record(
        "farm_access_read", subject="volunteer", subject_id=premises.volunteer_id, by=by.account_id,
        premises=premises_id,
    )  # fmt: skip
    return _unsealed(premises)


def _ask_once(entry: PremisesEntry, *, is_sure: bool) -> None:
    if is_sure:
        return
    district = district_of(entry.postcode)
    found = doubts(
        entry.at, postcode_at=find_district(district) if district else None, units=list_positions(),
        far=current_force().farm_watch.doubt_miles,
    )  # fmt: skip
    if found:
        raise Refused(found)


def _write(row: FarmPremises, entry: PremisesEntry) -> None:
    for name in PLAIN:
        setattr(row, name, getattr(entry, name))
    row.latitude, row.longitude = entry.at.latitude, entry.at.longitude


def _seal(row: FarmPremises, access: str) -> None:
    row.sealed_access = seal(access, key=sealing_key(), place=row.place) if access else None


def _unsealed(row: FarmPremises) -> str:
    return unseal(row.sealed_access, key=sealing_key(), place=row.place) if row.sealed_access else ""
