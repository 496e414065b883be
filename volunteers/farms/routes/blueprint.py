"""The blueprint of this room."""

from flask import Blueprint
from werkzeug.wrappers import Response

from volunteers.permissions import Permission

bp = Blueprint("farms", __name__)
OWN, EDIT = Permission.FARM_TAKE_PART, Permission.FARM_EDIT
Answer = str | Response | tuple[str, int]
