"""Calling a duty off, alone or with others of its series."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries
from volunteers.rosters.forms.changing import SeriesReasonForm
from volunteers.rosters.forms.places import ReasonForm
from volunteers.rosters.queries.contents import get_planned
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.rosters.service.cancelling import cancel as call_off
from volunteers.rosters.service.series_changing import cancel_series
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted


@bp.route("/staff/duties/<int:duty_id>/cancel", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def cancel(duty_id: int) -> Answer:
    """Ask why, and of a series which ones; then call the duty off and tell everyone on it."""
    here = url_for("rosters.staff_duty", duty_id=duty_id)
    in_series = get_planned(duty_id, viewer()).series_id is not None
    form = SeriesReasonForm(data={"reach": "one"}) if in_series else ReasonForm()
    if form.ready():
        reach = form["reach"].data if in_series else "one"
        try:
            with unit_of_work():
                if reach == "one":
                    call_off(duty_id, reason=form.reason.data, by=viewer())
                else:
                    count = cancel_series(duty_id, reason=form.reason.data, reach=reach, by=viewer())
                    flash(f"{counted(count, 'duty', 'duties')} of the series cancelled.")
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=here, back_words="Look at the duty again")
        return redirect(here, code=303)
    return render_template("rosters/cancel.html", duty=queries.get_staff_duty(duty_id, viewer()), form=form)
