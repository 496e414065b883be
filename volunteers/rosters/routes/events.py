"""Events with their sessions: the list, one event, more sessions at once, publishing and calling off all."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.rosters.forms.events import event_form, sessions_form
from volunteers.rosters.forms.places import ReasonForm
from volunteers.rosters.queries.events import get_event, list_events
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.rosters.routes.planning import areas_planned, strands_planned
from volunteers.rosters.routes.series import publish_all
from volunteers.rosters.service.events import add_sessions, cancel_event, create_event
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/staff/duties/events")
@needs(Permission.DUTY_READ)
def events() -> str:
    """Those of their scope, the last made first."""
    may_edit = viewer().may(Permission.DUTY_EDIT)
    return render_template("rosters/events.html", events=list_events(viewer()), may_edit=may_edit)


@bp.route("/staff/duties/events/new", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def new_event() -> Answer:
    """What it is and where; its sessions come next."""
    by = viewer()
    strands = strands_planned(by)
    if not strands:
        raise NotFound(f"{by.account_id} plans nothing")
    areas = {code: name for strand in strands for code, name in areas_planned(strand, by)}
    form = event_form([(strand.code.value, strand.name) for strand in strands], list(areas.items()))
    if form.ready():
        said = form.data

        def create() -> str:
            event = create_event(
                title=said["title"], about=said["about"] or "", strand=said["strand"], area=said["area"], by=by
            )
            return url_for("rosters.event", event_id=event.id)

        try:
            return redirect(create_once(form, purpose="event", account_id=by.account_id, create=create), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("rosters/new_event.html", form=form)


@bp.get("/staff/duties/events/<int:event_id>")
@needs(Permission.DUTY_READ)
def event(event_id: int) -> str:
    """Its sessions with their cover, and what may be done with all of them."""
    found, may_edit = get_event(event_id, viewer()), viewer().may(Permission.DUTY_EDIT)
    return render_template("rosters/event.html", event=found, may_edit=may_edit, form=ButtonForm())


@bp.route("/staff/duties/events/<int:event_id>/sessions", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def event_sessions(event_id: int) -> Answer:
    """Several more at once, each like one there is, as drafts."""
    by, here = viewer(), url_for("rosters.event", event_id=event_id)
    found = get_event(event_id, by)
    if not found.sessions:
        return redirect(url_for("rosters.new_duty", slug=found.slug, event=event_id), code=303)
    form = sessions_form([(str(one.words.id), f"{one.words.title}, {one.words.day}") for one in found.sessions])
    times = form.times() if form.ready() else None
    if times is not None:

        def add() -> str:
            count = add_sessions(event_id, times, like=int(form["like"].data), publish=False, by=by)
            flash(f"{counted(count, 'session')} added as drafts.")
            return here

        try:
            return redirect(create_once(form, purpose=request.path, account_id=by.account_id, create=add), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("rosters/event_sessions.html", event=found, form=form)


@bp.post("/staff/duties/events/<int:event_id>/publish")
@needs(Permission.DUTY_EDIT)
def publish_event(event_id: int) -> Answer:
    """Open every draft among its sessions."""
    return publish_all(get_event(event_id, viewer()).drafts, url_for("rosters.event", event_id=event_id))


@bp.route("/staff/duties/events/<int:event_id>/cancel", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def cancel_whole_event(event_id: int) -> Answer:
    """Ask why, then call off every session to come and tell everyone on them."""
    here, found, form = url_for("rosters.event", event_id=event_id), get_event(event_id, viewer()), ReasonForm()
    if form.ready():
        try:
            with unit_of_work():
                count = cancel_event(event_id, reason=form.reason.data, by=viewer())
            flash(f"The event is cancelled, with {counted(count, 'session')} to come.")
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=here, back_words="Look at the event again")
        return redirect(here, code=303)
    return render_template("rosters/cancel_event.html", event=found, form=form)
