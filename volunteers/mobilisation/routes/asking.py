"""Asking people to come: the calls there are, and one short page that says who would be asked before it goes out."""

import hashlib

from flask import current_app, flash, redirect, render_template, request, url_for

from volunteers.errors import NotFound, Refused
from volunteers.mobilisation import queries, service
from volunteers.mobilisation.forms import CallForm, call_form
from volunteers.mobilisation.queries import Found
from volunteers.mobilisation.routes.blueprint import SEND, Answer, bp, link_key
from volunteers.mobilisation.rules import Asked, kind_called_for
from volunteers.permissions import Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import list_units
from volunteers.rosters.service.judging_plans import judge
from volunteers.strands.queries import all_strands, get_by_slug
from volunteers.strands.rules import Strand
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted
from volunteers.web.once import create_once


@bp.get("/staff/calls")
@needs(SEND)
def calls() -> str:
    """Those under way, those before, and a button for each kind of volunteering that may be called."""
    strands = [one for one in all_strands() if kind_called_for(one) and _areas(one, viewer())]
    return render_template("mobilisation/calls.html", calls=queries.list_calls(viewer()), strands=strands)


@bp.route("/staff/calls/new/<slug>", methods=["GET", "POST"])
@needs(SEND)
def new_call(slug: str) -> Answer:
    """First it says who would be asked; sent once more as it stands it goes out. What is changed is looked at again."""
    strand, by = get_by_slug(slug), viewer()
    kind, areas = kind_called_for(strand), _areas(strand, by)
    if kind is None or not areas:
        raise NotFound(f"{by.account_id} calls nobody of {strand.code}")
    units = _units(strand, [code for code, _ in areas])
    form = call_form(strand, areas, [(str(unit.id), unit.name) for unit in units])
    asked = form.asked(strand, kind, {str(unit.id): unit.area for unit in units}) if form.ready() else None
    found: Found | None = None
    if asked is not None:
        try:
            if request.form.get("act") == "send" and form.seen.data == _digest(asked):
                return _send(form, asked, by)
            judge(asked.content, strand.code, by)
            found = queries.look(asked)
            form.seen.data = _digest(asked)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("mobilisation/new_call.html", form=form, strand=strand, found=found)


def _send(form: CallForm, asked: Asked, by: Viewer) -> Answer:
    def create() -> str:
        sent = service.ask(asked, key=link_key(), by=by)
        flash(f"{counted(sent.people, 'person is', 'people are')} being asked.")
        return url_for(".call", call_id=sent.call.id)

    return redirect(create_once(form, purpose="call", account_id=by.account_id, create=create), code=303)


def _digest(asked: Asked) -> str:
    """Equal for two calls that are the same: what was seen before it is sent is known by it."""
    said = repr((asked.content.digest, asked.reach, asked.be_there_by))
    return hashlib.sha256(said.encode()).hexdigest()


def _areas(strand: Strand, by: Viewer) -> list[tuple[str, str]]:
    """The areas in which the viewer may call people of a strand, as (code, name)."""
    every = current_app.config["FORCE"].areas
    return [(one.code, one.name) for one in every if not one.is_ended and by.may_in(SEND, strand.code, one.code)]


def _units(strand: Strand, areas: list[str]) -> list[Unit]:
    return [one for one in list_units() if one.area in areas and one.strand in (None, strand.code)]
