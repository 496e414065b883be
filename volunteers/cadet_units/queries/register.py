"""The register of a night as it was last saved, and names to choose leaders from."""

from collections.abc import Sequence

from sqlalchemy import func, select

from volunteers.cadet_units.models import AdultPresent
from volunteers.cadet_units.queries.nights import CadetOn, NightPage
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.rosters.models import Duty

MOST_NAMES = 20


def list_adults(duty_id: int) -> Sequence[AdultPresent]:
    """The adults of a night, as they were entered."""
    rows = select(AdultPresent).where(AdultPresent.duty_id == duty_id)
    return db.session.scalars(rows.order_by(AdultPresent.came_at, AdultPresent.id)).all()


def names_known(night: NightPage) -> list[str]:
    """Adults who were at nights of the same unit before, those who came most often first."""
    rows = db.session.execute(
        select(AdultPresent.name, func.count())
        .join(Duty, Duty.id == AdultPresent.duty_id)
        .where(Duty.unit_id == night.duty.unit_id)
        .group_by(AdultPresent.name)
        .order_by(func.count().desc(), AdultPresent.name)
        .limit(MOST_NAMES)
    )
    return [name for name, _ in rows]


def get_cadet(night: NightPage, sign_up_id: int) -> CadetOn:
    """One cadet of a night; raises ``NotFound``."""
    for each in night.cadets:
        if each.sign_up_id == sign_up_id:
            return each
    raise NotFound(f"no cadet {sign_up_id} on night {night.duty.id}")
