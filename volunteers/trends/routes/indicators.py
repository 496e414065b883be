"""Numbers that others measure, entered beside ours."""

from flask import url_for
from flask.typing import ResponseReturnValue

from volunteers.permissions import Permission
from volunteers.trends.forms.plans import IndicatorForm
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.routes.plans import enter_on_page
from volunteers.trends.service.indicators import enter_indicator
from volunteers.web.access import needs, viewer


@bp.route("/staff/trends/indicators/new", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def new_indicator() -> ResponseReturnValue:
    """Enter one value of a context indicator."""
    form, back = IndicatorForm(), url_for("trends.plans", _anchor="indicators")

    def create() -> str:
        enter_indicator(form.draft(), by=viewer())
        return back

    intro = "A number that others measure, shown beside our figures and never mixed in. Earlier values stay on record."
    page = {"title": "Enter a context indicator", "intro": intro, "button": "Save the value", "back": back}
    return enter_on_page(form, "indicator", create, page, "The value is kept.")
