"""Changing a duty, and saying yes to one that was changed."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Conflict, Refused
from volunteers.permissions import Permission
from volunteers.rosters.forms.changing import ConfirmForm, changing_fields
from volunteers.rosters.forms.planning import DutyForm
from volunteers.rosters.forms.planning_filled import filled_from
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries.contents import content_of, get_planned
from volunteers.rosters.routes.blueprint import PUBLIC, Answer, bp, refused_page
from volunteers.rosters.routes.planning import form_for
from volunteers.rosters.rules import DutyContent
from volunteers.rosters.rules.changes import changes_between, sentences_of
from volunteers.rosters.service.changing import change_duty
from volunteers.rosters.service.changing import confirm_change as confirm
from volunteers.rosters.service.series_changing import change_series
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted


@bp.route("/staff/duties/<int:duty_id>/edit", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def edit_duty(duty_id: int) -> Answer:
    """Everything of a duty, filled in. A page that is out of date comes back with what was typed, and says what
    saving it would change by now."""
    duty = get_planned(duty_id, viewer())
    shown = content_of(duty)
    form = _form(duty, shown)
    meanwhile: Sequence[str] = ()
    status = 200
    asked = form.asked() if form.ready() else None
    if asked is not None:
        try:
            _change(duty, asked, form)
            return redirect(url_for("rosters.staff_duty", duty_id=duty_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
            if isinstance(fault, Conflict):
                meanwhile, status = _look_again(duty_id, asked, form), 409
    told = duty.state is DutyState.PUBLISHED
    page = render_template("rosters/edit_duty.html", duty=duty, form=form, meanwhile=meanwhile, told=told)
    return page, status


def _form(duty: Duty, shown: DutyContent) -> DutyForm:
    strand, in_series = get_strand(duty.strand), duty.series_id is not None
    filled = {**filled_from(shown), "seen": shown.digest, "reach": "one"}
    return form_for(strand, viewer(), filled, changing_fields(in_series=in_series))


def _change(duty: Duty, asked: DutyContent, form: DutyForm) -> None:
    """Make the change, of this duty or of those of its series that it reaches."""
    reach = form["reach"].data if "reach" in form else "one"
    with unit_of_work():
        if reach == "one":
            change_duty(duty.id, asked, seen=form["seen"].data, by=viewer())
            return
        count = change_series(duty.id, asked, seen=form["seen"].data, reach=reach, by=viewer())
    flash(f"{counted(count, 'duty', 'duties')} of the series changed.")


def _look_again(duty_id: int, asked: DutyContent, form: DutyForm) -> list[str]:
    """Let the next press be judged against the duty as it is now; what it would change, in sentences."""
    duty = get_planned(duty_id, viewer())
    now = content_of(duty)
    form["seen"].data = now.digest
    form["seen"].raw_data = None
    return sentences_of(changes_between(now, asked, strand=get_strand(duty.strand)))


@bp.post("/duties/<int:duty_id>/confirm")
@needs(Permission.DUTY_BOOK)
def confirm_change(duty_id: int) -> Answer:
    """They still come; a duty that was changed again meanwhile is shown as it is now first."""
    here, form = url_for("rosters.duty", duty_id=duty_id), ConfirmForm()
    if form.ready():
        try:
            with unit_of_work():
                confirm(duty_id, version=form.seen, by=viewer())
            flash("Thank you. You are still on this duty.")
        except Refused as fault:
            return refused_page(fault, layout=PUBLIC, back=here, back_words="Look at the duty again")
    return redirect(here, code=303)
