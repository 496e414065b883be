"""The blueprint of this room."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("patrols", __name__)
Answer = str | Response | tuple[str, int]
