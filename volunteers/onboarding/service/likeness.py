"""Deciding whether two applicants are the same person. Nothing is merged: the decision is noted, and can be changed."""

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.models import LikePair, Verdict
from volunteers.onboarding.queries import get_application
from volunteers.permissions import Viewer


def decide_alike(reference: str, *, other: str, verdict: Verdict, by: Viewer) -> None:
    """Note that two applicants are the same person, or are not. Both applications must be in the decider's scope."""
    here, there = get_application(reference, by), get_application(other, by)
    one, two = sorted((here.account_id, there.account_id))
    values = {"verdict": verdict, "decided_by_id": by.account_id, "decided_at": clock.now()}
    db.session.execute(
        insert(LikePair)
        .values(one_id=one, other_id=two, **values)
        .on_conflict_do_update(index_elements=["one_id", "other_id"], set_=values)
    )
    record(
        "likeness_decided", subject="application", subject_id=here.id, by=by.account_id,
        other=there.reference, verdict=verdict.value,
    )  # fmt: skip
