"""The streets of a scheme, kept by its coordinator."""

from sqlalchemy import delete

from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.watch_schemes.models import WatchStreet
from volunteers.watch_schemes.queries.households import MOST_STREETS, count_streets
from volunteers.watch_schemes.service.signs import hold_own

BACKWARDS = Refusal("backwards", "The last number must be the first one or a higher one.")
ENOUGH = Refusal("enough", f"A scheme has at most {MOST_STREETS} streets.")


def add_street(name: str, *, first: int | None, last: int | None, postcode: str, by: Viewer) -> WatchStreet:
    """One more street of the viewer's own scheme. Refused for numbers that run backwards, and beyond the most."""
    scheme = hold_own(by)
    if first is not None and last is not None and last < first:
        raise Refused(BACKWARDS)
    if count_streets(scheme.id) >= MOST_STREETS:
        raise Refused(ENOUGH)
    street = WatchStreet(scheme_id=scheme.id, name=name, first_number=first, last_number=last, postcode=postcode)
    db.session.add(street)
    db.session.flush()
    record("watch_street_added", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, street=street.id)
    return street


def remove_street(street_id: int, *, by: Viewer) -> None:
    """Take a street out of the viewer's own scheme; ``NotFound`` for one of another."""
    scheme = hold_own(by)
    gone = delete(WatchStreet).where(WatchStreet.id == street_id, WatchStreet.scheme_id == scheme.id)
    if db.session.scalar(gone.returning(WatchStreet.id)) is None:
        raise NotFound(f"no street {street_id} in scheme {scheme.id}")
    record("watch_street_removed", subject="watch_scheme", subject_id=scheme.id, by=by.account_id, street=street_id)
