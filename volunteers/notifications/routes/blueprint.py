"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("notifications", __name__)
