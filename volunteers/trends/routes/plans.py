"""Plans: what was published, what it wants, and how things stand against it."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Conflict, Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands
from volunteers.trends.forms.plans import PlanForm, ReachedForm, milestone_form, objective_form, plan_form
from volunteers.trends.queries import plans as found
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.rules.grading import GRADING_SOURCE
from volunteers.trends.service import plans as service
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import CreatingForm
from volunteers.web.once import create_once


@bp.get("/staff/trends/plans")
@needs(Permission.TRENDS_READ)
def plans() -> str:
    """Every plan, the one in force first and whole, with the indicators beside."""
    every = found.list_plans(viewer())
    return render_template(
        "trends/plans.html", plans=every, indicators=found.list_indicators(),
        loose=found.targets_without_plan(viewer()), grading_source=GRADING_SOURCE, **_may(),
    )  # fmt: skip


@bp.get("/staff/trends/plans/<int:plan_id>")
@needs(Permission.TRENDS_READ)
def plan(plan_id: int) -> str:
    """One plan, whole."""
    return render_template("trends/plan.html", page=found.get_plan(plan_id, viewer()), **_may())


@bp.route("/staff/trends/plans/new", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def new_plan() -> ResponseReturnValue:
    """Enter a plan that was published."""
    form = plan_form(found.plan_options())

    def create() -> str:
        return url_for("trends.plan", plan_id=service.enter_plan(form.draft(), by=viewer()).id)

    intro = "A plan is entered as it was published. One plan is in force at a time: a new one ends the one it replaces."
    page = {"title": "Enter a plan", "intro": intro, "button": "Save the plan", "back": url_for("trends.plans")}
    return enter_on_page(form, "plan", create, page, "The plan is kept.")


@bp.route("/staff/trends/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def edit_plan(plan_id: int) -> ResponseReturnValue:
    """Put a plan right. Someone who saw an older state of it is told so, and keeps what they typed."""
    kept = found.get_plan(plan_id, viewer()).plan
    names = ("name", "commissioner", "from_on", "until_on", "dates_note", "url", "source_on")
    begun = {"version": str(kept.version), **{name: getattr(kept, name) for name in names}}
    form = PlanForm(**(begun if request.method == "GET" else {}))
    status = 200
    if form.ready():
        try:
            with unit_of_work():
                service.change_plan(plan_id, form.draft(), seen=form.seen, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409 if isinstance(refused, Conflict) else 200
        else:
            flash("The plan is changed.")
            return redirect(url_for("trends.plan", plan_id=plan_id), code=303)
    intro = "Who changed what, and when, is kept in the history."
    back = url_for("trends.plan", plan_id=plan_id)
    page = {"title": f"Change {kept.name}", "intro": intro, "button": "Save the changes", "back": back}
    return render_template("trends/entry.html", form=form, page=page), status


@bp.route("/staff/trends/plans/<int:plan_id>/objectives/new", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def new_objective(plan_id: int) -> ResponseReturnValue:
    """Add what the plan wants."""
    kept, form = found.get_plan(plan_id, viewer()).plan, objective_form([(one.code, one.name) for one in all_strands()])
    back = url_for("trends.plan", plan_id=plan_id, _anchor="objectives")

    def create() -> str:
        service.add_objective(plan_id, form.draft(), by=viewer())
        return back

    intro = f"What {kept.name} wants, in its own words. A number, if there is one, is entered as a target."
    page = {"title": "Add an objective", "intro": intro, "button": "Save the objective", "back": back}
    return enter_on_page(form, "objective", create, page, "The objective is added.")


@bp.route("/staff/trends/plans/<int:plan_id>/milestones/new", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def new_milestone(plan_id: int) -> ResponseReturnValue:
    """Add something to be done by a day."""
    kept = found.get_plan(plan_id, viewer())
    form = milestone_form([(str(line.objective.id), line.objective.words) for line in kept.objectives])
    back = url_for("trends.plan", plan_id=plan_id, _anchor="milestones")

    def create() -> str:
        service.add_milestone(plan_id, form.draft(), by=viewer())
        return back

    intro = f"Something to be done by a day while {kept.plan.name} is in force."
    page = {"title": "Add a milestone", "intro": intro, "button": "Save the milestone", "back": back}
    return enter_on_page(form, "milestone", create, page, "The milestone is added.")


@bp.route("/staff/trends/milestones/<int:milestone_id>/reached", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def reach_milestone(milestone_id: int) -> ResponseReturnValue:
    """Mark a milestone as reached."""
    milestone, form = found.get_milestone(milestone_id), ReachedForm()
    back = url_for("trends.plan", plan_id=milestone.plan_id, _anchor="milestones")

    def create() -> str:
        on, note = cast(date, form.reached_on.data), form.note.data
        service.reach_milestone(milestone_id, on=on, note=note or None, by=viewer())
        return back

    page = {"title": "A milestone was reached", "intro": milestone.words, "button": "Mark as reached", "back": back}
    return enter_on_page(form, "milestone_reached", create, page, "The milestone is marked as reached.")


def enter_on_page(
    form: CreatingForm, purpose: str, create: Callable[[], str], page: dict[str, Any], done: str
) -> ResponseReturnValue:
    """The page of a form that makes something, with what was refused on it and nothing typed lost."""
    status = 200
    if form.ready():
        try:
            where = create_once(form, purpose=purpose, account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409 if isinstance(refused, Conflict) else 200
        else:
            flash(done)
            return redirect(where, code=303)
    return render_template("trends/entry.html", form=form, page=page), status


def _may() -> dict[str, bool]:
    return {"may_edit": found.keeps_plans(viewer()), "may_set_target": viewer().may(Permission.TARGET_SET)}
