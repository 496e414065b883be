"""Duties soon to come that are below their minimum and of which no staff was told yet, and whom to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import Role, Viewer
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.models.cover import ShortDutyAlert
from volunteers.rosters.queries.board import minimum_of, without_independent
from volunteers.rosters.queries.counts import tally_of, with_tally
from volunteers.rosters.queries.rows import words_of
from volunteers.rosters.rules import Cover
from volunteers.strands.queries import get_strand

MOST = 500
LOOK_AFTER_DUTIES = (Role.COORDINATOR, Role.SUPERVISOR)


@dataclass(frozen=True)
class ShortDuty:
    """A duty that cannot run as it stands, in one line."""

    id: int
    strand: str
    area: str
    line: str


def list_short_duties() -> list[ShortDuty]:
    """Published duties within the force's number of days, below their minimum or without an independent officer,
    soonest first, that nobody was told of; two statements."""
    now = clock.now()
    until = now + timedelta(days=current_force().numbers.duty_short_days)
    rows = db.session.execute(
        with_tally(select(Duty).select_from(Duty))
        .where(
            Duty.state == DutyState.PUBLISHED, Duty.starts_at > now, Duty.starts_at <= until,
            ~exists().where(ShortDutyAlert.duty_id == Duty.id),
        )
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST)
    ).all()  # fmt: skip
    alone = without_independent([row.Duty.id for row in rows if row.Duty.needs_independent])
    found = []
    for row in rows:
        duty, tally = row.Duty, tally_of(row)
        minimum = minimum_of(get_strand(duty.strand), duty.minimum_to_run)
        cover = Cover(tally.confirmed, tally.places, minimum, duty.id in alone)
        if cover.tone == "poor":
            found.append(ShortDuty(duty.id, duty.strand, duty.area, _line(duty, cover)))
    return found


def list_to_alert() -> Sequence[tuple[Viewer, str]]:
    """Every coordinator and supervisor who can be written to, with the rights they hold now, and their address."""
    holds = exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_(LOOK_AFTER_DUTIES))
    accounts = db.session.scalars(select(Account).where(holds, Account.disabled_at.is_(None)).order_by(Account.id))
    return [
        (Viewer(one.id, one.full_name, frozenset(grant.as_grant() for grant in one.role_grants)), one.email)
        for one in accounts.unique()
        if one.has_mail
    ]


def _line(duty: Duty, cover: Cover) -> str:
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    need = f"at least {cover.minimum} needed" if cover.is_below else "nobody on it may be alone"
    return f"{duty.title}, {words.day}, {words.hours}, {words.area}: {cover.taken} confirmed, {need}"
