"""What a volunteer was awarded: every qualification, recording one, and ending one."""

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Conflict, Refused
from volunteers.people.forms.qualifications import EndingForm, award_form
from volunteers.people.queries.qualifications import QualificationFile, get_qualification_file, may_change_service
from volunteers.people.routes.blueprint import bp
from volunteers.people.rules.qualifications import EndOfHolding
from volunteers.people.service.qualifications import award_qualification, end_qualification
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

ONE = "/staff/volunteers/<int:volunteer_id>/qualifications"


@bp.route(ONE, methods=["GET", "POST"])
@needs(Permission.SERVICE_EDIT)
def qualifications(volunteer_id: int) -> ResponseReturnValue:
    """Every qualification, and recording one more; 403 for one's own record."""
    found, by = _file(volunteer_id), viewer()
    form, here = award_form(found.kinds), url_for("people.qualifications", volunteer_id=volunteer_id)

    def make() -> str:
        award = form.award()
        award_qualification(volunteer_id, award, by=by)
        return here

    if form.ready():
        try:
            where = create_once(form, purpose="qualification", account_id=by.account_id, create=make)
            name = next(each.name for each in found.kinds if each.code == form.code.data)
            flash(f"{name} is recorded.")
            return redirect(where, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            return render_template("people/qualifications.html", file=_file(volunteer_id), form=form), 409
    return render_template("people/qualifications.html", file=found, form=form)


@bp.route(f"{ONE}/<int:qualification_id>/end", methods=["GET", "POST"])
@needs(Permission.SERVICE_EDIT)
def end_held_qualification(volunteer_id: int, qualification_id: int) -> ResponseReturnValue:
    """Say that one is good no longer, or was recorded by mistake."""
    found, status = _file(volunteer_id), 200
    row = found.get(qualification_id)
    form = EndingForm(seen=_day(row.held.until_on))
    if form.ready():
        ending = EndOfHolding(form.last_on.data, str(form.reason.data), was_mistake=form.how.data == "mistake")
        seen = date.fromisoformat(form.seen.data) if form.seen.data else None
        try:
            with unit_of_work():
                end_qualification(volunteer_id, qualification_id, ending, seen=seen, by=viewer())
            flash(f"{row.held.name} is good no longer.")
            return redirect(url_for("people.qualifications", volunteer_id=volunteer_id), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            row, status = _file(volunteer_id).get(qualification_id), 409
            if isinstance(refused, Conflict):
                form.seen.data = _day(row.held.until_on)
    return render_template("people/end_qualification.html", file=found, row=row, form=form), status


def qualifications_part(volunteer_id: int) -> str:
    """The way to these pages, on the page of a volunteer, for those who may take it."""
    if not viewer().may(Permission.SERVICE_EDIT) or not may_change_service(volunteer_id, viewer()):
        return ""
    return render_template("people/qualifications_part.html", volunteer_id=volunteer_id)


def _file(volunteer_id: int) -> QualificationFile:
    found = get_qualification_file(volunteer_id, viewer())
    if found.is_own:
        abort(403)
    return found


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
