"""The condition that narrows applications to what a viewer may see. Drafts are the applicant's alone."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from volunteers.applications.models import DRAFT, Application
from volunteers.onboarding.rules import vetting_stages
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whole strands and areas for those who move applications; for vetting officers, where vetting is gathered."""
    pair: tuple[Any, Any] = (Application.strand, Application.area)
    at_vetting = or_(
        *(
            and_(Application.strand == strand.code, Application.stage.in_(vetting_stages(strand)))
            for strand in all_strands()
        )
    )
    whole = viewer.within(Permission.APPLICATION_MOVE, *pair)
    return and_(
        Application.stage != DRAFT, or_(whole, and_(viewer.within(Permission.APPLICATION_READ, *pair), at_vetting))
    )
