"""What if: scenarios side by side, asking one, and taking one away."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.trends import service
from volunteers.trends.forms.scenarios import RemoveForm, ScenarioForm, scenario_form
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.queries.scenario_page import get_scenario_page, get_scenario_place, stages_of
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.rules.examples import examples
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.get("/staff/trends/scenarios")
@needs(Permission.TRENDS_READ)
def scenarios() -> str:
    """The forecast as things are, and beside it what would come of each change."""
    asked = request.args.get
    page = get_scenario_page(viewer(), slug=asked("strand"), area=asked("area"), to=asked("to"))
    questions = examples(page.chosen.strand.pipeline) if page.may_set else []
    return render_template("trends/scenarios.html", page=page, questions=questions, form=RemoveForm())


@bp.route("/staff/trends/scenarios/new", methods=["GET", "POST"])
@needs(Permission.SCENARIO_SET)
def new_scenario() -> str | Response:
    """Say what would be changed; a worker computes what would come of it."""
    chosen = get_scenario_place(viewer(), slug=request.args.get("strand"), area=request.args.get("area"))
    stages = stages_of(chosen)
    tried = next((one.fills for one in examples(chosen.strand.pipeline) if one.code == request.args.get("try")), {})
    form = scenario_form(stages, tried)
    if form.ready():
        by = viewer().account_id
        try:
            made = create_once(form, purpose="scenario", account_id=by, create=lambda: _make(form, chosen))
            return redirect(made, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("trends/scenario.html", form=form, chosen=chosen)


@bp.post("/staff/trends/scenarios/<int:scenario_id>/remove")
@needs(Permission.SCENARIO_SET)
def remove_scenario(scenario_id: int) -> Response:
    """Take a scenario off the page."""
    back: dict[str, Any] = {name: value for name in ("strand", "area", "to") if (value := request.args.get(name))}
    if RemoveForm().ready():
        with unit_of_work():
            service.remove_scenario(scenario_id, by=viewer())
    return redirect(url_for("trends.scenarios", **back), code=303)


def _make(form: ScenarioForm, chosen: Chosen) -> str:
    service.make_scenario(form.draft(strand=chosen.strand.code, area=chosen.area), by=viewer())
    return url_for("trends.scenarios", strand=chosen.strand.slug, area=chosen.area)
