"""Entering a target: always with the document it comes from, and never to be taken for more than it is."""

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.trends.models import Target
from volunteers.trends.rules.grading import TargetDraft, refusals_of_target


def enter_target(draft: TargetDraft, *, by: Viewer) -> Target:
    """Keep a target. One for the same measure, area and date replaces the one before on the pages; both stay on record.

    Raises ``NotFound`` outside the viewer's strands and areas, ``Refused`` where range, dates or source will not do.
    """
    if not by.may_in(Permission.TARGET_SET, draft.strand, draft.area):
        raise NotFound("no such strand and area for this viewer")
    now = clock.now()
    if refusals := refusals_of_target(draft, today=clock.on(now)):
        raise Refused(refusals)
    target = Target(
        strand=draft.strand, measure=draft.measure, area=draft.area, low=draft.low, high=draft.high,
        due_on=draft.due_on, is_published=draft.is_published, source=draft.source, source_url=draft.source_url,
        source_on=draft.source_on, entered_by_id=by.account_id, entered_at=now,
    )  # fmt: skip
    db.session.add(target)
    db.session.flush()
    record(
        "target_entered", subject="target", subject_id=target.id, by=by.account_id,
        strand=draft.strand, measure=draft.measure.value, area=draft.area,
    )  # fmt: skip
    return target
