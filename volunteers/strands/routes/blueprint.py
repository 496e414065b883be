"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("strands", __name__)
