"""The blueprint of this room."""

from flask import Blueprint
from werkzeug.wrappers import Response

from volunteers.permissions import Permission

bp = Blueprint("watch_schemes", __name__)
Answer = str | Response | tuple[str, int]
RUN, EDIT = Permission.WATCH_RUN, Permission.WATCH_EDIT
