"""The blueprint of this room."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("places", __name__)
Answer = Response | str
