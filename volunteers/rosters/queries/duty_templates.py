"""The templates of duties that a viewer may plan from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import DutyTemplate
from volunteers.rosters.queries.rows import area_name
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand

MOST = 200


@dataclass(frozen=True)
class TemplateRow:
    """A template in the list."""

    id: int
    name: str
    strand: Strand
    area: str
    hours: str
    posts: str
    version: int


def list_templates(viewer: Viewer, strand: str | None = None) -> list[TemplateRow]:
    """Those that are offered, of one strand or of all, by name."""
    query = select(DutyTemplate).where(_within(viewer), DutyTemplate.retired_at.is_(None))
    if strand is not None:
        query = query.where(DutyTemplate.strand == strand)
    return [_row(one) for one in db.session.scalars(query.order_by(DutyTemplate.name, DutyTemplate.id).limit(MOST))]


def get_template(template_id: int, viewer: Viewer) -> DutyTemplate:
    """A template that is offered and that the viewer may plan from; otherwise ``NotFound``."""
    offered = (DutyTemplate.id == template_id, DutyTemplate.retired_at.is_(None), _within(viewer))
    found = db.session.scalars(select(DutyTemplate).where(*offered)).first()
    if found is None:
        raise NotFound(f"no template {template_id} for this viewer")
    return found


def _within(viewer: Viewer) -> Any:
    return viewer.within(Permission.DUTY_EDIT, DutyTemplate.strand, DutyTemplate.area)


def _row(one: DutyTemplate) -> TemplateRow:
    kept: Mapping[str, Any] = one.particulars
    numbers = range(1, 10)
    posts = [
        f"{kept[f'post_{number}_name']} ({kept[f'post_{number}_places']})"
        for number in numbers
        if kept.get(f"post_{number}_name")
    ]
    hours = f"{kept.get('starts', '')} to {kept.get('ends', '')}"
    area = area_name(one.area) if one.area else "Every area"
    return TemplateRow(one.id, one.name, get_strand(one.strand), area, hours, ", ".join(posts), one.version)
