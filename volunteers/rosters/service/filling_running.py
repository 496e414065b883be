"""The work on a filling: taken by one job at a time, kept alive by saying how far it has come, written down at its end.

When its process dies nobody says anything any more, and the sweep begins it anew: once. A job that comes back to life
finds that the filling is another's, by the number of its attempt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.rosters.models import Filling
from volunteers.rosters.queries.fillings import WORKING
from volunteers.rosters.rules.filling import FillingState, Going, Phase

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 2
WORN_OUT = "It was tried twice and did not come to an end. Nobody was put on a duty. Ask again, for fewer days."
NOTHING_LEFT = "No place was free any more when its turn came. Nobody was put on a duty."


@dataclass(frozen=True)
class Turn:
    """That a job has a filling for a while."""

    filling_id: int
    attempt: int
    seconds: int


@dataclass(frozen=True)
class HowFar:
    """How far it has come; the bound is None until one is proved."""

    phase: Phase
    seconds: float
    weight: int = 0
    bound: int | None = None
    filled: int = 0
    places: int = 0


def claim_filling(filling_id: int) -> Turn | None:
    """Take a filling for a while. None when another is at it, when it is over, or when it was tried often enough."""
    now = clock.now()
    is_free = or_(Filling.claimed_at.is_(None), Filling.claimed_at < now - LEASE)
    taken = db.session.execute(
        update(Filling)
        .where(Filling.id == filling_id, Filling.state.in_(WORKING), is_free)
        .values(
            state=FillingState.RUNNING, claimed_at=now, attempts=Filling.attempts + 1, phase=Phase.READING,
            started_at=now, seconds_run=0, weight=0, bound=None, filled=0,
        )
        .returning(Filling.attempts, Filling.seconds)
        .execution_options(synchronize_session=False)
    ).one_or_none()  # fmt: skip
    if taken is None:
        return None
    if taken.attempts > MOST_ATTEMPTS:
        fail_filling(filling_id, WORN_OUT)
        return None
    return Turn(filling_id, taken.attempts, taken.seconds)


def note_progress(turn: Turn, far: HowFar) -> Going:
    """Say how far it has come, which keeps the filling for longer; whether to go on with it."""
    values = {
        "phase": far.phase, "seconds_run": far.seconds, "weight": far.weight, "bound": far.bound,
        "claimed_at": clock.now(),
    }  # fmt: skip
    if far.places:
        values |= {"filled": min(far.filled, far.places), "places": far.places}
    stop_asked = db.session.scalar(
        update(Filling)
        .where(*own(turn))
        .values(values)
        .returning(Filling.stop_asked)
        .execution_options(synchronize_session=False)
    )
    return Going(stop_asked is not None, bool(stop_asked))


def give_back(turn: Turn) -> None:
    """Let the sweep begin it anew; after the last attempt say that it failed."""
    if turn.attempt >= MOST_ATTEMPTS:
        fail_filling(turn.filling_id, WORN_OUT)
        return
    db.session.execute(
        update(Filling).where(*own(turn)).values(claimed_at=None).execution_options(synchronize_session=False)
    )


def fail_filling(filling_id: int, words: str) -> None:
    """Say in words why there is no proposal, unless there is one, or it was given up."""
    failed = db.session.scalar(
        update(Filling)
        .where(Filling.id == filling_id, Filling.state.in_(WORKING))
        .values(state=FillingState.FAILED, failure=words, finished_at=clock.now(), claimed_at=None)
        .returning(Filling.id)
        .execution_options(synchronize_session=False)
    )
    if failed is not None:
        record("filling_failed", subject="filling", subject_id=filling_id, by=None)


def list_unattended() -> Sequence[int]:
    """Fillings that wait, or whose job has died, the oldest first."""
    is_free = or_(Filling.claimed_at.is_(None), Filling.claimed_at < clock.now() - LEASE)
    return db.session.scalars(select(Filling.id).where(Filling.state.in_(WORKING), is_free).order_by(Filling.id)).all()


def own(turn: Turn) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a filling is still this job's."""
    return (
        Filling.id == turn.filling_id, Filling.attempts == turn.attempt, Filling.state == FillingState.RUNNING,
    )  # fmt: skip
