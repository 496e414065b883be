"""Duties that repeat: how, a look at the days, then all of them at once; and the page of a series."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.rosters.forms.series import repeat_form
from volunteers.rosters.queries.contents import content_of, get_planned
from volunteers.rosters.queries.series import get_series, list_occurrences
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.rosters.rules.recurrence import refusals_to_repeat, rule_of, rule_words
from volunteers.rosters.service.duties import publish_many
from volunteers.rosters.service.series import repeat_duty as repeat
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.route("/staff/duties/<int:duty_id>/repeat", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def repeat_duty(duty_id: int) -> Answer:
    """First the days it would be on, with what the clocks do to each; only a second press makes the duties."""
    by = viewer()
    duty = get_planned(duty_id, by)
    content = content_of(duty)
    form, days, words = repeat_form(content.starts_at.date()), None, ""
    if form.ready():
        asked = form.repeat()
        form.refuse(refusals_to_repeat(asked, content.starts_at.date()))
        if not form.form_errors:
            days, words = list_occurrences(asked, content), rule_words(rule_of(asked, content.starts_at.date()))
            if request.form.get("make") in {"publish", "draft"}:
                publish = request.form["make"] == "publish"

                def make() -> str:
                    made = repeat(duty_id, asked, publish=publish, by=by)
                    flash(f"{counted(made.made, 'duty', 'duties')} added.")
                    return url_for("rosters.duty_series", series_id=made.id)

                try:
                    purpose = request.path + request.form["make"]
                    return redirect(create_once(form, purpose=purpose, account_id=by.account_id, create=make), code=303)
                except Refused as fault:
                    form.refuse(fault.refusals)
    return render_template("rosters/repeat_duty.html", duty=duty, form=form, days=days, words=words)


@bp.get("/staff/duties/series/<int:series_id>")
@needs(Permission.DUTY_READ)
def duty_series(series_id: int) -> str:
    """How its duties repeat, and each of them with its cover."""
    found = get_series(series_id, viewer())
    may_edit = viewer().may(Permission.DUTY_EDIT)
    return render_template("rosters/duty_series.html", series=found, form=ButtonForm(), may_edit=may_edit)


@bp.post("/staff/duties/series/<int:series_id>/publish")
@needs(Permission.DUTY_EDIT)
def publish_series(series_id: int) -> Answer:
    """Open all its drafts to volunteers."""
    here = url_for("rosters.duty_series", series_id=series_id)
    return publish_all(get_series(series_id, viewer()).drafts, here)


def publish_all(duty_ids: tuple[int, ...], here: str) -> Answer:
    """Open these drafts, say how many could be, and go back."""
    if ButtonForm().ready():
        try:
            with unit_of_work():
                many = publish_many(duty_ids, by=viewer())
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=here, back_words="Go back")
        left = f" {counted(len(many.refused), 'duty', 'duties')} could not be." if many.refused else ""
        flash(f"{counted(len(many.done), 'duty', 'duties')} published.{left}")
    return redirect(here, code=303)
