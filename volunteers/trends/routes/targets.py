"""Entering a target, and withdrawing one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import find_by_slug
from volunteers.trends import queries, service
from volunteers.trends.forms import WHOLE_FORCE, TargetForm, target_form
from volunteers.trends.forms.plans import WithdrawForm
from volunteers.trends.models import Target
from volunteers.trends.queries import plans as found
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.route("/staff/trends/targets/new", methods=["GET", "POST"])
@needs(Permission.TARGET_SET)
def new_target() -> ResponseReturnValue:
    """Enter a target with the document it comes from."""
    strands, areas = queries.target_places(viewer())
    begun = find_by_slug(request.args.get("strand", ""))
    plans = found.plan_options()
    plan = request.args.get("plan", "")
    chosen = {"plan": plan} if plan in dict(plans) else {}
    places = [(code or WHOLE_FORCE, words) for code, words in areas]
    form = target_form(strands, places, plans, today=clock.today(), strand=begun.code if begun else "", **chosen)
    status = 200
    if form.ready():
        by = viewer().account_id
        try:
            return redirect(create_once(form, purpose="target", account_id=by, create=lambda: _enter(form)), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409 if isinstance(refused, Conflict) else 200
    return render_template("trends/target.html", form=form), status


def _enter(form: TargetForm) -> str:
    if faults := form.half_rows():
        raise Refused([Refusal("quarters", words) for words in faults])
    return _address(service.enter_target(form.draft(), by=viewer()))


@bp.route("/staff/trends/targets/<int:target_id>/withdraw", methods=["GET", "POST"])
@needs(Permission.TARGET_SET)
def withdraw_target(target_id: int) -> ResponseReturnValue:
    """Let a target stand no longer, with the reason."""
    target, form, status = found.get_target(target_id, viewer()), WithdrawForm(), 200
    if form.ready():

        def withdraw() -> str:
            return _address(service.withdraw_target(target_id, reason=str(form.reason.data), by=viewer()))

        try:
            where = create_once(form, purpose="target_withdrawn", account_id=viewer().account_id, create=withdraw)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The target is withdrawn. It stays on record.")
            return redirect(where, code=303)
    back = url_for("trends.plans")
    words = f"{target.standing_words}. {target.asks}. It stays on record with the reason you give."
    page = {"title": "Withdraw a target", "intro": words, "button": "Withdraw the target", "back": back}
    return render_template("trends/entry.html", form=form, page=page), status


def _address(target: Target) -> str:
    if target.plan_id is None:
        return url_for("trends.plans", _anchor="no-plan")
    return url_for("trends.plan", plan_id=target.plan_id, _anchor="targets")
