"""The live page of a call, which looks again by itself, and what staff do there."""

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, url_for

from volunteers.errors import Conflict, Refused
from volunteers.mobilisation import queries, service
from volunteers.mobilisation.forms import CallOffForm, CloseForm, more_form
from volunteers.mobilisation.queries import LivePage
from volunteers.mobilisation.routes.blueprint import SEND, Answer, bp, link_key
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted
from volunteers.web.forms import VersionForm

LOOK_AGAIN_SECONDS = "15"


@bp.get("/staff/calls/<int:call_id>")
@needs(SEND)
def call(call_id: int) -> Answer:
    """How it stands. While answers come in the page looks again by itself, by a header, so that it needs no script."""
    found = queries.get_call(call_id, viewer())
    form = VersionForm(formdata=None)
    form.version.data = str(found.version)
    response = make_response(render_template("mobilisation/call.html", call=found, form=form))
    if found.is_live:
        response.headers["Refresh"] = LOOK_AGAIN_SECONDS
    return response


@bp.route("/staff/calls/<int:call_id>/more", methods=["GET", "POST"])
@needs(SEND)
def more(call_id: int) -> Answer:
    """Ask in more areas, from further away, or those who said that they cannot."""
    found, by = queries.get_call(call_id, viewer()), viewer()
    every = current_app.config["FORCE"].areas
    areas = [(one.code, one.name) for one in every if by.may_in(SEND, found.strand_code, one.code)]
    form = more_form(areas, found.reach)

    def act() -> str:
        sent = service.ask_more(call_id, form.reach(), version=form.seen, key=link_key(), by=by)
        return f"{counted(sent.people, 'more person is', 'more people are')} being asked."

    return _page("mobilisation/more.html", found, form, act)


@bp.post("/staff/calls/<int:call_id>/again")
@needs(SEND)
def again(call_id: int) -> Answer:
    """Send the message once more to those who have not answered."""

    def act(version: int) -> str:
        sent = service.ask_again(call_id, version=version, by=viewer())
        return f"{counted(sent.people, 'person is', 'people are')} being asked again."

    return _press(call_id, act)


@bp.post("/staff/calls/<int:call_id>/reserve")
@needs(SEND)
def reserve(call_id: int) -> Answer:
    """Ask the next in reserve, for as many places as are free."""

    def act(version: int) -> str:
        sent = service.ask_reserve(call_id, version=version, by=viewer())
        return f"{counted(sent.people, 'person in reserve is', 'people in reserve are')} being asked."

    return _press(call_id, act)


@bp.route("/staff/calls/<int:call_id>/close", methods=["GET", "POST"])
@needs(SEND)
def close(call_id: int) -> Answer:
    """Enough people come: nobody else can."""
    found, form = queries.get_call(call_id, viewer()), CloseForm()

    def act() -> str:
        service.close(call_id, tells=form.tells.data, version=form.seen, by=viewer())
        return "The call is closed. Those who are coming are still expected."

    return _page("mobilisation/close.html", found, form, act)


@bp.route("/staff/calls/<int:call_id>/call-off", methods=["GET", "POST"])
@needs(SEND)
def call_off(call_id: int) -> Answer:
    """Nobody is needed: the duty is cancelled, and everybody is told."""
    found, form = queries.get_call(call_id, viewer()), CallOffForm()

    def act() -> str:
        service.call_off(call_id, reason=form.reason.data or "", version=form.seen, by=viewer())
        return "It is called off, and everyone is being told."

    return _page("mobilisation/call_off.html", found, form, act)


def _page(template: str, found: LivePage, form: Any, act: Callable[[], str]) -> Answer:
    """A page with a form, sent once it can be; the version is that which was seen."""
    status = 200
    if form.ready():
        try:
            with unit_of_work():
                said = act()
        except Refused as fault:
            form.refuse(fault.refusals)
            found = queries.get_call(found.id, viewer())
            status = 409 if isinstance(fault, Conflict) else 200
        else:
            flash(said)
            return redirect(url_for(".call", call_id=found.id), code=303)
    form.version.data = str(found.version)
    return render_template(template, call=found, form=form), status


def _press(call_id: int, act: Callable[[int], str]) -> Answer:
    """A button of the live page; what stood in its way is said there."""
    queries.get_call(call_id, viewer())
    form = VersionForm()
    if form.ready():
        try:
            with unit_of_work():
                said = act(form.seen)
            flash(said)
        except Refused as fault:
            for refusal in fault.refusals:
                flash(refusal.message, "problem")
    return redirect(url_for(".call", call_id=call_id), code=303)
