"""One proposal: how far it has come, what it says, and accepting it in whole or in part."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from volunteers.errors import Conflict, Refused
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.forms.filling import AcceptForm, Ticks
from volunteers.rosters.queries.fillings import FillingPage, get_filling
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.rosters.routes.filling_shown import page_of, wanted
from volunteers.rosters.service import filling as service
from volunteers.rosters.service.filling_accepting import accept
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_day
from volunteers.web.filters import counted
from volunteers.web.forms import VersionForm

ASSIGN = Permission.DUTY_ASSIGN
LOOK_AGAIN_SECONDS = "3"
NONE_TICKED = "Tick at least one person, and the duty they are to be on."


@bp.get("/staff/duties/fill/<int:filling_id>")
@needs(ASSIGN)
def filling(filling_id: int) -> Answer:
    """While it is being worked out, the page looks again by itself, by a header, so that it needs no script."""
    found = get_filling(filling_id, viewer())
    ticks = Ticks(duties=frozenset()) if request.args.get("ticked") == "none" else Ticks()
    response = make_response(_page(found, AcceptForm(formdata=None), ticks))
    if found.line.state.is_working:
        response.headers["Refresh"] = LOOK_AGAIN_SECONDS
    return response


@bp.post("/staff/duties/fill/<int:filling_id>/accept")
@needs(ASSIGN)
def accept_filling(filling_id: int) -> Answer:
    """Put on their duties those who are ticked or, by the other button, all; who cannot be any more is named."""
    found, form = get_filling(filling_id, viewer()), AcceptForm()
    ticks, status = form.ticks(), 200
    chosen = wanted(found, ticks, takes_all=form.takes_all)
    if form.ready() and chosen:
        try:
            with unit_of_work():
                done = accept(filling_id, chosen, version=form.seen, by=viewer())
            _say(len(done.done), len(done.refused))
            # Who was left out is not ticked again: the next press of the button is not to give what was turned down.
            left_out: dict[str, Any] = {} if form.takes_all else {"ticked": "none", "from": request.args.get("from")}
            return redirect(url_for(".filling", filling_id=filling_id, **left_out), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
            found, status = get_filling(filling_id, viewer()), 409 if isinstance(fault, Conflict) else 200
    elif not form.errors:
        form.form_errors.append(NONE_TICKED)
    return _page(found, form, ticks), status


@bp.post("/staff/duties/fill/<int:filling_id>/stop")
@needs(ASSIGN)
def stop_filling(filling_id: int) -> Answer:
    """Enough: the best there is so far is proposed."""
    return _do(filling_id, lambda _: service.stop_filling(filling_id, by=viewer()))


@bp.post("/staff/duties/fill/<int:filling_id>/cancel")
@needs(ASSIGN)
def cancel_filling(filling_id: int) -> Answer:
    """Give it up, and propose nothing."""
    return _do(filling_id, lambda _: service.cancel_filling(filling_id, by=viewer()))


@bp.post("/staff/duties/fill/<int:filling_id>/close")
@needs(ASSIGN)
def close_filling(filling_id: int) -> Answer:
    """Leave what was not accepted; nobody waits for it any more."""
    return _do(filling_id, lambda version: service.close_filling(filling_id, version=version, by=viewer()))


def _do(filling_id: int, do: Callable[[int], object]) -> Answer:
    """Do what a button alone says, of the version that was seen, and look at what came of it."""
    get_filling(filling_id, viewer())
    form = VersionForm()
    if form.ready():
        try:
            with unit_of_work():
                do(form.seen)
        except Refused as fault:
            back = url_for(".filling", filling_id=filling_id)
            return refused_page(fault, layout=STAFF, back=back, back_words="Look at it as it is now")
    return _to(filling_id)


def _say(done: int, refused: int) -> None:
    """How many are on their duties now; of the others the page itself says why."""
    if done:
        more = f" {counted(refused, 'place')} could not be given: see below." if refused else ""
        flash(f"{counted(done, 'place is', 'places are')} given, and everyone is being told.{more}")
    else:
        flash("No place could be given. Below stands why.", "problem")


def _page(found: FillingPage, form: AcceptForm, ticks: Ticks) -> str:
    by: Viewer = viewer()
    shown = page_of(found, by, asked_day("from"))
    form.version.data = str(found.version)
    return render_template("rosters/filling.html", found=found, line=found.line, shown=shown, form=form, ticks=ticks)


def _to(filling_id: int) -> Answer:
    return redirect(url_for(".filling", filling_id=filling_id), code=303)
