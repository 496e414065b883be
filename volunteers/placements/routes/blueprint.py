"""The blueprint of this room."""

from flask import Blueprint
from werkzeug.wrappers import Response

from volunteers.permissions import Permission

bp = Blueprint("placements", __name__)
Answer = str | Response | tuple[str, int]
EDIT, LOG = Permission.PLACEMENT_EDIT, Permission.JOURNEY_LOG
