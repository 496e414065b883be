"""The health and permission form, opened for the guardian who writes it and the leaders who need it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from volunteers.extensions import db, sealing_key
from volunteers.guardians.models import HealthForm
from volunteers.sealing import unseal


@dataclass(frozen=True)
class HealthRecord:
    """That there is a form, since when, and whether it was sent; not what it says."""

    application_id: int
    saved_at: datetime
    sent_at: datetime | None

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


def find_health(application_id: int) -> HealthRecord | None:
    """Whether a form was begun or sent."""
    row = _row(application_id)
    return HealthRecord(row.application_id, row.saved_at, row.sent_at) if row else None


def health_values(application_id: int) -> dict[str, Any]:
    """What the form says, opened; nothing where there is none. Callers note in the history who read it."""
    row = _row(application_id)
    if row is None:
        return {}
    values: dict[str, Any] = json.loads(unseal(row.sealed, key=sealing_key(), place=row.place))
    return values


def _row(application_id: int) -> HealthForm | None:
    return db.session.scalars(select(HealthForm).where(HealthForm.application_id == application_id)).one_or_none()
