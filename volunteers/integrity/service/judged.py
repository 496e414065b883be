"""The states that no one statement finds: they are judged by the rules of the rooms themselves."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.queries import list_latest
from volunteers.history.rules import seal_of
from volunteers.integrity.rules import MOST_IDS, Found
from volunteers.onboarding.service.standing import stand_anew
from volunteers.trends.queries.ended import count_uncut_links

SAMPLE = 300
WINDOW = 10_000
UNCUT_DAYS = 3


def standing_out_of_date() -> Found:
    """Of a sample that changes from day to day, the applications that would be marked otherwise today.

    Nothing is written: what was marked is forgotten before the session could store it.
    """
    today = clock.today()
    order = func.md5(func.concat(Application.id, "/", today.isoformat()))
    sample = db.session.scalars(select(Application).where(OPEN).order_by(order).limit(SAMPLE)).all()
    return _found([application.id for application in sample if _is_out_of_date(application, today)])


def _is_out_of_date(application: Application, today: date) -> bool:
    before = (set(application.waits_on), application.decision_due)
    with db.session.no_autoflush:
        stand_anew(application, on=today)
        after = (set(application.waits_on), application.decision_due)
        db.session.expire(application)
    return after != before


def history_broken() -> Found:
    """Entries among the latest that are not what was sealed; a missing one shows at the entry that follows it."""
    broken, number, seal = [], None, None
    for fact, previous, claimed in list_latest(WINDOW):
        is_whole = claimed == seal_of(fact, previous)
        follows = number is None or (fact.id == number + 1 and previous == seal)
        if not (is_whole and follows):
            broken.append(fact.id)
        number, seal = fact.id, claimed
    return _found(broken)


def equality_linked() -> Found:
    """How many answers can still be traced to applications that ended days ago, where enough people are concerned."""
    before = clock.now() - timedelta(days=UNCUT_DAYS)
    return Found(count_uncut_links(before, at_least=current_force().numbers.disclosure_threshold_sensitive))


def _found(ids: list[int]) -> Found:
    return Found(len(ids), tuple(sorted(ids)[:MOST_IDS]))


JUDGED: Mapping[str, Callable[[], Any]] = {
    "standing_out_of_date": standing_out_of_date,
    "history_broken": history_broken,
    "equality_linked": equality_linked,
}
