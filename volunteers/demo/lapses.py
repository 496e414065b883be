"""The warnings of the demonstration: what runs out soon was warned of on its days, as the morning's job does."""

from datetime import date, timedelta

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.onboarding.queries.lapses import list_lapsing_checks
from volunteers.people.models import LapseWarning
from volunteers.people.queries.lapses import Lapsing, list_lapsing
from volunteers.people.rules.lapses import AHEAD, STEPS, HeldKind

IN_THE_MORNING = timedelta(hours=6, minutes=50)


def _reached(on: date) -> list[Lapsing]:
    """What runs out soon, and what did lately, each once."""
    every = [*list_lapsing(on - AHEAD), *list_lapsing(on), *list_lapsing_checks(on)]
    return list({(each.kind, each.subject_id, each.code, each.until_on): each for each in every}.values())


def add_warnings(scene: Scene) -> None:
    """A warning for every step that was reached. Volunteers and applications are written by now."""
    on = scene.today
    for each in _reached(on):
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
