"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("applications", __name__)
