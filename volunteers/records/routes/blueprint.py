"""The blueprint of this room, and what its pages share."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from volunteers.forces.queries import current_force
from volunteers.permissions import Permission, Viewer
from volunteers.records import queries
from volunteers.web.addresses import asked_choice

bp = Blueprint("records", __name__)
Answer = str | Response | tuple[str, int]
SIGN, EDIT = Permission.EVIDENCE_SIGN, Permission.SERVICE_EDIT


@dataclass(frozen=True)
class Tab:
    """One list of the hub."""

    endpoint: str
    words: str
    count: int | None
    is_current: bool

    @property
    def href(self) -> str:
        return url_for(self.endpoint)


def tabs(current: str, by: Viewer) -> list[Tab]:
    """The lists of the hub that a viewer may open, each with how much waits in it where that is soon counted."""
    lists: list[tuple[str, str, int | None]] = [
        ("records.signatures", "To sign", queries.count_to_sign(by)),
        ("records.progress", "Patrol status", None),
        ("records.reviews", "Reviews", None),
        ("records.milestones", "Milestones", None),
    ]
    if by.may(EDIT):
        lists.insert(3, ("records.kit_out", "Kit to get back", queries.count_to_get_back(by)))
    return [Tab(endpoint, words, count, endpoint == current) for endpoint, words, count in lists]


def asked_area() -> dict[str, Any]:
    """The areas to narrow a list to, and the one that is asked for."""
    areas = [(area.code, area.name) for area in current_force().areas]
    return {"areas": areas, "area": asked_choice("area", areas)}
