"""The blueprint of this room, and how it shows a refusal."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from volunteers.errors import Refused

bp = Blueprint("appointments", __name__)

PUBLIC, STAFF = "layouts/public.html", "layouts/staff.html"
Answer = str | Response | tuple[str, int]


def refused_page(fault: Refused, *, layout: str, back: str, back_words: str) -> tuple[str, int]:
    """Why something could not be done, and the way back: 409, since the page they came from has changed."""
    gone = [refusal.code for refusal in fault.refusals] == ["full"]
    title = "That place has just gone" if gone else "That could not be done"
    page = render_template(
        "appointments/refused.html",
        title=title,
        refusals=fault.refusals,
        layout=layout,
        back=back,
        back_words=back_words,
    )
    return page, 409
