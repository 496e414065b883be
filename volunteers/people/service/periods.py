"""What every change of someone's service begins and ends with: hold it, judge who asks, and tell them."""

from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.people.queries.serving import ServingFile, get_serving
from volunteers.people.rules.changes import CHANGED_MEANWHILE, OWN
from volunteers.people.rules.moving_on import OF_AGE
from volunteers.permissions import Permission, Viewer


def hold(
    volunteer_id: int,
    period_id: int,
    *,
    seen: int | None,
    by: Viewer,
    permission: Permission = Permission.SERVICE_EDIT,
) -> ServingFile:
    """Someone's service, held until the end of the transaction: two who change it come one after the other.

    ``NotFound`` out of scope, refused for one's own, ``Conflict`` when more was written down than the page showed.
    """
    db.session.execute(select(Volunteer.id).where(Volunteer.id == volunteer_id).with_for_update(key_share=True))
    found = get_serving(volunteer_id, period_id, by, permission=permission)
    if found.is_own:
        raise Refused(OWN)
    if seen is not None and seen != found.seen:
        raise Conflict(CHANGED_MEANWHILE)
    return found


def tell(kind: MessageKind, found: ServingFile, **particulars: Any) -> None:
    """Write to the volunteer what was changed; a young person's guardian is sent a copy by itself."""
    account = db.session.get_one(Account, found.volunteer.account_id)
    notify(
        kind, to=account.email, account_id=account.id, subject=("volunteer", found.volunteer.id),
        of_strand=found.period.strand, name=found.volunteer.first_name, strand=found.strand.name,
        contact=current_force().contact(found.period.strand),
        to_adult=clock.years_between(found.volunteer.birth_date, clock.today()) >= OF_AGE, **particulars,
    )  # fmt: skip
