"""Working aims of the demonstration: invented, marked as not published, so that the figures have a range to be in."""

from datetime import date

from volunteers import clock
from volunteers.demo.headcount import LEAVING
from volunteers.demo.scene import Scene
from volunteers.strands.rules import StrandCode
from volunteers.trends.models import Target
from volunteers.trends.rules.measures import Measure

SOURCE = "Working aim of the demonstration: invented, not published by anyone"


def add_aims(scene: Scene, *, volunteers: int, hours_a_month: int) -> None:
    """Aims for Specials by the end of the next financial year: headcount, joiners and hours (of twelve months)."""
    due_on = date(scene.today.year + (1 if scene.today.month <= 3 else 2), 3, 31)
    joiners = max(1, round(12 * volunteers * LEAVING))
    for measure, low, high in (
        (Measure.HEADCOUNT, round(volunteers * 0.98), round(volunteers * 1.1)),
        (Measure.JOINERS, joiners, round(joiners * 1.25)),
        (Measure.HOURS, 12 * hours_a_month * volunteers, round(15 * hours_a_month * volunteers)),
    ):
        scene.sheets.add(
            Target, strand=StrandCode.SPECIAL_CONSTABULARY, measure=measure, area=None, low=low, high=high,
            due_on=due_on, is_published=False, source=SOURCE, source_url=None,
            source_on=clock.add_months(scene.today, -6), entered_by_id=scene.staff["analyst"],
            entered_at=clock.start_of_day(clock.add_months(scene.today, -6)),
        )  # fmt: skip
