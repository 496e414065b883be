"""The views someone saved. They are theirs alone: anyone else's is not found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.onboarding.models import CaseloadView
from volunteers.onboarding.queries.narrowing import narrow
from volunteers.onboarding.rules import Filters, tab_of
from volunteers.permissions import Viewer

MOST_VIEWS = 20
VIEWS = CaseloadView.__table__.c


@dataclass(frozen=True)
class SavedView:
    """A view as lists show it."""

    id: int
    name: str
    filters: dict[str, Any]
    is_start: bool


@dataclass(frozen=True)
class ViewLine:
    """A view with what it shows, in words; ``opens`` is False once part of it is out of the viewer's sight."""

    view: SavedView
    shows: tuple[str, ...]
    opens: bool


def list_views(viewer: Viewer) -> Sequence[SavedView]:
    """The viewer's own, by name."""
    own = select(VIEWS.id, VIEWS.name, VIEWS.filters, VIEWS.is_start).where(VIEWS.account_id == viewer.account_id)
    rows = db.session.execute(own.order_by(func.lower(VIEWS.name)).limit(MOST_VIEWS))
    return [SavedView(*row) for row in rows]


def get_view(view_id: int, viewer: Viewer) -> CaseloadView:
    """One of the viewer's own; raises ``NotFound``."""
    found = db.session.get(CaseloadView, view_id)
    if found is None or found.account_id != viewer.account_id:
        raise NotFound(f"no view {view_id} of this viewer")
    return found


def can_open(filters: Mapping[str, Any], viewer: Viewer) -> bool:
    """Whether all that saved filters name is in the viewer's sight now."""
    return bool(_shows(filters, viewer))


def describe_views(viewer: Viewer) -> list[ViewLine]:
    """The viewer's own views by name, each in words."""
    lines = []
    for view in list_views(viewer):
        shows = _shows(view.filters, viewer)
        lines.append(ViewLine(view, shows, bool(shows)))
    return lines


def _shows(filters: Mapping[str, Any], viewer: Viewer) -> tuple[str, ...]:
    """The list and every filter, in words; nothing when one of them names what is not the viewer's."""
    try:
        read = Filters.read(filters)
        narrowed, tab = narrow(read, viewer), tab_of(filters.get("list"), read)
    except NotFound:
        return ()
    return (tab.label, *(chip.words for chip in narrowed.chips))
