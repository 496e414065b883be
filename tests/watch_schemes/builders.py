"""Watch schemes for tests: good in every detail that a test does not name. Builders flush, never commit."""

import itertools
from datetime import timedelta
from typing import Any

from tests.openings.builders import a_unit
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer
from volunteers import clock
from volunteers.extensions import db, sealing_key
from volunteers.forces.rules import Verification
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.places.models import UnitKind
from volunteers.sealing import seal
from volunteers.watch_schemes import service
from volunteers.watch_schemes.models import WatchHousehold, WatchMessage, WatchScheme
from volunteers.watch_schemes.rules import Category, SchemeState

STRAND, AREA = "neighbourhood_watch", "bristol"
DRAFT = service.Draft(Category.CRIME_ALERT, "Sheds broken into", "Three sheds this week.")
_numbers = itertools.count(1)


def a_scheme(name: str = "Mill Lane Watch", *, area: str = AREA, **more: Any) -> WatchScheme:
    """A scheme that runs, heard of today."""
    unit = a_unit(name, area=area, strand=STRAND, kind=UnitKind.SCHEME)
    today = clock.today()
    given: dict[str, Any] = {
        "state": SchemeState.ACTIVE, "registered_on": today - timedelta(days=90), "list_confirmed_on": today,
        "verified_how": Verification.POLICE, "next_review_on": today + timedelta(days=200),
        "last_sign_at": clock.now(), "registered_by_id": an_account(Role.COORDINATOR).id,
    }  # fmt: skip
    scheme = WatchScheme(unit_id=unit.id, **{**given, **more})
    db.session.add(scheme)
    db.session.flush()
    return scheme


def a_coordinator(scheme: WatchScheme | None = None, *, area: str = AREA, **more: Any) -> Volunteer:
    """Someone who looks after a scheme or, without one, waits for theirs."""
    given: dict[str, Any] = {
        "last_name": "Hart", "strand": STRAND, "rank": None, "grade": "scheme_coordinator", "clearances": [],
        "area": scheme.unit.area if scheme else area, "unit_id": scheme.unit_id if scheme else None,
        "account": an_account(Role.VOLUNTEER, full_name="Dilys Hart"),
    }  # fmt: skip
    return a_volunteer(**{**given, **more})


def viewer_of(volunteer: Volunteer) -> Viewer:
    """The coordinator as the one acting."""
    return as_viewer(db.session.get_one(Account, volunteer.account_id))


def a_household(scheme: WatchScheme, *, note: str = "", online: bool = True, **more: Any) -> WatchHousehold:
    """A household that gets e-mail and agreed to that."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "address": f"{number} Mill Lane", "name": "Ann Perry", "joined_on": clock.today(), "agreed_how": "in_person",
        "agreed_on": clock.today(), "email": f"house{number}@example.org" if online else None, "phone": None,
    }  # fmt: skip
    row = WatchHousehold(scheme_id=scheme.id, **{**given, **more})
    db.session.add(row)
    db.session.flush()
    if note:
        row.sealed_note = seal(note, key=sealing_key(), place=row.place)
    return row


def a_sent_message(*schemes: WatchScheme, by: Viewer | None = None) -> WatchMessage:
    """A message of staff that waits at these schemes."""
    by = by or a_viewer(Role.COORDINATOR, STRAND)
    return service.send_to_schemes(DRAFT, areas=[], scheme_ids=[scheme.id for scheme in schemes], by=by)
