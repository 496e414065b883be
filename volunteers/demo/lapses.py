"""The warnings of the demonstration: what runs out soon was warned of on its days, as the morning's job does."""

from datetime import timedelta

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.onboarding.queries.lapses import list_lapsing_checks
from volunteers.people.models import LapseWarning
from volunteers.people.queries.lapses import list_lapsing
from volunteers.people.rules.lapses import STEPS, HeldKind

IN_THE_MORNING = timedelta(hours=6, minutes=50)


def add_warnings(scene: Scene) -> None:
    """A warning for every step that was reached. Volunteers and applications are written by now."""
    on = scene.today
    for each in [*list_lapsing(on), *list_lapsing_checks(on)]:
        is_check = each.kind is HeldKind.CHECK
        for step in STEPS:
            day = each.until_on - timedelta(days=step)
            if day <= on and not each.is_renewed:
                db.session.add(
                    LapseWarning(
                        kind=each.kind, subject_id=each.subject_id, account_id=each.account_id, code=each.code,
                        until_on=each.until_on, days=step, warned_at=clock.start_of_day(day) + IN_THE_MORNING,
                        strand=each.strands[0] if is_check else None, area=each.area if is_check else None,
                    )
                )  # fmt: skip
