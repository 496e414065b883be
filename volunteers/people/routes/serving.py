"""Changing how a volunteer serves: filled in, looked at with everything it touches, then saved."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.people import service
from volunteers.people.forms.serving import ActiveForm, EndForm, ServingForm, StatusForm, with_seen
from volunteers.people.queries.serving import ServingFile, get_serving, look_at
from volunteers.people.routes.blueprint import bp
from volunteers.people.routes.saving import as_it_is_now, is_coming_back, is_first_look, saved
from volunteers.people.rules.changes import counted_as, refusals_of_ending, ways_to_end
from volunteers.people.rules.serving import EndReason, StatusKind
from volunteers.permissions import CHILDRENS_STRAND, Permission
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules import in_words
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.slots import slot

EDIT = Permission.SERVICE_EDIT
REASONS = {
    StatusKind.LEAVE: ReasonKind.LEAVE,
    StatusKind.RESTRICTED: ReasonKind.RESTRICTION,
    StatusKind.SUSPENDED: ReasonKind.SUSPENSION,
}


@dataclass(frozen=True)
class Touch:
    """What a change would close to them, for the rooms that know: how they would serve, from when until when."""

    file: ServingFile
    status: str
    first: date
    last: date | None

    @property
    def duties(self) -> str:
        if self.status == StatusKind.ACTIVE:
            return ""
        file = self.file
        return slot("status_change", file.volunteer.id, file.period.strand, self.status, self.first, self.last)

    @property
    def next_page(self) -> str:
        """Where to go once it is saved: to the duties they are down for and cannot do, where there are any."""
        endpoint = "rosters.duties_to_free" if self.duties else "people.volunteer"
        return url_for(endpoint, volunteer_id=self.file.volunteer.id)


def get_file(volunteer_id: int, period_id: int) -> ServingFile:
    """The service to change; 403 for one's own."""
    file = get_serving(volunteer_id, period_id, viewer())
    if file.is_own:
        abort(403)
    return file


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/status", methods=["GET", "POST"])
@needs(EDIT)
def service_status(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """Leave, a restriction, a suspension, or active again: which of them stands in the address."""
    file = get_file(volunteer_id, period_id)
    to = _asked_status(file)
    form = _status_form(to, file)
    with_seen(form, file)
    if not form.ready() or is_coming_back():
        return _status_page(file, to, form)
    change = form.change(to)
    touch = Touch(file, to.value, change.from_on, change.until_on)
    if is_first_look():
        refusals, replaced = look_at(file, change)
        if refusals:
            form.refuse(refusals)
            return _status_page(file, to, form)
        return render_template(
            "people/status_check.html", file=file, to=to, form=form, change=change, replaced=replaced, touch=touch
        )
    next_page = touch.next_page
    done = saved(
        form,
        partial(
            service.change_status, volunteer_id, period_id=period_id, change=change, by=viewer(), seen=form.number_seen
        ),
        next_page=lambda: next_page,
        done=f"{file.volunteer.name}: {to.label.lower()} from {in_words(change.from_on)}.",
    )
    return done or (_status_page(as_it_is_now(form, file), to, form), 409)


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/end", methods=["GET", "POST"])
@needs(EDIT)
def end_service(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """The last day and why; looked at before it is saved."""
    file = get_file(volunteer_id, period_id)
    form = _end_form(file)
    with_seen(form, file)
    if not form.ready() or is_coming_back():
        return render_template("people/end.html", file=file, form=form)
    ending = form.ending()
    touch = Touch(file, "ended", ending.ends_on, None)
    if is_first_look():
        found = refusals_of_ending(ending.ends_on, file.served, ending.reason, note=ending.note, today=file.today)
        if found:
            form.refuse(found)
            return render_template("people/end.html", file=file, form=form)
        died = counted_as(form.reason.data) is EndReason.DIED
        return render_template("people/end_check.html", file=file, form=form, ending=ending, touch=touch, died=died)
    next_page = touch.next_page
    done = saved(
        form,
        partial(
            service.end_service, volunteer_id, period_id=period_id, ending=ending, by=viewer(), seen=form.number_seen
        ),
        next_page=lambda: next_page,
        done=f"{file.volunteer.name}: the last day of service is written down.",
    )
    return done or (render_template("people/end.html", file=as_it_is_now(form, file), form=form), 409)


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/go-on", methods=["GET", "POST"])
@needs(EDIT)
def take_back_end(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """Service whose end is written down and has not come goes on after all."""
    file = get_file(volunteer_id, period_id)
    form, status = ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.take_back_end(volunteer_id, period_id=period_id, by=viewer())
            flash(f"{file.volunteer.name}: service goes on.")
            return redirect(url_for("people.volunteer", volunteer_id=volunteer_id), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("people/go_on.html", file=file, form=form), status


def _status_page(file: ServingFile, to: StatusKind, form: ServingForm) -> str:
    return render_template("people/status.html", file=file, to=to, form=form, kinds=_kinds(file))


def _asked_status(file: ServingFile) -> StatusKind:
    asked = request.args.get("to")
    usual = StatusKind.LEAVE if file.now is None else StatusKind.ACTIVE
    return next((kind for kind in StatusKind if kind.value == asked), usual)


def _status_form(to: StatusKind, file: ServingFile) -> StatusForm | ActiveForm:
    if to is StatusKind.ACTIVE:
        return ActiveForm()
    form = StatusForm()
    form.offer(list_reasons(REASONS[to], file.period.strand))
    if to is not StatusKind.RESTRICTED:
        del form.limits
    return form


def _kinds(file: ServingFile) -> list[StatusKind]:
    """What can be chosen: being active again only where they are not, or will not be."""
    return [kind for kind in StatusKind if kind is not StatusKind.ACTIVE or file.is_otherwise]


def _end_form(file: ServingFile) -> EndForm:
    form = EndForm()
    strand = file.period.strand
    form.offer(ways_to_end(list_reasons(ReasonKind.SERVICE_END, strand), is_cadet=strand == CHILDRENS_STRAND))
    return form
