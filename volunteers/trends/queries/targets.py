"""Reading the targets that were entered."""

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.trends.models import Target
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.targets import StoredTarget

MOST = 50


def list_targets(strand: str, area: str | None) -> list[StoredTarget]:
    """The targets of a strand in one area, or, without an area, of the whole force: the latest entered, at most 50."""
    rows = db.session.execute(
        select(
            Target.measure, Target.low, Target.high, Target.due_on, Target.is_published, Target.source,
            Target.source_url, Target.source_on, Account.full_name, Target.entered_at,
        )
        .join(Account, Account.id == Target.entered_by_id)
        .where(Target.strand == strand, Target.area.is_not_distinct_from(area))
        .order_by(Target.entered_at.desc())
        .limit(MOST)
    ).all()  # fmt: skip
    return [
        StoredTarget(
            measure=row.measure, range=Range(row.low, row.high), due_on=row.due_on, is_published=row.is_published,
            source=row.source, source_url=row.source_url, source_on=row.source_on, entered_by=row.full_name,
            entered_at=row.entered_at,
        )
        for row in rows
    ]  # fmt: skip
