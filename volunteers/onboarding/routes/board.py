"""The board: the stages of one strand side by side. Nothing is dragged: each card leads to its next step."""

from flask import render_template, request, url_for

from volunteers.onboarding import queries
from volunteers.onboarding.forms import SearchForm
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import Filters
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer


@bp.get("/staff/applications/board")
@needs(Permission.APPLICATION_READ)
def board() -> str:
    """Of the strand asked for, or of the viewer's first; the other filters narrow it as they narrow a list."""
    page = queries.get_board(Filters.read(request.args), viewer())
    return render_template(
        "onboarding/board.html", page=page, form=SearchForm(formdata=None), views=queries.list_views(viewer()),
        place=f"{url_for('onboarding.caseload')}/", may=viewer().may, Permission=Permission,
    )  # fmt: skip
