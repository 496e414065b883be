"""The blueprint of this room, and what its pages share."""

import re
from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from volunteers.hours.rules import how_long, short

bp = Blueprint("hours", __name__)
Answer = str | Response | tuple[str, int]
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


# 3 hours or minus 30 minutes in a line, 3:00 or -0:30 in a table.
bp.add_app_template_filter(how_long, "signed_hours")
bp.add_app_template_filter(short, "clock_hours")


def asked_month(name: str) -> date | None:
    """The month asked for after the question mark, as 2026-05; None for what is none."""
    given = request.args.get(name, "")
    return date.fromisoformat(f"{given}-01") if MONTH.fullmatch(given) else None
