"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("onboarding", __name__)
