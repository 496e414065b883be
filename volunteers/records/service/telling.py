"""What goes out by itself: one reminder a week to those who have evidence to sign, and thanks on a milestone's day."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.records.models import Evidence, SigningReminder, Thanks
from volunteers.records.queries.milestones import MilestoneRow
from volunteers.records.rules import EvidenceState
from volunteers.strands.rules import in_words

WEEK = timedelta(days=7)


def list_signers_to_remind() -> list[int]:
    """The accounts that have something to sign and can sign in."""
    waits = select(Evidence.signer_id).where(Evidence.state == EvidenceState.WAITING)
    return list(db.session.scalars(select(Account.id).where(Account.id.in_(waits), Account.disabled_at.is_(None))))


def remind_signer(account_id: int, *, on: date) -> bool:
    """Tell a signer how many pieces wait, at most once in a week; False when they were told or nothing waits."""
    account = db.session.get_one(Account, account_id)
    waits = (Evidence.signer_id == account_id, Evidence.state == EvidenceState.WAITING)
    count, since = db.session.execute(select(func.count(Evidence.id), func.min(Evidence.sent_at)).where(*waits)).one()
    if not count or not _claim(account_id, on - timedelta(days=on.weekday())):
        return False
    now = clock.now()
    notify(
        MessageKind.EVIDENCE_WAITING, to=account.email, account_id=account_id, to_adult=True, expires_at=now + WEEK,
        name=account.full_name, how_many=_counted(count, "piece", "of evidence"),
        oldest=_counted((now - since).days, "day"),
    )  # fmt: skip
    return True


def thank(row: MilestoneRow) -> bool:
    """Thank someone for their years, once; False when another run has done it."""
    member, milestone = row.member, row.milestone
    thanked = db.session.scalar(
        insert(Thanks)
        .values(
            volunteer_id=member.volunteer_id, strand=member.strand_code, years=milestone.years,
            reached_on=milestone.on, thanked_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(Thanks.years)
    )  # fmt: skip
    if thanked is None:
        return False
    account = db.session.get_one(Account, member.account_id)
    notify(
        MessageKind.SERVICE_MILESTONE, to=account.email, account_id=account.id,
        subject=("volunteer", member.volunteer_id), of_strand=member.strand_code, name=member.name,
        years=_counted(milestone.years, "year"), strand=member.strand.name, day=in_words(milestone.on),
    )  # fmt: skip
    record(
        "thanked_for_service", subject="volunteer", subject_id=member.volunteer_id, by=None, years=milestone.years,
        strand=member.strand_code,
    )  # fmt: skip
    return True


def _claim(account_id: int, monday: date) -> bool:
    claimed = db.session.scalar(
        insert(SigningReminder)
        .values(account_id=account_id, week_on=monday, reminded_at=clock.now())
        .on_conflict_do_nothing()
        .returning(SigningReminder.account_id)
    )
    return claimed is not None


def _counted(count: int, singular: str, *more: str) -> str:
    return " ".join((str(count), singular if count == 1 else f"{singular}s", *more))
