"""One's own placements and journeys."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Viewer
from volunteers.placements.models import Journey, Placement
from volunteers.placements.queries.board import PlacementRow, rows_of

SHOWN = 30


def list_own(viewer: Viewer) -> list[PlacementRow]:
    """The viewer's own placements, those that run or are to come first."""
    found = rows_of().where(Volunteer.account_id == viewer.account_id)
    order = (Placement.ended_at.is_not(None), Placement.from_on.desc(), Placement.id.desc())
    return [PlacementRow(*row) for row in db.session.execute(found.order_by(*order).limit(SHOWN))]


def has_placement(viewer: Viewer) -> bool:
    """Whether the viewer is or was placed in a role."""
    mine = exists().where(Placement.volunteer_id == Volunteer.id, Volunteer.account_id == viewer.account_id)
    return bool(db.session.scalar(select(mine)))


def get_own_placement(placement_id: int, viewer: Viewer) -> PlacementRow:
    """One placement of the viewer's own; ``NotFound`` for anyone else's."""
    row = db.session.execute(rows_of().where(Placement.id == placement_id)).first()
    if row is None or row.account_id != viewer.account_id:
        raise NotFound(f"no placement {placement_id} of this account")
    return PlacementRow(*row)


def list_journeys(placement_id: int) -> Sequence[Journey]:
    """The journeys of a placement, the latest first."""
    return db.session.scalars(
        select(Journey)
        .where(Journey.placement_id == placement_id, Journey.removed_at.is_(None))
        .order_by(Journey.starts_at.desc(), Journey.id.desc())
        .limit(SHOWN)
    ).all()
