"""Which applications have ended, for what is to be forgotten of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.extensions import db, sealing_key
from volunteers.monitoring.models import EqualityAnswer
from volunteers.monitoring.rules import COUNTED, token_of
from volunteers.strands.queries import all_strands


def list_ended_applications() -> Sequence[int]:
    """The numbers of all applications about which a final decision was made, or that were withdrawn."""
    final = {stage.code for strand in all_strands() for stage in strand.pipeline.stages if stage.is_final}
    return db.session.scalars(select(Application.id).where(Application.stage.in_(final))).all()


def count_uncut_links(ended_before: datetime, *, at_least: int) -> int:
    """How many counted equality answers can still be traced to applications that ended before a moment.

    Counted only in strands where as many as ``at_least`` are concerned: fewer wait until there are enough to be mixed.
    Which they are is not told.
    """
    final = {stage.code for strand in all_strands() for stage in strand.pipeline.stages if stage.is_final}
    ended = db.session.scalars(
        select(Application.id).where(Application.stage.in_(final), Application.stage_since < ended_before)
    )
    key = sealing_key()
    tokens = {token_of(COUNTED, application_id, key) for application_id in ended}
    traced = Counter(
        strand
        for token, strand in db.session.execute(select(EqualityAnswer.token, EqualityAnswer.strand))
        if token in tokens
    )
    return sum(count for count in traced.values() if count >= at_least)
