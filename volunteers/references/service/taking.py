"""Acts on the referees of one application come one after the other."""

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.references.models import APPLICATIONS


def lock(application_id: int) -> None:
    """Hold the application's row until the unit of work ends; always taken before a row of its referees."""
    db.session.execute(select(APPLICATIONS.c.id).where(APPLICATIONS.c.id == application_id).with_for_update())
