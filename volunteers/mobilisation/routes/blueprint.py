"""The blueprint of this room, and the key of its links."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from volunteers.permissions import Permission

bp = Blueprint("mobilisation", __name__)

SEND = Permission.MOBILISATION_SEND
Answer = str | Response | tuple[str, int]


def link_key() -> bytes:
    """What the links of calls are made with."""
    return str(current_app.config["SECRET_KEY"]).encode()
