"""Those who wait: asking to be told, being told once, being forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.openings.models import Interest, InterestTally, Opening, Tallied
from volunteers.openings.queries import find_wanted, role_name, unit_name
from volunteers.openings.queries.interests import is_open_on, wants
from volunteers.openings.rules import CONFIRMATIONS_A_DAY, in_words, is_within_a_day
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links, make_link
from volunteers.strands.queries import get_strand

AT_ONCE = 100
LINK_LASTS = timedelta(days=400)


def register_interest(email: str, *, strand: str, unit_id: int | None = None, role: str | None = None) -> None:
    """Remember to tell an address when this opens, and confirm it by e-mail, three times a day at most.

    Asking again is the same as asking once, and nothing shows whether the address was known. Refused while it is
    open: then there is nothing to wait for.
    """
    if find_wanted(strand, unit_id, role, clock.today()) is not None:
        raise Refused(Refusal("open", "This is open now: you can apply."))
    _one_at_a_time(email)
    now = clock.now()
    theirs = db.session.scalars(select(Interest).where(Interest.email == email)).all()
    wished = (strand, unit_id, role)
    interest = next((one for one in theirs if (one.strand, one.unit_id, one.role) == wished), None)
    is_new = interest is None or interest.told_at is not None
    if interest is None:
        interest = Interest(email=email, strand=strand, unit_id=unit_id, role=role)
        db.session.add(interest)
    is_due = _may_confirm(interest, theirs, now)
    _tally(interest.strand, interest.unit_id, Tallied.REGISTERED if is_new else Tallied.ASKED_AGAIN)
    interest.asked_at = interest.last_contact_at = now
    interest.told_at = None
    if is_due:
        interest.confirmed_at = now
    db.session.flush()  # the link needs its id
    _confirm(interest, expires_at=None if is_due else now)


def tell_interested(*, most: int = AT_ONCE) -> int:
    """Tell some of those who wait for what is open now; how many were told, none once all have been.

    Rows that another worker is telling are passed over, and the guarded update tells each once.
    """
    now = clock.now()
    opening = (
        select(Opening.id)
        .where(is_open_on(clock.on(now)), wants())
        .order_by(Opening.unit_id.is_(None), Opening.role.is_(None), Opening.closes_on, Opening.id)
        .limit(1)
        .lateral()
    )
    waiting = db.session.execute(
        select(Interest.id, opening.c.id)
        .join(opening, opening.c.id.is_not(None))
        .where(Interest.told_at.is_(None))
        .order_by(Interest.id)
        .limit(most)
        .with_for_update(of=Interest, skip_locked=True)
    ).all()
    for interest_id, opening_id in waiting:
        _tell(interest_id, opening_id)
    return len(waiting)


def remove_interest(interest_id: int) -> None:
    """Forget a wish and the address with it; its links say so from then on. Harmless when it is gone."""
    wished = (Interest.strand, Interest.unit_id, Interest.told_at)
    gone = db.session.execute(delete(Interest).where(Interest.id == interest_id).returning(*wished)).one_or_none()
    if gone is not None and gone.told_at is None:
        _tally(gone.strand, gone.unit_id, Tallied.LEFT)
    end_links(LinkPurpose.INTEREST, interest_id)


def erase_old_interest(*, most: int = AT_ONCE) -> int:
    """Erase some of the wishes kept as long as the force keeps them since the last contact; how many there were."""
    months = current_force().retention.interest_months
    before = clock.start_of_day(clock.add_months(clock.today(), -months))
    old = db.session.scalars(
        select(Interest.id)
        .where(Interest.last_contact_at < before)
        .order_by(Interest.last_contact_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for interest_id in old:
        remove_interest(interest_id)
    return len(old)


def _tally(strand: str, unit_id: int | None, what: Tallied) -> None:
    """Count what became of a wish today, without saying whose it was."""
    db.session.add(InterestTally(strand=strand, unit_id=unit_id, tallied_on=clock.today(), what=what))


def _one_at_a_time(email: str) -> None:
    """Two requests for one address wait for each other, so that the confirmations are counted right."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(email, 0))))


def _may_confirm(interest: Interest, theirs: Sequence[Interest], now: datetime) -> bool:
    """Once a day for each wish, and three times for each address."""
    had = [one for one in theirs if is_within_a_day(one.confirmed_at, now)]
    return interest not in had and len(had) < CONFIRMATIONS_A_DAY


def _confirm(interest: Interest, *, expires_at: datetime | None) -> None:
    """Write the confirmation. One that is not due expires unsent: the work, and the time it takes, are the same."""
    months = current_force().retention.interest_months
    notify(
        MessageKind.INTEREST_REGISTERED, to=interest.email, expires_at=expires_at, of_strand=interest.strand,
        months=months, **_wish(interest), token=_link(interest.id),
    )  # fmt: skip


def _tell(interest_id: int, opening_id: int) -> None:
    now = clock.now()
    interest = db.session.scalar(
        update(Interest)
        .where(Interest.id == interest_id, Interest.told_at.is_(None))
        .values(told_at=now, last_contact_at=now)
        .returning(Interest)
    )
    if interest is None:
        return
    _tally(interest.strand, interest.unit_id, Tallied.TOLD)
    opening = db.session.get_one(Opening, opening_id)
    notify(
        MessageKind.OPENING_ANNOUNCED, to=interest.email,
        expires_at=clock.start_of_day(opening.closes_on + timedelta(days=1)), of_strand=interest.strand,
        title=opening.title, opening_id=opening.id, closes_on=in_words(opening.closes_on), **_wish(interest),
        token=_link(interest.id),
    )  # fmt: skip


def _wish(interest: Interest) -> dict[str, Any]:
    """What they asked for, in words."""
    parts = [role_name(interest.strand, interest.role), unit_name(interest.strand, interest.unit_id)]
    name = get_strand(interest.strand).name
    return {"strand": name, "what": ", ".join([name, *(part for part in parts if part)])}


def _link(interest_id: int) -> str:
    return make_link(LinkPurpose.INTEREST, interest_id, lasts=LINK_LASTS)
