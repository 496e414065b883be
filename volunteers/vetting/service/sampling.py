"""Once a week ten openings, drawn by lot, are put before the auditors."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.vetting.models import SampledOpening, VettingOpening
from volunteers.vetting.queries import list_auditors
from volunteers.vetting.rules import SAMPLED
from volunteers.vetting.service.taking import one_at_a_time

LOT = random.SystemRandom()


def sample_openings() -> int:
    """Draw at most ten openings of the last whole week, Monday to Sunday in London, and tell the auditors where.

    A week is drawn from once: run again it does nothing. How many were drawn.
    """
    one_at_a_time()
    week = last_week(clock.today())
    if db.session.scalar(select(SampledOpening.week).where(SampledOpening.week == week).limit(1)) is not None:
        return 0
    start, end = clock.start_of_day(week), clock.start_of_day(week + timedelta(days=7))
    openings = db.session.scalars(
        select(VettingOpening.id).where(VettingOpening.at >= start, VettingOpening.at < end)
    ).all()
    drawn = LOT.sample(openings, min(SAMPLED, len(openings)))
    for opening_id in drawn:
        db.session.add(SampledOpening(week=week, opening_id=opening_id))
        record("vetting_opening_sampled", subject="vetting_opening", subject_id=opening_id, by=None)
    db.session.flush()
    for auditor in list_auditors() if drawn else ():
        notify(
            MessageKind.VETTING_SAMPLE_DRAWN, to=auditor.email, account_id=auditor.id, to_adult=True,
            name=auditor.full_name,
        )  # fmt: skip
    return len(drawn)


def last_week(on: date) -> date:
    """The Monday of the last week that was over on a day."""
    return on - timedelta(days=on.weekday() + 7)
