"""What is judged anew in batches, of a changed pipeline and every night, and who is warned in the morning."""

from datetime import timedelta
from typing import Any

from volunteers import clock
from volunteers.onboarding.queries.declines import list_due_declines
from volunteers.onboarding.queries.lapses import list_lapsing_checks
from volunteers.onboarding.queries.pipelines import list_to_move
from volunteers.onboarding.service.declines import let_out
from volunteers.onboarding.service.standing import mark_batch, move_batch
from volunteers.people.service.lapses import warn
from volunteers.unit_of_work import unit_of_work

# Nights that may have been missed: a check that ran out on one of them is found on the next.
NIGHTS = timedelta(days=8)


def move_running(versions: list[int] | None = None) -> None:
    """Let applications under way follow the versions that say so, or those of these rows; safe to run twice."""
    for row in list_to_move(versions):
        _move(row.strand, to=row.number, below=row.number, by=row.decided_by_id)


def move_older(what: list[Any]) -> None:
    """Move those of a strand on one version to another, as ``what`` says: strand, from, to, by. Safe to run twice."""
    strand, version, to, by = what
    _move(strand, to=to, below=to, version=version, by=by)


def let_out_declines() -> None:
    """Tell those who were declined, once the pause is over, each in a transaction of its own; safe to run twice."""
    for decline_id in list_due_declines():
        with unit_of_work():
            let_out(decline_id)


def mark_standing() -> None:
    """Judge anew who has to act on applications whose row never said so or whose checks ran out; safe to run twice.

    Finishes also what a moved pipeline left undone, when its job was lost.
    """
    move_running()
    on, last = clock.today(), 0
    while True:
        with unit_of_work():
            found = mark_batch(last, on=on, ran_out_since=on - NIGHTS)
        if found is None:
            return
        last = found


def warn_of_lapses() -> None:
    """Warn applicants of checks that run out before they could be appointed, each in a transaction of its own."""
    on = clock.today()
    for lapsing in list_lapsing_checks(on):
        with unit_of_work():
            warn(lapsing, on=on)


def _move(strand: str, **how: Any) -> None:
    while True:
        with unit_of_work():
            if not move_batch(strand, **how):
                return
