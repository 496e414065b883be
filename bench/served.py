"""The application as it ships, saying with each answer how many SQL statements it took."""

from typing import Any

from flask import g, has_app_context
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.wrappers import Response

from wsgi import app

__all__ = ["app"]


@event.listens_for(Engine, "before_cursor_execute")
def _count(*_: Any) -> None:
    if has_app_context():
        g.statements = g.get("statements", 0) + 1


@app.after_request
def _say(response: Response) -> Response:
    response.headers["X-SQL-Statements"] = str(g.get("statements", 0))
    return response
