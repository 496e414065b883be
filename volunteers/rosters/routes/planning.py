"""A new duty: first of which kind of volunteering, then everything else on one page."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission, Viewer
from volunteers.rosters import queries
from volunteers.rosters.forms.planning import DutyForm, duty_form
from volunteers.rosters.forms.planning_filled import NEW, from_kept
from volunteers.rosters.queries.duty_templates import get_template, list_templates
from volunteers.rosters.queries.events import EventPage, get_event
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.rosters.service.duties import Origin, add_duty
from volunteers.strands.queries import all_strands, get_by_slug
from volunteers.strands.rules import Strand
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_day, asked_number
from volunteers.web.once import create_once


@bp.get("/staff/duties/new")
@needs(Permission.DUTY_EDIT)
def choose_strand() -> Answer:
    """Which kind of volunteering; not asked of someone who plans for one alone."""
    strands = strands_planned(viewer())
    if len(strands) == 1:
        return redirect(url_for("rosters.new_duty", slug=strands[0].slug, day=request.args.get("day")), code=303)
    return render_template("rosters/choose_strand.html", strands=strands)


@bp.route("/staff/duties/new/<slug>", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def new_duty(slug: str) -> Answer:
    """The page comes back as it was filled in until everything can be; then the new duty's page, or its event's.

    ``template`` or ``day`` in the address fills the form in, ``event`` makes the duty a session of one.
    """
    strand, by = get_by_slug(slug), viewer()
    event = _event(strand, by)
    form = form_for(strand, by, _filled(strand, by))
    asked = form.asked() if form.ready() else None
    if asked is not None:

        def create() -> str:
            origin = Origin(event_id=event.id if event else None)
            publish = request.form.get("publish") == "yes"
            duty = add_duty(asked, strand=strand.code, publish=publish, by=by, origin=origin)
            return _address(event) if event else url_for("rosters.staff_duty", duty_id=duty.id)

        try:
            return redirect(create_once(form, purpose="duty", account_id=by.account_id, create=create), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    templates = list_templates(by, strand.code) if not event else []
    return render_template("rosters/new_duty.html", strand=strand, form=form, event=event, templates=templates)


def _event(strand: Strand, by: Viewer) -> EventPage | None:
    """The event the duty is to be a session of; one of another kind of volunteering is not found."""
    number = asked_number("event")
    event = get_event(number, by) if number else None
    if event is not None and event.strand_code != strand.code:
        raise NotFound(f"event {number} is not of {strand.code}")
    return event


def _address(event: EventPage) -> str:
    return url_for("rosters.event", event_id=event.id)


def _filled(strand: Strand, by: Viewer) -> Mapping[str, Any]:
    """What the template that was chosen fills in, where it is one of this strand, and the day that was pressed."""
    number = asked_number("template")
    template = get_template(number, by) if number else None
    filled = from_kept(template.particulars) if template and template.strand == strand.code else NEW
    day = asked_day("day")
    return {**filled, "day": day} if day else filled


def form_for(
    strand: Strand, by: Viewer, filled: Mapping[str, Any] = NEW, extra: Mapping[str, Any] | None = None,
    *, dated: bool = True,
) -> DutyForm:  # fmt: skip
    """The form of a duty with what the viewer may plan; ``NotFound`` when that is nothing."""
    areas = areas_planned(strand, by)
    if not areas:
        raise NotFound(f"{by.account_id} plans no duties of {strand.code}")
    units = queries.list_units(strand.code, [code for code, _ in areas])
    return duty_form(strand, areas, units, filled=filled, extra=extra, dated=dated)


def strands_planned(by: Viewer) -> list[Strand]:
    """The kinds of volunteering the viewer plans duties for."""
    return [strand for strand in all_strands() if areas_planned(strand, by)]


def areas_planned(strand: Strand, by: Viewer) -> list[tuple[str, str]]:
    """The areas in which they do, as (code, name)."""
    areas = current_app.config["FORCE"].areas
    return [(area.code, area.name) for area in areas if by.may_in(Permission.DUTY_EDIT, strand.code, area.code)]
