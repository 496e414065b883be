"""The blueprint of this room."""

from flask import Blueprint, Flask
from werkzeug.wrappers import Response

from volunteers.expenses.rules import as_miles, as_money

bp = Blueprint("expenses", __name__)
Answer = str | Response | tuple[str, int]


@bp.record_once
def _filters(state: object) -> None:
    """How money and miles are written, for the templates of this room and of those above it."""
    app: Flask = state.app  # type: ignore[attr-defined]
    app.add_template_filter(as_money, "money")
    app.add_template_filter(as_miles, "miles")
