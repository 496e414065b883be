"""Counting quarters for good, and beforehand those whose equality answers are about to be past finding.

A quarter is counted when it is over, by the links that are left between people and what they answered. Links are cut
every night, so whatever is still to be counted of an application is counted before its link is cut (``tally``), into
the quarter that is open. What was counted, and of which events, is sealed with it: an event counts once, whatever is
cut, frozen or recorded in whatever order. One recorded after its quarter was frozen counts in the quarter that is open.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import date
from functools import partial

from sqlalchemy import select, text

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.monitoring.queries import answers_by_application
from volunteers.monitoring.rules import Answers
from volunteers.sealing import seal_bytes
from volunteers.trends.disclosure.quarters import before, cut_off_of, first_day_of, latest_cut_off
from volunteers.trends.models import CountedQuarter
from volunteers.trends.queries.quarter_counts import find_last_frozen, list_frozen_tallies, open_tally, quarters_key
from volunteers.trends.queries.quarter_events import find_first_event, list_events, list_serving
from volunteers.trends.rules.representation.counting import add_up
from volunteers.trends.rules.representation.tallies import Event, Tally, answering, counted

# As far as is counted when the first quarter is, and as late as an event may be recorded and still count: three years.
MOST_QUARTERS = 12
LOCK = text("LOCK TABLE counted_quarters IN EXCLUSIVE MODE")


def freeze_due(today: date) -> list[date]:
    """Count for good each quarter that is over and was not counted, oldest first; gives their cut-offs.

    From the quarter of the first event on record or, once some were counted, the one after the last of these: what is
    brought in of earlier times does not change what was published of them. At most the last twelve. Safe to run at any
    time and twice.
    """
    db.session.execute(LOCK)
    due = _due(today)
    if not due:
        return []
    answers = answers_by_application(db.session.scalars(select(Application.id)))
    for cut_off in due:
        _freeze(cut_off, answers)
    return due


def tally(application_ids: Set[int], *, today: date) -> None:
    """Count, in the quarter that is open, what is still to be counted by the answers beside these applications.

    To be called while the answers can be found and in the transaction that cuts their link.
    """
    db.session.execute(LOCK)
    cut_off = cut_off_of(today)
    events, seen_before = _events(cut_off, today)
    answers = answers_by_application({each for event in events for each in event.applications})
    concerned = [event for event in events if answering(event, answers) in application_ids]
    row = db.session.get(CountedQuarter, cut_off)
    so_far = Tally() if row is None else open_tally(row)
    so_far.add(concerned, answers, seen_before=seen_before)
    _keep(row or CountedQuarter(cut_off=cut_off), so_far)


def _due(today: date) -> list[date]:
    first, last = find_first_event(), latest_cut_off(today)
    if first is None:
        return []
    frozen = find_last_frozen()
    begins = max(cut_off_of(first), before(last, MOST_QUARTERS - 1))
    quarters = (before(last, back) for back in reversed(range(MOST_QUARTERS)))
    return [cut_off for cut_off in quarters if cut_off >= begins and (frozen is None or cut_off > frozen)]


def _freeze(cut_off: date, answers: Mapping[int, Answers]) -> None:
    events, seen_before = _events(cut_off, cut_off)
    row = db.session.get(CountedQuarter, cut_off)
    whole = Tally() if row is None else open_tally(row)
    whole.add(events, answers, seen_before=seen_before)
    whole.counts += add_up(map(partial(counted, answers=answers), list_serving(cut_off)))
    row = row or CountedQuarter(cut_off=cut_off)
    row.frozen_at = clock.now()
    _keep(row, whole)


def _events(cut_off: date, through: date) -> tuple[Iterable[Event], Set[str]]:
    """What a quarter may have to count: what happened in it, and in those frozen before; with what these counted."""
    earlier = dict(list_frozen_tallies(before(cut_off, MOST_QUARTERS), before(cut_off)))
    quarters = {cut_off, *earlier}
    events = list_events(first_day_of(min(quarters)), through)
    seen_before = {name for each in earlier.values() for name in each.seen}
    return [event for event in events if cut_off_of(event.on) in quarters], seen_before


def _keep(row: CountedQuarter, content: Tally) -> None:
    document = content.to_bytes(is_final=row.frozen_at is not None)
    row.sealed = seal_bytes(document, key=quarters_key(), place=row.place)
    db.session.add(row)
    db.session.flush()
