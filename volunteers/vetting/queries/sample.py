"""The weekly sample of openings, for the auditors: who opened which file when, and why. Never what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import ROLE_PERMISSIONS, Permission
from volunteers.vetting.models import SampledOpening, VettingCase, VettingOpening
from volunteers.vetting.rules import reason_in_words

MOST_WEEKS = 12


@dataclass(frozen=True)
class SampleLine:
    """One opening that the lot drew."""

    at: datetime
    officer: str
    reference: str
    reason: str


@dataclass(frozen=True)
class SampleWeek:
    """The openings drawn from one week, by its Monday."""

    week: date
    lines: tuple[SampleLine, ...]


def list_sample() -> list[SampleWeek]:
    """The samples of the last twelve weeks that have one, newest first; one query."""
    weeks = select(SampledOpening.week).distinct().order_by(SampledOpening.week.desc()).limit(MOST_WEEKS)
    rows = db.session.execute(
        select(SampledOpening.week, VettingOpening.at, Account.full_name, VettingCase.reference, VettingOpening.reason)
        .join(VettingOpening, VettingOpening.id == SampledOpening.opening_id)
        .join(VettingCase, VettingCase.id == VettingOpening.case_id)
        .join(Account, Account.id == VettingOpening.by_id)
        .where(SampledOpening.week.in_(weeks))
        .order_by(SampledOpening.week.desc(), VettingOpening.at, VettingOpening.id)
    )
    found: dict[date, list[SampleLine]] = {}
    for week, at, officer, reference, reason in rows:
        found.setdefault(week, []).append(SampleLine(at, officer, reference, reason_in_words(reason)))
    return [SampleWeek(week, tuple(lines)) for week, lines in found.items()]


def list_auditors() -> Sequence[Account]:
    """The accounts that may read the history."""
    roles = [role for role, granted in ROLE_PERMISSIONS.items() if Permission.HISTORY_READ in granted]
    granted = select(RoleGrant.account_id).where(RoleGrant.role.in_(roles))
    wanted = select(Account).where(Account.id.in_(granted), Account.disabled_at.is_(None))
    return db.session.scalars(wanted.order_by(Account.id)).all()
