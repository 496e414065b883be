"""How much is in each list of reference data, and when it last changed."""

from datetime import datetime

from sqlalchemy import func, select

from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Account
from volunteers.people.queries.acts import ActRow, Sought, list_acts
from volunteers.people.queries.qualification_kinds import list_qualification_kinds
from volunteers.people.rules.acts import who_in_words
from volunteers.people.rules.reference import LISTS, counted
from volunteers.places.models import Unit
from volunteers.strands.models import KeptReason
from volunteers.strands.queries import all_strands, list_occupations
from volunteers.strands.rules.reasons import DEFAULTS

RECENT = 8


def count_entries() -> dict[str, str]:
    """How many entries each list offers now, in words, by the endpoint of its page; six statements."""
    force, occupations = current_force(), list_occupations()
    offered = [each for each in occupations if not each.is_ended] if occupations else force.occupations
    units = db.session.scalar(select(func.count()).select_from(Unit).where(Unit.ended_on.is_(None))) or 0
    return {
        "places.areas": counted(len(force.areas), "area", "areas"),
        "places.units": counted(units, "unit", "units"),
        "strands.occupations": counted(len(offered), "occupation", "occupations"),
        "strands.reasons": counted(_count_reasons(), "reason", "reasons"),
        "people.qualification_kinds": counted(len(list_qualification_kinds()), "qualification", "qualifications"),
        "onboarding.pipelines": counted(len(all_strands()), "pipeline", "pipelines"),
    }


def latest_changes() -> dict[str, tuple[datetime, str]]:
    """When entries of each list last changed and who did it, by what the history calls an entry; one statement."""
    subjects = [subject for each in LISTS for subject in each.subjects]
    latest = select(func.max(HistoryEntry.id)).where(HistoryEntry.subject.in_(subjects)).group_by(HistoryEntry.subject)
    rows = db.session.execute(
        select(HistoryEntry.subject, HistoryEntry.at, HistoryEntry.by_account_id, Account.full_name)
        .outerjoin(Account, Account.id == HistoryEntry.by_account_id)
        .where(HistoryEntry.id.in_(latest))
    )
    return {subject: (at, who_in_words(account_id, name)) for subject, at, account_id, name in rows}


def recent_changes(subject: str) -> tuple[ActRow, ...]:
    """The latest changes of a list, newest first; one statement."""
    return list_acts(Sought(subject=subject), limit=RECENT).rows


def _count_reasons() -> int:
    """Those the force keeps, and the defaults of each kind it keeps none of."""
    rows = db.session.execute(
        select(KeptReason.kind, func.count().filter(KeptReason.ended_at.is_(None))).group_by(KeptReason.kind)
    )
    kept = {kind: number for kind, number in rows}  # noqa: C416 - a row is no pair to mypy
    return sum(kept[kind] if kind in kept else len(reasons) for kind, reasons in DEFAULTS.items())
