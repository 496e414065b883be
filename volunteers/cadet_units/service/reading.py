"""That someone read what a guardian wrote of a cadet's health stands in the history."""

from volunteers.cadet_units.models import EventPermission
from volunteers.history.service import record
from volunteers.permissions import Viewer


def note_health_read(form: EventPermission, *, by: Viewer) -> None:
    """Note it before any of it is shown."""
    record(
        "health_form_read", subject="duty", subject_id=form.duty_id, by=by.account_id,
        volunteer_id=form.volunteer_id, form_id=form.id,
    )  # fmt: skip
