"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("bulk", __name__)
