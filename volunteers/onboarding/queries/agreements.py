"""What applicants signed on screen."""

from volunteers.extensions import db
from volunteers.onboarding.models import Agreement


def find_agreement(application_id: int, code: str) -> Agreement | None:
    """What was signed for one check of an application, or None."""
    return db.session.get(Agreement, (application_id, code))
