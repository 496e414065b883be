"""The condition that narrows applications to what a viewer may see. Drafts are the applicant's alone."""

from sqlalchemy import ColumnElement, and_

from volunteers.applications.models import DRAFT, Application
from volunteers.onboarding.rules import SEEING
from volunteers.permissions import Viewer


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The applications of the strands and areas in which the viewer moves them."""
    return and_(Application.stage != DRAFT, viewer.within(SEEING, Application.strand, Application.area))
