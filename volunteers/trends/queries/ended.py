"""Which applications have ended, for what is to be forgotten of them."""

from collections.abc import Sequence

from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.strands.queries import all_strands


def list_ended_applications() -> Sequence[int]:
    """The numbers of all applications about which a final decision was made, or that were withdrawn."""
    final = {stage.code for strand in all_strands() for stage in strand.pipeline.stages if stage.is_final}
    return db.session.scalars(select(Application.id).where(Application.stage.in_(final))).all()
